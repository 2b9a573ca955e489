package javakernel.display.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javakernel.protocol.Json;
import tools.jackson.databind.JsonNode;

/** What all pictures in Vega-Lite's language have in common. */
public final class VegaLite {
    public static final String TYPE = "application/vnd.vegalite.v5+json";
    public static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
    /** The colour of text: the page's own, also when its theme changes while the picture is seen. */
    public static final String INK = "currentColor";
    /** How many numbers stand at an axis that goes to the right, about: so many that they do not touch. */
    public static final Map<String, String> TICKS = Map.of("expr", "ceil(width / 90)");
    private static final int WIDTH = 680; // pixels, where the page's is not known
    /** When the page's width is looked at again: a picture may be drawn before it has its place on the page. */
    private static final String SEEN = "window:resize, window:mousemove{500}, window:wheel{500}";
    private static final String PAGE = "containerSize()[0] > 300 ? containerSize()[0] : " + WIDTH;
    /**
     * Without vega-embed's style what is around a picture is as wide as the page; and without its menu, which needs
     * that style. On a page that has it already, from a picture of somebody else's, what is around has no width of its
     * own. A tip lies below the pointer and beside it, so that it covers little of what is looked at.
     */
    private static final Map<String,
            Object> EMBEDDED = Map.of("renderer", "svg", "defaultStyle", false, "actions", false, "tooltip",
                    Map.of("offsetX", 16, "offsetY", 28),
                    "patch",
                    List.of(Map.of("op", "remove", "path", "/width"),
                            Map.of("op", "add", "path", "/signals/0", "value", Map.of("name", "width", "init", PAGE,
                                    "on", List.of(Map.of("events", SEEN, "update", PAGE))))));
    private static final JsonNode CONFIG = Json
            .read("""
                    {"font": "FONT", "background": "transparent", "view": {"stroke": "transparent"},
                     "axis": {"labelColor": "INK", "titleColor": "INK", "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 240,
                              "domainColor": "#88888888", "tickColor": "#88888888", "gridColor": "#88888888", "gridOpacity": 0.4},
                     "axisQuantitative": {"labelOverlap": "greedy", "labelSeparation": 12},
                     "axisY": {"titleAngle": 0, "titleAlign": "right", "titleAnchor": "end", "titleBaseline": "bottom", "titleX": -4, "titleY": -6},
                     "legend": {"labelColor": "INK", "titleColor": "INK", "labelFontSize": 12},
                     "title": {"color": "INK", "subtitleColor": "INK", "fontSize": 14, "subtitleFontSize": 12}}"""
                    .replace("FONT", PictureFonts.CSS).replace("INK", INK));

    private VegaLite() {}

    /** Begins a specification: as wide as the page, and drawn as SVG, in which {@link #INK} is the page's. */
    public static Map<String, Object> specification() {
        var specification = new LinkedHashMap<String, Object>();
        specification.put("$schema", SCHEMA);
        specification.put("width", WIDTH);
        specification.put("autosize", Map.of("type", "fit-x", "contains", "padding"));
        specification.put("background", null);
        // else there may be no signals beside which the width's can stand
        specification.put("params", List.of(Map.of("name", "page", "value", WIDTH)));
        specification.put("usermeta", Map.of("embedOptions", EMBEDDED));
        specification.put("config", CONFIG);
        return specification;
    }

    /**
     * What is told of what lies under the pointer.
     *
     * @param names of the texts in each datum's object {@code tip}, in the order in which they are told; a text that is
     *              not there is left out
     */
    public static Map<String, Object> tip(List<String> names) {
        // a notebook's file has an object's names in the alphabet's order
        var parts = names.stream().map(name -> "datum.tip[" + quoted(name) + "] ? {" + quoted(name) + ": datum.tip["
                + quoted(name) + "]} : {}").toList();
        return Map.of("expr", "merge(" + String.join(", ", parts) + ")");
    }

    private static String quoted(String name) {
        return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
