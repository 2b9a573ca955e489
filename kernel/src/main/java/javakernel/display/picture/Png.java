package javakernel.display.picture;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javakernel.base.Log;
import javax.imageio.ImageIO;
import javax.swing.JComponent;

/**
 * Pictures as PNG, beside SVG and Vega-Lite: JupyterLab shows no SVG in a notebook that is not trusted, and puts a PNG
 * of its own into the notebook beside a Vega-Lite output that has none, so that reading alone would change the file.
 */
public final class Png {
    public static final String TYPE = "image/png";
    private static final int SCALE = 2; // pixels for each of the picture's, for screens that have them
    private static final int COLOURS = 256; // as many as a byte can tell: a fifth of the size

    private Png() {}

    /**
     * Adds {@code svg} as PNG to these forms, and its width to their metadata; nothing on a machine without any font.
     */
    public static void add(String svg, Map<String, Object> forms, Map<String, Object> metadata) {
        try {
            var image = image(svg);
            forms.put(TYPE, bytes(image));
            metadata.put(TYPE, Map.of("width", image.getWidth() / SCALE));
        } catch (IOException | RuntimeException | Error e) {
            Log.warn("no PNG of a picture", e);
        }
    }

    private static BufferedImage image(String svg) {
        SVGDocument document = Objects.requireNonNull(new SVGLoader().load(
                new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)), null, LoaderContext.createDefault()),
                "no SVG");
        var size = document.size();
        var image = new BufferedImage((int) Math.ceil(size.width) * SCALE, (int) Math.ceil(size.height) * SCALE,
                BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE); // it is read on pages of any colour
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(SCALE, SCALE);
        document.render((JComponent) null, graphics);
        graphics.dispose();
        return image;
    }

    private static byte[] bytes(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(fewColours(image), "png", bytes);
        return bytes.toByteArray();
    }

    /** The same in at most {@link #COLOURS}: near ones become one, where there are more. */
    private static BufferedImage fewColours(BufferedImage image) {
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var numbers = new LinkedHashMap<Integer, Integer>();
        int bits = 0;
        do {
            numbers.clear();
            for (int i = 0; i < pixels.length && numbers.size() <= COLOURS; i++)
                numbers.putIfAbsent(rounded(pixels[i], bits), numbers.size());
            bits++;
        } while (numbers.size() > COLOURS);
        var palette = new ArrayList<>(numbers.keySet()).stream().mapToInt(Integer::intValue).toArray();
        var few = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
        var raster = few.getRaster();
        for (int i = 0; i < pixels.length; i++) {
            raster.setSample(i % image.getWidth(), i / image.getWidth(), 0,
                    numbers.getOrDefault(rounded(pixels[i], bits - 1), 0));
        }
        return few;
    }

    /** Each of red, green and blue without its last {@code bits}; white stays white. */
    private static int rounded(int colour, int bits) {
        int rounded = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int value = colour >> shift & 0xFF;
            rounded |= Math.min(0xFF, (value + (1 << bits >> 1)) >> bits << bits) << shift;
        }
        return rounded;
    }
}
