package javakernel.display.render;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javakernel.base.Texts;

/** Images by their first bytes. */
public final class ImageTypes {
    private static final Map<String, String> BEGINNINGS = Map.of("\u0089PNG", "image/png", "\u00ff\u00d8\u00ff",
            "image/jpeg", "GIF8", "image/gif", "RIFF", "image/webp");

    private ImageTypes() {}

    /**
     * The MIME type.
     *
     * @throws IllegalArgumentException when it is none that front ends show
     */
    public static String type(byte[] bytes) {
        var begin = new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1);
        return BEGINNINGS.entrySet().stream().filter(b -> begin.startsWith(b.getKey())).findFirst()
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new IllegalArgumentException(Texts.of("image.unknown")));
    }
}
