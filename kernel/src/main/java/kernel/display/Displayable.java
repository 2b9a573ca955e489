package kernel.display;

import java.util.Map;

/** A value that says itself how it is shown. */
public interface Displayable {
    /** MIME type to data: text, base64 for images, or an object for JSON types. */
    Map<String, Object> mimeBundle();
}
