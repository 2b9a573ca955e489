package javakernel.display.render;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Vector;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Values as text: as their {@code toString} says it, but arrays are readable wherever they stand, and a long value is
 * cut. Of each collection, array and map at most {@link #ELEMENTS} elements are shown, and none is begun after
 * {@link #CHARACTERS} characters; a single text ends there too. What is left out is counted in its place:
 * {@code [1, 2, … 999,998 more]}.
 */
public final class ValueText {
    static final int ELEMENTS = 1_000;
    static final int CHARACTERS = 100_000;

    private final StringBuilder out = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int limit;

    private ValueText(int limit) {
        this.limit = limit;
    }

    /** @throws RuntimeException or an error: whatever {@code toString} of the value, or of one in it, throws */
    public static String of(@Nullable Object value) {
        return of(value, CHARACTERS);
    }

    /** @param limit characters, from 1 */
    public static String of(@Nullable Object value, int limit) {
        var text = new ValueText(limit);
        text.add(value);
        return text.out.toString();
    }

    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** What {@code container} holds: elements or entries; null when it is no collection, map or array. */
    public static @Nullable Collection<?> elements(@Nullable Object container) {
        return switch (container) {
            case Collection<?> c -> elements(c);
            case Map<?, ?> m -> entries(m);
            case null -> null;
            default -> container.getClass().isArray() ? array(container) : null;
        };
    }

    private static Collection<?> elements(Collection<?> c) {
        return isSynchronized(c) ? Arrays.asList(c.toArray()) : c;
    }

    private static Collection<?> entries(Map<?, ?> m) {
        return isSynchronized(m) ? Arrays.asList(m.entrySet().toArray()) : m.entrySet();
    }

    /** Such let no other thread in while they are copied. */
    private static boolean isSynchronized(Object container) {
        return container instanceof Vector<?> || container instanceof Hashtable<?, ?>
                || container.getClass().getName().startsWith("java.util.Collections$Synchronized");
    }

    private static Collection<?> array(Object array) {
        return new AbstractList<Object>() {
            @Override public Object get(int index) {
                return Array.get(array, index);
            }

            @Override public int size() {
                return Array.getLength(array);
            }
        };
    }

    private void add(@Nullable Object value) {
        switch (value) {
            case Collection<?> c when isJdks(c) -> inside(c, () -> addAll("[", elements(c), "]", this::add));
            case Map<?, ?> m when isJdks(m) -> inside(m,
                    () -> addAll("{", entries(m), "}", entry -> addEntry((Map.Entry<?, ?>) entry)));
            case Map.Entry<?, ?> e when isJdks(e) -> inside(e, () -> addEntry(e));
            case Optional<?> o when o.isPresent() -> addAll("Optional[", Collections.singletonList(o.get()), "]",
                    this::add);
            case Record r -> inside(r, () -> addRecord(r));
            case null, default -> {
                if (value != null && value.getClass().isArray())
                    inside(value, () -> addAll("[", array(value), "]", this::add));
                else addText(String.valueOf(value));
            }
        }
    }

    private void inside(Object container, Runnable body) {
        if (!open.add(container)) {
            out.append("[...]"); // it contains itself
            return;
        }
        body.run();
        open.remove(container);
    }

    private void addAll(String begin, Collection<?> elements, String end, Consumer<Object> add) {
        out.append(begin);
        int shown = 0;
        for (var element : elements) {
            if (shown > 0) out.append(", ");
            if (shown == ELEMENTS || shown > 0 && out.length() >= limit) {
                out.append(Texts.of("text.more", elements.size() - shown));
                break;
            }
            add.accept(element);
            shown++;
        }
        out.append(end);
    }

    private void addEntry(Map.Entry<?, ?> entry) {
        add(entry.getKey());
        out.append('=');
        add(entry.getValue());
    }

    /** A record whose text is the one that Java gives it; of any other, its own. */
    private void addRecord(Record r) {
        var components = RecordComponents.components(r);
        var own = r.toString();
        if (components.isEmpty() || components.values().stream().noneMatch(ValueText::isContainer)
                || !javas(r, components).equals(own)) {
            addText(own);
            return;
        }
        addAll(r.getClass().getSimpleName() + "[", components.entrySet(), "]",
                component -> addEntry((Map.Entry<?, ?>) component));
    }

    private static String javas(Record r, Map<String, Object> components) {
        return components.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining(", ", r.getClass().getSimpleName() + "[", "]"));
    }

    /** @param own what a value says of itself; that may be null */
    private void addText(String own) {
        var text = String.valueOf(own);
        int room = Math.max(0, limit - out.length());
        if (text.length() <= room) {
            out.append(text);
            return;
        }
        if (room > 0 && Character.isHighSurrogate(text.charAt(room - 1))) room--;
        out.append(text, 0, room).append(Texts.of("text.characters", text.length() - room));
    }

    private static boolean isContainer(Object value) {
        return value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof Optional<?>
                || value instanceof Record
                || value != null && value.getClass().isArray();
    }

    /** Whether its text is the JDK's, and not one that the notebook or a library has chosen. */
    private static boolean isJdks(Object value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass().getPackageName().startsWith("java.util");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e); // every object has it
        }
    }
}
