package javakernel.display.render;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is in records, of whichever class. */
final class RecordComponents {
    private RecordComponents() {}

    /** Name to value, in order; empty for a record that may not be looked into. */
    static Map<String, Object> components(Record r) {
        var components = new LinkedHashMap<String, Object>();
        for (var component : r.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            if (!accessor.trySetAccessible()) return Map.of();
            try {
                components.put(component.getName(), accessor.invoke(r));
            } catch (InvocationTargetException e) {
                throw Rethrow.of(e.getTargetException());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return components;
    }
}
