package kernel.output;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import kernel.protocol.Log;

/**
 * Looks up another thread's value of an {@code InheritableThreadLocal}, for which the JDK has no public way. It only reads; the answer may be a
 * moment old. What is opened for that stands in {@code jvm.options}.
 */
final class Inheritables {
    private Inheritables() { }

    /** The value that {@code thread} has, or inherits at its start; null for none. */
    static Object get(Thread thread, InheritableThreadLocal<?> local) {
        try {
            var map = field(Thread.class, "inheritableThreadLocals").get(thread);
            if (map == null) return null;
            for (var entry : (Object[]) field(map.getClass(), "table").get(map)) {
                if (entry instanceof Reference<?> key && key.refersTo(cast(local))) return field(entry.getClass(), "value").get(entry);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("the cell of " + thread + " cannot be found", e);
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object x) {
        return (T) x;
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
