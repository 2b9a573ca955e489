package kernel.engine;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What JShell's one line of an element says, such as {@code boolean ArrayList<E>.add(E e)}, {@code Thread(Runnable task)},
 * {@code Math.PI:double} or {@code java.util.List<E>}.
 *
 * @param text       the line, as a reader wants it
 * @param owner      the class of a member, else empty; without type parameters, qualified where it is not imported
 * @param name       of the method, field, variable or class; of a constructor's class
 * @param parameters types and names; null for what has none
 * @param kind       what it is
 */
record Signature(String text, String owner, String name, List<String> parameters, Kind kind) {
    enum Kind { METHOD, CONSTRUCTOR, VARIABLE, OTHER }

    private static final Pattern RECORD_HEADER = Pattern.compile("\\([^()]*\\)(?=[.(])");
    private static final Pattern BOUND = Pattern.compile(" extends Object\\b");

    static Signature of(String line) {
        var text = BOUND.matcher(RECORD_HEADER.matcher(line.replace(Draft.CLASS + ".", "")).replaceAll("")).replaceAll("");
        var plain = withoutTypeArguments(text);
        int parameters = plain.indexOf('(');
        int colon = plain.indexOf(':');
        if (parameters >= 0) {
            var words = plain.substring(0, parameters).strip().split(" ");
            var path = words[words.length - 1];
            int begin = text.indexOf('(');
            var list = text.substring(begin + 1, text.indexOf(')', begin));
            var each = list.isEmpty() ? List.<String>of() : List.of(list.split(", (?![^<]*>)"));
            return words.length > 1 ? member(text, path, each, Kind.METHOD) : new Signature(text, "", path, each, Kind.CONSTRUCTOR);
        }
        if (colon >= 0) return member(text.substring(text.indexOf(':') + 1) + " " + plain.substring(0, colon), plain.substring(0, colon), null, Kind.VARIABLE);
        return member(text, plain, null, Kind.OTHER);
    }

    private static Signature member(String text, String path, List<String> parameters, Kind kind) {
        int dot = path.lastIndexOf('.');
        return new Signature(text, dot < 0 ? "" : path.substring(0, dot), path.substring(dot + 1), parameters, kind);
    }

    private static String withoutTypeArguments(String text) {
        var plain = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            if (c == '<') depth++;
            if (depth == 0) plain.append(c);
            if (c == '>') depth--;
        }
        return plain.toString().replace("..", ".");     // of a generic method: List<E>.<E>of
    }

    /** Java text at whose end JShell tells this line, among others. Several, for not every one does in all cases. */
    Stream<String> uses() {
        return switch (kind) {
            case METHOD -> Stream.of("((" + owner + ") null)." + name + "(", owner + "." + name + "(");
            case CONSTRUCTOR -> Stream.of("new " + name + "(", name);       // a record's own line looks like one
            case VARIABLE, OTHER -> Stream.of(owner.isEmpty() ? name : owner + "." + name);
        };
    }

    /** Whether a declaration with these parameters' types is this one: as far as can be told without knowing the imports. */
    boolean takes(List<String> types) {
        if (parameters == null || parameters.size() != types.size()) return parameters == null;
        var mine = parameters.stream().map(p -> p.substring(0, Math.max(0, p.lastIndexOf(' ')))).toList();
        return Arrays.equals(mine.stream().map(Signature::simple).toArray(), types.stream().map(Signature::simple).toArray());
    }

    private static String simple(String type) {
        return withoutTypeArguments(type.replace("...", "[]")).replaceAll("[\\w.]*\\.", "").strip();
    }
}
