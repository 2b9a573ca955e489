package javakernel.display.render;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values of types that do not say it themselves are shown, as the notebook wants it. For all threads. */
public final class Renderers {
    private static final Map<Class<?>, Function<Object, ?>> RENDERERS = new LinkedHashMap<>(); // guarded by itself

    private Renderers() {}

    public static <T> void add(Class<T> type, Function<? super T, ?> renderer) {
        synchronized (RENDERERS) {
            RENDERERS.put(type, value -> renderer.apply(type.cast(value)));
        }
    }

    /** The renderer of the most special type that {@code value} has; null for none. */
    static @Nullable Function<Object, ?> of(Object value) {
        synchronized (RENDERERS) {
            return RENDERERS.keySet().stream().filter(type -> type.isInstance(value))
                    .reduce((one, other) -> one.isAssignableFrom(other) ? other : one).map(RENDERERS::get).orElse(null);
        }
    }
}
