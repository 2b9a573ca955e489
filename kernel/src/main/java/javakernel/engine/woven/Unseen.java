package javakernel.engine.woven;

import java.lang.invoke.MethodHandles;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import javakernel.base.Log;
import javakernel.output.standin.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reflection from showing the field that {@link LambdaFactory} adds, in the way in which the JDK keeps back some
 * of its own fields. Method handles find it all the same.
 */
final class Unseen {
    private static final Set<String> FIELDS = Set.of(Tasks.TICKET);

    private Unseen() {}

    /** To be called before the first such class is asked for its fields. */
    static void begin() {
        try {
            var reflection = Class.forName("jdk.internal.reflect.Reflection");
            var filter = MethodHandles.privateLookupIn(reflection, MethodHandles.lookup())
                    .findStaticVarHandle(reflection, "fieldFilterMap", Map.class);
            filter.setVolatile(new Filter((Map<?, ?>) filter.getVolatile()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("reflection shows a field of lambdas", e);
        }
    }

    /** The names of the fields that are kept back, by class. */
    private static final class Filter extends AbstractMap<Object, Object> {
        private final Map<?, ?> jdk;

        Filter(Map<?, ?> jdk) {
            this.jdk = jdk;
        }

        @Override public @Nullable Object get(Object type) {
            return type instanceof Class<?> c && c.isHidden() ? FIELDS : jdk.get(type);
        }

        @Override public Set<Entry<Object, Object>> entrySet() {
            return Map.<Object, Object>copyOf(jdk).entrySet();
        }
    }
}
