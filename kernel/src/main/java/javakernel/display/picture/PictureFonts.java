package javakernel.display.picture;

/** The fonts of the pictures. */
public final class PictureFonts {
    /** For CSS, in which Chinese can be read on the usual systems. */
    public static final String CSS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

    private PictureFonts() {}
}
