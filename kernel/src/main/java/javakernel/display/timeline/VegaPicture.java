package javakernel.display.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.display.picture.VegaLite;
import javakernel.display.timeline.Timeline.State;

/**
 * The picture as Vega-Lite draws it: to be hovered over, dragged and zoomed. Its ground is the theme's, light or dark.
 */
final class VegaPicture {
    private static final Map<String, Object> TIP = VegaLite.tip(TimelineTexts.TIPS);
    private static final int FONT = 12;
    private static final String HINT = Texts.of("timeline.hint");

    private VegaPicture() {}

    static Map<String, Object> of(Layout scene) {
        var specification = VegaLite.specification();
        specification.put("title", Map.of("text", HINT, "anchor", "start", "fontSize", FONT, "fontWeight", "normal",
                "offset", 8, "subtitle", scene.notes()));
        specification.put("height", scene.height());
        specification.put("layer", layers(scene));
        return specification;
    }

    private static List<Object> layers(Layout scene) {
        var y = Map.of("field", "top", "type", "quantitative", "axis",
                Map.of("title", "", "labels", false, "ticks", false, "grid", false, "domain", false),
                "scale", Map.of("domain", List.of(0, scene.height()), "reverse", true, "nice", false, "zero", false));
        var x = Map.of("field", "from", "type", "quantitative", "title", "ms", "scale",
                Map.of("domain", List.of(0, scene.millis()), "nice", false, "zero", false),
                "axis", Map.of("grid", false, "tickCount", VegaLite.TICKS));
        var floors = Map.of("data", values(scene.rows().stream().map(r -> Map.of("top", r.floor()))), "mark",
                Map.of("type", "rule", "opacity", 0.35, "color", "#888888"), "encoding", Map.of("y", y));
        var bars = Map.of(
                "params",
                List.of(Map.of("name", "time", "bind", "scales", "select",
                        Map.of("type", "interval", "encodings", List.of("x"), "zoom", "wheel![event.shiftKey]"))),
                "data",
                values(scene.bars().stream()
                        .map(b -> Map.of("from", b.from(), "to", b.to(), "top", b.top(), "bottom", b.bottom(), "drawn",
                                b.state().label, "tip", b.tip()))),
                "mark", Map.of("type", "rect", "clip", true, "strokeWidth", 0.6, "tooltip", TIP),
                "encoding", Map.of("x", x, "x2", Map.of("field", "to"), "y", y, "y2", Map.of("field", "bottom"),
                        "color", colour(scene, "fill"), "stroke", colour(scene, "stroke")));
        var ticks = Map.of("data",
                values(scene.ticks().stream()
                        .map(t -> Map.of("from", t.at(), "top", t.top(), "bottom", t.bottom(), "tip", t.tip()))),
                "mark",
                Map.of("type", "rule", "clip", true, "strokeWidth", 1.5, "color", Layout.PRINT_COLOUR, "tooltip", TIP),
                "encoding", Map.of("x", x, "y", y, "y2", Map.of("field", "bottom")));
        var captions = Map.of("data",
                values(scene.captions().stream()
                        .map(c -> Map.of("from", c.at(), "top", c.y(), "text", c.text(), "align", c.anchor()))),
                "mark",
                Map.of("type", "text", "clip", true, "align", Map.of("expr", "datum.align"), "dx",
                        Map.of("expr", "datum.align == 'left' ? 2 : -2"), "baseline", "alphabetic", "fontSize", FONT,
                        "color", VegaLite.INK),
                "encoding", Map.of("x", x, "y", y, "text", Map.of("field", "text")));
        var names =
                Map.of("data", values(scene.rows().stream().map(r -> Map.of("top", r.floor() - 5, "text", r.name()))),
                        "mark",
                        Map.of("type", "text", "align", "right", "baseline", "alphabetic", "fontSize", FONT, "limit",
                                190, "clip", false, "color", VegaLite.INK),
                        "encoding", Map.of("x", Map.of("value", -8), "y", y, "text", Map.of("field", "text")));
        return List.of(floors, bars, ticks, captions, names);
    }

    private static Map<String, Object> values(Stream<? extends Map<String, ?>> rows) {
        return Map.of("values", rows.toList());
    }

    private static Map<String, Object> colour(Layout scene, String channel) {
        var colours = new LinkedHashMap<String, String>();
        for (var state : State.values()) colours.put(state.label, state.colour);
        colours.put(TimelineTexts.PRINTED, Layout.PRINT_COLOUR);
        var seen = Stream.concat(scene.states().stream().map(s -> s.label),
                scene.ticks().isEmpty() ? Stream.empty() : Stream.of(TimelineTexts.PRINTED)).toList();
        var encoding = new LinkedHashMap<String, Object>(Map.of("field", "drawn", "type", "nominal", "scale",
                Map.of("domain", colours.keySet(), "range", colours.values())));
        encoding.put("legend",
                channel.equals("fill") ? Map.of("orient", "top", "title", "", "columns", 4, "values", seen) : null);
        return encoding;
    }
}
