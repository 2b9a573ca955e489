package kernel.display;

import java.util.Map;

/** What all pictures in Vega-Lite's language have in common. */
public final class VegaLite {
    public static final String TYPE = "application/vnd.vegalite.v5+json";
    public static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
    /** The colour of text: it can be read on the theme's ground, light or dark. */
    public static final Map<String, String> INK = Map.of("expr", "luminance(background || 'white') < 0.5 ? '#EEEEEE' : '#222222'");

    private VegaLite() { }
}
