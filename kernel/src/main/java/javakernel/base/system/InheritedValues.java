package javakernel.base.system;

import java.lang.ref.Reference;
import javakernel.base.Log;
import org.jspecify.annotations.Nullable;

/**
 * Looks up another thread's value of an {@code InheritableThreadLocal}, for which the JDK has no public way. It only
 * reads; the answer may be a moment old. What is opened for that stands in {@code jvm.options}.
 */
public final class InheritedValues {
    private InheritedValues() {}

    /** The value that {@code thread} has, or inherits at its start; null for none. */
    public static @Nullable Object get(Thread thread, InheritableThreadLocal<?> local) {
        try {
            var map = JdkInternals.field(Thread.class, "inheritableThreadLocals").get(thread);
            if (map == null) return null;
            for (var entry : (Object[]) JdkInternals.field(map.getClass(), "table").get(map)) {
                if (entry instanceof Reference<?> key && key.refersTo(cast(local)))
                    return JdkInternals.field(entry.getClass(), "value").get(entry);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("the cell of " + thread + " cannot be found", e);
        }
        return null;
    }

    @SuppressWarnings("unchecked") private static <T> T cast(Object x) {
        return (T) x;
    }

}
