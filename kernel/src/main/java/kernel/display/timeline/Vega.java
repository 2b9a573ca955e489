package kernel.display.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kernel.display.VegaLite;
import kernel.display.timeline.Timeline.State;

/** The picture as Vega-Lite draws it: to be hovered over, dragged and zoomed. Its ground is the theme's, light or dark. */
final class Vega {
    private static final Map<String, String> TIP = Map.of("field", "tip", "type", "nominal");     // an object: shown as names and texts
    private static final String HINT = "悬停看详情 · 拖动平移 · Shift+滚轮缩放 · 双击复原   hover: details · drag: move · Shift+wheel: zoom · double click: reset";

    private Vega() { }

    static Map<String, Object> of(Scene scene) {
        return Map.of(
                "$schema", VegaLite.SCHEMA,
                "title", Map.of("text", HINT, "anchor", "start", "fontSize", 10, "fontWeight", "normal", "offset", 8, "subtitle", scene.notes(), "subtitleFontSize", 10),
                "width", Scene.WIDTH,
                "height", scene.height(),
                "layer", layers(scene),
                "config", Map.of("font", "sans-serif", "view", Map.of("stroke", "transparent")));
    }

    private static List<Object> layers(Scene scene) {
        var y = Map.of("field", "top", "type", "quantitative", "axis", Map.of("title", "", "labels", false, "ticks", false, "grid", false, "domain", false),
                "scale", Map.of("domain", List.of(0, scene.height()), "reverse", true, "nice", false, "zero", false));
        var x = Map.of("field", "from", "type", "quantitative", "title", "ms", "scale", Map.of("domain", List.of(0, scene.millis()), "nice", false, "zero", false),
                "axis", Map.of("grid", false));
        var floors = Map.of("data", values(scene.rows().stream().map(r -> Map.of("top", r.floor()))), "mark", Map.of("type", "rule", "opacity", 0.35, "color", "#888888"), "encoding", Map.of("y", y));
        var bars = Map.of(
                "params", List.of(Map.of("name", "time", "bind", "scales", "select", Map.of("type", "interval", "encodings", List.of("x"), "zoom", "wheel![event.shiftKey]"))),
                "data", values(scene.bars().stream().map(b -> Map.of("from", b.from(), "to", b.to(), "top", b.top(), "bottom", b.bottom(), "drawn", b.state().label(), "tip", b.tip()))),
                "mark", Map.of("type", "rect", "clip", true, "strokeWidth", 0.6),
                "encoding", Map.of("x", x, "x2", Map.of("field", "to"), "y", y, "y2", Map.of("field", "bottom"),
                        "color", colour(scene, "fill"), "stroke", colour(scene, "stroke"), "tooltip", TIP));
        var ticks = Map.of("data", values(scene.ticks().stream().map(t -> Map.of("from", t.at(), "top", t.top(), "bottom", t.bottom(), "tip", t.tip()))),
                "mark", Map.of("type", "rule", "clip", true, "strokeWidth", 1.5, "color", Scene.PRINT_COLOUR),
                "encoding", Map.of("x", x, "y", y, "y2", Map.of("field", "bottom"), "tooltip", TIP));
        var captions = Map.of("data", values(scene.captions().stream().map(c -> Map.of("from", c.at(), "top", c.y(), "text", c.text(), "align", c.anchor()))),
                "mark", Map.of("type", "text", "clip", true, "align", Map.of("expr", "datum.align"), "dx", Map.of("expr", "datum.align == 'left' ? 2 : -2"), "baseline", "alphabetic", "fontSize", 9.5, "color", VegaLite.INK),
                "encoding", Map.of("x", x, "y", y, "text", Map.of("field", "text")));
        var names = Map.of("data", values(scene.rows().stream().map(r -> Map.of("top", r.floor() - 5, "text", r.name()))),
                "mark", Map.of("type", "text", "align", "right", "baseline", "alphabetic", "fontSize", 12, "limit", 190, "clip", false, "color", VegaLite.INK),
                "encoding", Map.of("x", Map.of("value", -8), "y", y, "text", Map.of("field", "text")));
        return List.of(floors, bars, ticks, captions, names);
    }

    private static Map<String, Object> values(Stream<? extends Map<String, ?>> rows) {
        return Map.of("values", rows.toList());
    }

    private static Map<String, Object> colour(Scene scene, String channel) {
        var colours = new LinkedHashMap<String, String>();
        for (var state : State.values()) colours.put(state.label(), state.colour);
        colours.put(Words.PRINTED, Scene.PRINT_COLOUR);
        var seen = Stream.concat(scene.states().stream().map(State::label), scene.ticks().isEmpty() ? Stream.empty() : Stream.of(Words.PRINTED)).toList();
        var encoding = new LinkedHashMap<String, Object>(Map.of("field", "drawn", "type", "nominal", "scale", Map.of("domain", colours.keySet(), "range", colours.values())));
        encoding.put("legend", channel.equals("fill") ? Map.of("orient", "top", "title", "", "columns", 4, "values", seen) : null);
        return encoding;
    }
}
