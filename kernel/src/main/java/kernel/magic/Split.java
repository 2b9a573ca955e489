package kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the magics in a cell: in its first line {@code %%name}, which takes the whole cell, else {@code %name} and {@code !command} wherever a
 * statement may begin. Strings, text blocks, comments and brackets hold none.
 */
final class Split {
    /** A stretch of a cell. */
    sealed interface Part { }

    record Java(int from, int to) implements Part { }

    /**
     * @param start where the name begins
     * @param name  with its signs, without the question mark
     * @param help  whether it ends with a question mark
     * @param from  where the arguments begin
     * @param to    where they end
     * @param body  where the rest of the cell begins, −1 for a magic of one line
     */
    record Use(int start, String name, boolean help, int from, int to, int body) implements Part { }

    private static final Pattern WHOLE = Pattern.compile("\\s*(%%\\w*)(\\?{0,2})[ \\t]*([^\\n]*)\\n?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LINE = Pattern.compile("[ \\t]*(%%?\\w*|!)(\\?{0,2})[ \\t]*((?:\\\\\\r?\\n|[^\\n])*)\\n?", Pattern.UNICODE_CHARACTER_CLASS);

    private final String source;
    private final int from;
    private final Predicate<String> known;
    private final List<Part> parts = new ArrayList<>();
    private int java;           // where the Java begins that is being read
    private int depth;          // of open brackets
    private boolean ended = true;   // whether a statement may begin here

    private Split(String source, int from, Predicate<String> known) {
        this.source = source;
        this.from = from;
        this.known = known;
        java = from;
    }

    /** The parts of {@code source} in their order. {@code known} tells whether a name is a magic's. */
    static List<Part> of(String source, Predicate<String> known) {
        var whole = WHOLE.matcher(source);
        if (whole.lookingAt()) return List.of(new Use(whole.start(1), whole.group(1), !whole.group(2).isEmpty(), whole.start(3), whole.end(3), whole.end()));
        return lines(source, 0, source.length(), known);
    }

    /** The parts of what stands from {@code from} to {@code to}, in which no magic takes the whole. */
    static List<Part> lines(String source, int from, int to, Predicate<String> known) {
        return new Split(source.substring(0, to), from, known).parts();
    }

    private List<Part> parts() {
        int i = from;
        while (i < source.length()) {
            if (depth == 0 && (i == from || source.charAt(i - 1) == '\n')) {
                int after = line(i);
                if (after > i) {
                    i = after;
                    continue;
                }
            }
            i = token(i);
        }
        addJava(source.length());
        return parts;
    }

    /** The end of the magic that begins in the line at {@code start}; {@code start} where there is none. */
    private int line(int start) {
        var line = LINE.matcher(source).region(start, source.length());
        if (!line.lookingAt()) return start;
        var name = line.group(1);
        if (!ended && (name.equals("!") || !known.test(name))) return start;
        addJava(start);
        parts.add(new Use(line.start(1), name, !name.equals("!") && !line.group(2).isEmpty(), line.start(name.equals("!") ? 2 : 3), line.end(3), -1));
        java = line.end();
        ended = true;
        return line.end();
    }

    private void addJava(int end) {
        if (java < end) parts.add(new Java(java, end));
    }

    /** Reads what no magic can begin in and returns its end. */
    private int token(int i) {
        char c = source.charAt(i);
        if (source.startsWith("//", i)) return until("\n", i + 2, false);
        if (source.startsWith("/*", i)) return until("*/", i + 2, false) + 2;
        if (!Character.isWhitespace(c)) ended = c == ';' || c == '}';
        if (source.startsWith("\"\"\"", i)) return until("\"\"\"", i + 3, true) + 3;
        if (c == '"' || c == '\'') return literal(c, i + 1);
        if (c == '{' || c == '(' || c == '[') depth++;
        if ((c == '}' || c == ')' || c == ']') && depth > 0) depth--;
        return i + 1;
    }

    private int until(String end, int i, boolean escapes) {
        while (i < source.length() && !source.startsWith(end, i)) i += escapes && source.charAt(i) == '\\' ? 2 : 1;
        return i;
    }

    /** A string or a character, which ends with its line at the latest. */
    private int literal(char quote, int i) {
        while (i < source.length() && source.charAt(i) != quote && source.charAt(i) != '\n') i += source.charAt(i) == '\\' ? 2 : 1;
        return i < source.length() && source.charAt(i) == '\n' ? i : i + 1;
    }
}
