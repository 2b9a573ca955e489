package javakernel.display;

/** The MIME types that the kernel itself gives; others are written where they are needed. */
public final class MimeType {
    public static final String PLAIN = "text/plain";
    public static final String HTML = "text/html";
    public static final String SVG = "image/svg+xml";

    private MimeType() {}
}
