package kernel;

/** The white space that the next line of unfinished code begins with. */
final class Indent {
    private static final String STEP = "    ";

    private Indent() { }

    static String after(String code) {
        var last = code.stripTrailing().lines().reduce("", (a, b) -> b);
        var indent = last.substring(0, last.length() - last.stripLeading().length());
        return last.endsWith("{") || last.endsWith("(") ? indent + STEP : indent;
    }
}
