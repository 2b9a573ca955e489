package javakernel.engine.load;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All units that something still uses: a declaration in force, a thread, an object. Any thread may ask. */
public final class LoadedUnits {
    private final Map<String, Entry> latest = new ConcurrentHashMap<>(); // by the names of classes
    private final Set<Entry> all = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<LoadedUnit> collected = new ReferenceQueue<>();

    private static final class Entry extends WeakReference<LoadedUnit> {
        private final Collection<String> names;

        Entry(LoadedUnit unit, Collection<String> names, ReferenceQueue<LoadedUnit> collected) {
            super(unit, collected);
            this.names = names;
        }
    }

    /** {@code unit} has the latest classes of these names. */
    public void add(LoadedUnit unit, Collection<String> names) {
        while (collected.poll() instanceof Entry gone) {
            all.remove(gone);
            gone.names.forEach(name -> latest.remove(name, gone));
        }
        var entry = new Entry(unit, List.copyOf(names), collected);
        all.add(entry);
        names.forEach(name -> latest.put(name, entry));
    }

    /** The one that has the latest class of this name, null for none. */
    public @Nullable LoadedUnit find(String className) {
        var found = latest.get(className);
        return found == null ? null : found.get();
    }

    public List<LoadedUnit> all() {
        return all.stream().<LoadedUnit>map(Reference::get).filter(Objects::nonNull).toList();
    }
}
