package javakernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The same thing in one or more forms, of which a front end shows the richest it can.
 *
 * @param data     MIME type to data, as {@link Displayable#mimeBundle} gives it
 * @param metadata as {@link Displayable#metadata} gives it
 */
public record DisplayData(Map<String, Object> data, Map<String, Object> metadata) implements Displayable {
    public static final DisplayData NOTHING = new DisplayData(Map.of(), Map.of());

    public DisplayData {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** One form, with {@code text} for front ends that have no other. */
    public static DisplayData of(String type, Object form, String text) {
        return new DisplayData(Map.of(type, form, MimeType.PLAIN, text), Map.of());
    }

    /** This and one more form. */
    public DisplayData with(String type, Object form) {
        var more = new LinkedHashMap<>(data);
        more.put(type, form);
        return new DisplayData(more, metadata);
    }

    @Override public Map<String, Object> mimeBundle() {
        return data;
    }
}
