package javakernel.display;

import javakernel.base.Markup;

/** Text as HTML. */
public final class Html {
    private Html() {}

    /** {@code text} as it must stand in HTML, also within an attribute's quotes. */
    public static String escape(String text) {
        return Markup.escape(text);
    }
}
