package kernel.engine;

/** The value of a cell's last expression, on its way from the notebook's code to the kernel. */
public final class Shown {
    private static final ThreadLocal<Object> VALUE = new ThreadLocal<>();     // of the thread that evaluates it: another may have taken over

    private Shown() { }

    /** Called by what {@link Parts} makes of the expression. Returns null, which is kept in place of the value. */
    public static Object is(Object value) {
        VALUE.set(value);
        return null;
    }

    /** What has been given, null for nothing; forgotten here. */
    static Object take() {
        var value = VALUE.get();
        VALUE.remove();
        return value;
    }
}
