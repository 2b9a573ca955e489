package javakernel.magic.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javakernel.engine.source.Lexed;
import javakernel.magic.MagicCall;
import org.jspecify.annotations.Nullable;

/**
 * Finds the magics in a cell: in its first line {@code %%name}, which takes the whole cell, else {@code %name},
 * {@code !command} and {@code name?} wherever a statement may begin; what begins with {@code !(} or {@code !5} is Java.
 * Strings, text blocks, comments and brackets hold none.
 */
final class MagicSplitter {
    /** A stretch of a cell. */
    sealed interface Part {}

    record Java(int from, int to) implements Part {}

    /**
     * @param start where the name begins
     * @param name  with its signs, without the question mark
     * @param help  whether it ends with a question mark
     * @param from  where the arguments begin
     * @param to    where they end
     * @param body  where the rest of the cell begins, −1 for a magic of one line
     */
    record Use(int start, String name, boolean help, int from, int to, int body) implements Part {}

    private static final Pattern WHOLE =
            Pattern.compile("\\s*(%%\\w*)(\\?{0,2})[ \\t]*([^\\n]*)\\n?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LINE =
            Pattern.compile("[ \\t]*(%%?\\w*|!(?![(\\d]))(\\?{0,2})[ \\t]*((?:\\\\\\r?\\n|[^\\n])*)\\n?",
                    Pattern.UNICODE_CHARACTER_CLASS);

    /** {@code name?} or {@code ?name}: asks for documentation. */
    private static final Pattern ASK = Pattern.compile(
            "[ \\t]*(\\?{1,2}[ \\t]*(?:new[ \\t]+)?[\\w.]+|(?:new[ \\t]+)?[\\w.]+[ \\t]*\\?{1,2})[ \\t;]*(?:\\n|$)",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** A magic within Java: in an assignment, or where a statement begins. */
    private static final Pattern CALL =
            Pattern.compile("(?:=[ \\t]*|[{};]\\s*\\n[ \\t]*)%(\\w+)", Pattern.UNICODE_CHARACTER_CLASS);

    private MagicSplitter() {}

    /** The parts of {@code source} in their order. {@code known} tells whether a name is a magic's. */
    static List<Part> of(String source, Predicate<String> known) {
        return whole(source).map(List::<Part>of).orElseGet(() -> lines(source, 0, source.length(), known));
    }

    /** The magic that takes the whole of {@code source}, if one does. */
    static Optional<Use> whole(String source) {
        var whole = WHOLE.matcher(source);
        if (!whole.lookingAt()) return Optional.empty();
        return Optional.of(new Use(whole.start(1), whole.group(1), !whole.group(2).isEmpty(), whole.start(3),
                whole.end(3), whole.end()));
    }

    /** The parts of what stands from {@code from} to {@code to}, in which no magic takes the whole. */
    static List<Part> lines(String source, int from, int to, Predicate<String> known) {
        var parts = new ArrayList<Part>();
        int java = from;
        for (Matcher line; (line = next(source, java, to, known)) != null; java = line.end()) {
            if (java < line.start()) parts.add(new Java(java, line.start()));
            if (line.pattern() == ASK) {
                parts.add(new Use(line.start(1), DocumentationMagic.NAME, false, line.start(1), line.end(1), -1));
                continue;
            }
            var name = line.group(1);
            boolean command = name.equals("!"); // its question mark is the shell's
            parts.add(new Use(line.start(1), name, !command && !line.group(2).isEmpty(), line.start(command ? 2 : 3),
                    line.end(3), -1));
        }
        if (java < to) parts.add(new Java(java, to));
        return parts;
    }

    /**
     * The same code with a call of {@code lineMagic} in place of each magic within Java, which takes the rest of its
     * line.
     */
    static String withCalls(String source, Predicate<String> known) {
        if (source.indexOf('%') < 0) return source;
        var code = new StringBuilder(source);
        for (int java = 0; java >= 0;) {
            var line = next(code.toString(), java, code.length(), known);
            int end = line == null ? code.length() : line.start();
            var call = CALL.matcher(Lexed.of(code.substring(java, end)).code()).results()
                    .filter(c -> known.test("%" + c.group(1))).findFirst();
            if (call.isPresent()) replace(code, java + call.get().start(1), java + call.get().end());
            else java = line == null ? -1 : line.end();
        }
        return code.toString();
    }

    /** @param name where the name begins */
    private static void replace(StringBuilder code, int name, int nameEnd) {
        int lineEnd = code.indexOf("\n", nameEnd);
        int end = lineEnd < 0 ? code.length() : lineEnd;
        var words = MagicCall.words(code.substring(nameEnd, end).strip().replaceFirst(";$", "")).stream()
                .map(w -> '"' + w.replace("\\", "\\\\").replace("\"", "\\\"") + '"').collect(Collectors.joining(", "));
        code.replace(name - 1, end,
                "lineMagic(\"" + code.substring(name, nameEnd) + "\", java.util.List.of(" + words + "));");
    }

    /**
     * The first line with a magic, null for none. What stands in it is no Java, so what comes after it is read afresh.
     */
    private static @Nullable Matcher next(String source, int from, int to, Predicate<String> known) {
        var code = Lexed.of(source.substring(from, to)).code();
        int depth = 0;
        boolean ended = true; // whether a statement may begin here
        for (int i = 0; i < code.length(); i++) {
            boolean begins = depth == 0 && (i == 0 || code.charAt(i - 1) == '\n');
            if (begins && ended && ASK.matcher(code).region(i, code.length()).lookingAt()) {
                var line = ASK.matcher(source).region(from + i, to);
                if (line.lookingAt()) return line;
            }
            if (begins && LINE.matcher(code).region(i, code.length()).lookingAt()) {
                var line = LINE.matcher(source).region(from + i, to);
                if (line.lookingAt() && (ended || !line.group(1).equals("!") && known.test(line.group(1)))) return line;
            }
            char c = code.charAt(i);
            if (!Character.isWhitespace(c)) ended = c == ';' || c == '}';
            if ("([{".indexOf(c) >= 0) depth++;
            if (")]}".indexOf(c) >= 0) depth = Math.max(0, depth - 1);
        }
        return null;
    }
}
