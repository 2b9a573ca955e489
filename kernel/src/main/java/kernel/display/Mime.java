package kernel.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Values as MIME bundles: the same value in one or more forms, of which a front end shows the richest it can. */
public final class Mime {
    private Mime() { }

    /**
     * The bundle of {@code value}: MIME type to data (text, or base64 for images). {@code text/plain} is always in it.
     *
     * @throws RuntimeException whatever the value's own {@code toString} or {@code mimeBundle} throws
     */
    public static Map<String, Object> bundle(Object value) {
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put("text/plain", text(value));
        switch (value) {
            case Displayable d -> bundle.putAll(d.mimeBundle());
            case RenderedImage image -> bundle.put("image/png", png(image));
            case null, default -> { }
        }
        return bundle;
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) return String.valueOf(value);
        var inside = Arrays.deepToString(new Object[] {value});
        return inside.substring(1, inside.length() - 1);
    }

    private static String png(RenderedImage image) {
        try {
            var bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "png", bytes)) throw new IllegalArgumentException("this image has no PNG form");
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
