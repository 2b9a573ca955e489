package javakernel.base;

/** Text in HTML and SVG. */
public final class Markup {
    private Markup() {}

    /** {@code text} as it must stand in HTML or XML, also within an attribute's quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
