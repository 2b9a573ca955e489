package javakernel.display;

import java.util.Map;

/** A value that says itself how it is shown. */
public interface Displayable {
    /**
     * MIME type to data: text, base64 or a {@code byte[]} for images, an object or its text for JSON types.
     * {@code text/plain} may be left out.
     */
    Map<String, Object> mimeBundle();

    /** What front ends are told beside the data, for instance {@code {"image/png": {"width": 320}}}. */
    default Map<String, Object> metadata() {
        return Map.of();
    }
}
