package javakernel.engine.help;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.StartElementTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Collectors;
import javakernel.base.Markup;

/** What a doc comment is written on, snippet by snippet. For one comment and one thread. */
sealed interface DocWriter {
    /** Text without markup; white space counts as one space, unless it is preformatted. */
    void text(String text);

    void code(String text);

    /** Lines of code. */
    void block(String lines);

    /** Markdown, as it is. */
    void markdown(String source);

    void start(StartElementTree element);

    void end(String element);

    /** A heading of the kernel's, such as {@code Parameters}. */
    void heading(String title);

    /** Below a heading, what is said of {@code name}, which may be empty, begins. */
    void item(String name);

    void endItem();

    final class Html implements DocWriter {
        private final StringBuilder html = new StringBuilder("<p>");

        @Override public void text(String text) {
            html.append(Markup.escape(text));
        }

        @Override public void code(String text) {
            html.append("<code>").append(Markup.escape(text)).append("</code>");
        }

        @Override public void block(String lines) {
            html.append("<pre>").append(Markup.escape(lines.stripIndent().strip())).append("</pre>");
        }

        @Override public void markdown(String source) {
            throw new UnsupportedOperationException("the front end shows Markdown itself");
        }

        @Override public void start(StartElementTree element) {
            if (!isAnchor(element.getName().toString()) || href(element).startsWith("http")) html.append(element);
        }

        @Override public void end(String element) {
            // also of links that are left out: browsers pass over it
            html.append("</").append(element).append('>');
        }

        @Override public void heading(String title) {
            html.append("<p><b>").append(title).append("</b></p>");
        }

        @Override public void item(String name) {
            html.append("<ul><li>");
            if (name.isEmpty()) return;
            code(name);
            html.append(" – ");
        }

        @Override public void endItem() {
            html.append("</li></ul>");
        }

        @Override public String toString() {
            return html.toString();
        }

        private static boolean isAnchor(String element) {
            return element.equalsIgnoreCase("a");
        }

        private static String href(StartElementTree element) {
            return element.getAttributes().stream()
                    .filter(a -> a instanceof AttributeTree t && t.getName().contentEquals("href"))
                    .map(a -> String.valueOf(((AttributeTree) a).getValue())).findFirst().orElse("");
        }
    }

    /** Plain text, a line a paragraph, or Markdown. */
    final class Text implements DocWriter {
        private static final int STEP = 4;
        private static final Set<String> BLOCKS =
                Set.of("p", "div", "dt", "caption", "thead", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "hr");

        private final boolean markdown;
        private final StringBuilder done = new StringBuilder();
        private final StringBuilder paragraph = new StringBuilder();
        // the innermost first: the number of its last item, −1 where items have none
        private final Deque<Integer> lists = new ArrayDeque<>();
        private String bullet = ""; // of the item whose first paragraph is to come
        private boolean fresh; // the list or table has no item yet
        private boolean tight; // the next paragraph follows without an empty line
        private boolean pre;

        Text(boolean markdown) {
            this.markdown = markdown;
        }

        @Override public void text(String text) {
            if (pre) {
                paragraph.append(text);
            } else {
                var words = text.replaceAll("\\s+", " ");
                boolean begins = paragraph.isEmpty()
                        || Character.isWhitespace(paragraph.charAt(paragraph.length() - 1));
                if (begins) words = words.stripLeading();
                paragraph.append(markdown ? words.replaceAll("[\\\\`*_<\\[]", "\\\\$0") : words);
            }
        }

        @Override public void code(String text) {
            if (pre) paragraph.append(text);
            else if (markdown) paragraph.append('`').append(text.strip().replaceAll("\\s+", " ")).append('`');
            else paragraph.append(text.strip().replaceAll("\\s+", " "));
        }

        @Override public void block(String lines) {
            endParagraph();
            paragraph.append(lines);
            endPre();
        }

        @Override public void markdown(String source) {
            paragraph.append(source);
        }

