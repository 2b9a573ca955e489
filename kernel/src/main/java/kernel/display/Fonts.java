package kernel.display;

/** The fonts of the pictures. */
public final class Fonts {
    /** For CSS, in which Chinese can be read on the usual systems. */
    public static final String CSS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

    private Fonts() { }
}
