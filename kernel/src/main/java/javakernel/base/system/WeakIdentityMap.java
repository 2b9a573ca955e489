package javakernel.base.system;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects that know nothing of it: they are told apart by identity, none of their methods is called,
 * and what is known goes with them. Thread-safe.
 */
public final class WeakIdentityMap<V> {
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, ReferenceQueue<Object> gone) {
            super(object, gone);
            hash = System.identityHashCode(object);
        }

        @Override public int hashCode() {
            return hash;
        }

        @Override public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() instanceof Object object && key.refersTo(object);
        }
    }

    /** Finds a key. */
    private record Of(Object object) {
        @Override public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override public boolean equals(Object other) {
            return other instanceof Key key && key.refersTo(object);
        }
    }

    private final Map<Object, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    /** Null when nothing is known. */
    public @Nullable V get(Object object) {
        return values.isEmpty() ? null : values.get(new Of(object));
    }

    public void put(Object object, V value) {
        for (Reference<?> key; (key = gone.poll()) != null;) values.remove(key);
        values.put(new Key(object, gone), value);
    }

    public @Nullable V remove(Object object) {
        return values.isEmpty() ? null : values.remove(new Of(object));
    }
}
