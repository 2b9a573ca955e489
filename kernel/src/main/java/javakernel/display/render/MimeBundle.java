package javakernel.display.render;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.BaseStream;
import javakernel.display.AlreadyShown;
import javakernel.display.DisplayData;
import javakernel.display.Displayable;
import javakernel.display.MimeType;
import javakernel.protocol.Json;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Values in their forms: MIME type to data. */
public final class MimeBundle {
    private MimeBundle() {}

    /**
     * The forms of {@code value}, {@code text/plain} always among them, as messages carry them: text, base64 or JSON.
     *
     * @param types those wanted; none: what the value itself prefers. A type that it does not have is left out
     * @throws RuntimeException or an error: whatever the value's own {@code toString}, {@code mimeBundle} or renderer
     *         throws
     */
    public static DisplayData render(@Nullable Object value, String... types) {
        var all = render(value);
        if (types.length == 0) return all;
        var wanted = new LinkedHashMap<String, Object>();
        for (var type : types) {
            var form = all.data().containsKey(type) ? all.data().get(type) : as(type, value);
            if (form != null) wanted.put(type, form);
        }
        wanted.putIfAbsent(MimeType.PLAIN, all.data().get(MimeType.PLAIN));
        return new DisplayData(wanted, all.metadata());
    }

    /** The beginning of {@code value} as text, at most so many characters; a stream is not run for it. */
    public static String text(@Nullable Object value, int characters) {
        return ValueText.of(value, characters);
    }

    private static DisplayData render(@Nullable Object value) {
        return switch (value) {
            case AlreadyShown s -> DisplayData.NOTHING;
            case Displayable d -> finished(d);
            case null -> new DisplayData(Map.of(MimeType.PLAIN, "null"), Map.of());
            default -> {
                var renderer = Renderers.of(value);
                yield renderer == null ? builtIn(value) : render(renderer.apply(value));
            }
        };
    }

    private static DisplayData finished(Displayable value) {
        var forms = new LinkedHashMap<String, Object>();
        value.mimeBundle().forEach((type, data) -> {
            if (data != null) forms.put(type, form(type, data));
        });
        forms.compute(MimeType.PLAIN, (type, text) -> ValueText.of(text == null ? value : text));
        return new DisplayData(forms, value.metadata());
    }

    private static DisplayData builtIn(Object value) {
        var forms = new LinkedHashMap<String, Object>();
        forms.put(MimeType.PLAIN,
                value instanceof BaseStream<?, ?> stream ? StreamHead.text(stream) : ValueText.of(value));
        if (value instanceof RenderedImage) forms.put("image/png", as("image/png", value));
        Table.ofRecords(value).ifPresent(table -> forms.put(MimeType.HTML, table.html()));
        return new DisplayData(forms, Map.of());
    }

    /** {@code value} as a type that it does not prefer; null when it cannot be. */
    private static @Nullable Object as(String type, @Nullable Object value) {
        return switch (value) {
            case CharSequence text -> form(type, text);
            case byte[] bytes -> form(type, bytes);
            case RenderedImage image when type.startsWith("image/") -> encoded(image,
                    type.substring("image/".length()));
            case null, default -> isJson(type) ? Json.tree(value) : null;
        };
    }

    private static Object form(String type, Object data) {
        if (data instanceof byte[] bytes) return Base64.getEncoder().encodeToString(bytes);
        if (isJson(type)) return data instanceof CharSequence text ? Json.read(text.toString()) : Json.tree(data);
        return String.valueOf(data.toString()); // that may be null
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }

    private static @Nullable String encoded(RenderedImage image, String format) {
        try {
            var bytes = new ByteArrayOutputStream();
            return ImageIO.write(image, format, bytes) ? Base64.getEncoder().encodeToString(bytes.toByteArray()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