        @Override public void start(StartElementTree element) {
            var name = element.getName().toString().toLowerCase();
            switch (name) {
                case "ul", "ol", "dd", "blockquote" -> {
                    endParagraph();
                    tight = name.equals("dd");
                    fresh = true;
                    lists.push(name.equals("ol") ? 0 : -1);
                }
                case "li" -> {
                    endParagraph();
                    int number = lists.isEmpty() || lists.peek() < 0 ? -1 : lists.pop() + 1;
                    if (number > 0) lists.push(number);
                    bullet = number > 0 ? number + "." : "-";
                    tight = !fresh;
                    fresh = false;
                }
                case "pre" -> {
                    endParagraph();
                    pre = true;
                }
                case "table" -> {
                    endParagraph();
                    fresh = true;
                }
                case "tr", "br" -> {
                    endParagraph();
                    tight = !fresh || name.equals("br");
                    fresh = false;
                }
                case "td", "th" -> {
                    var row = paragraph.toString().stripTrailing();
                    paragraph.setLength(0);
                    paragraph.append(row).append(row.isEmpty() ? "" : " | ");
                }
                case "sup" -> paragraph.append('^');
                default -> {
                    if (BLOCKS.contains(name)) endParagraph();
                    else mark(name);
                }
            }
            if (markdown && name.matches("h[1-6]")) paragraph.append("#### ");
        }

        @Override public void end(String element) {
            var name = element.toLowerCase();
            switch (name) {
                case "ul", "ol", "dd", "blockquote" -> {
                    endParagraph();
                    bullet = "";
                    lists.poll();
                    tight = !lists.isEmpty();
                }
                case "pre" -> {
                    endPre();
                    pre = false;
                }
                case "tr", "li", "table" -> {
                    endParagraph();
                    tight = !name.equals("table");
                }
                default -> {
                    if (BLOCKS.contains(name)) endParagraph();
                    else mark(name);
                }
            }
        }

        private void mark(String element) {
            if (!markdown || pre) return;
            paragraph.append(switch (element) {
                case "b", "strong" -> "**";
                case "i", "em", "cite", "var" -> "*";
                case "code", "tt" -> "`";
                default -> "";
            });
        }

        @Override public void heading(String title) {
            endParagraph();
            tight = false;
            lists.clear();
            paragraph.append(markdown ? "**" + title + "**" : title + ":");
            endParagraph();
            fresh = true;
        }

        @Override public void item(String name) {
            endParagraph();
            tight = !markdown || !fresh;
            fresh = false;
            lists.push(-1);
            if (markdown) bullet = "-";
            if (name.isEmpty()) return;
            code(name);
            paragraph.append(" – ");
        }

        @Override public void endItem() {
            endParagraph();
            lists.poll();
        }

        private void endParagraph() {
            var text = paragraph.toString().strip();
            paragraph.setLength(0);
            if (!text.isEmpty()) add(text);
        }

        private void endPre() {
            var text = paragraph.toString().stripTrailing().replaceFirst("^\\s*\\n", "").stripIndent();
            paragraph.setLength(0);
            if (!text.isEmpty()) add(markdown ? "```\n" + text + "\n```" : text.lines().map(l -> " ".repeat(STEP) + l)
                    .collect(Collectors.joining("\n")));
        }

        private void add(String block) {
            if (!done.isEmpty()) done.append(tight ? "\n" : "\n\n");
            tight = false;
            var first = bullet.isEmpty() ? "" : markdown ? bullet + " ".repeat(STEP - bullet.length())
                    : " ".repeat(Math.max(0, STEP - bullet.length() - 1)) + bullet + " ";
            var indent = " ".repeat(STEP * lists.size());
            var before = first.isEmpty() ? indent : " ".repeat(Math.max(0, indent.length() - STEP)) + first;
            bullet = "";
            boolean begins = true;
            for (var line : block.lines().toList()) {
                if (!begins) done.append('\n');
                if (!line.isBlank()) done.append(begins ? before : indent).append(line);
                begins = false;
            }
        }

        @Override public String toString() {
            endParagraph();
            return done.toString();
        }
    }
}
