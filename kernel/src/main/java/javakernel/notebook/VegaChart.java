package javakernel.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import javakernel.display.picture.VegaLite;

/** A chart in Vega-Lite's language. Its ground is the theme's, light or dark. */
final class VegaChart {
    private static final int HEIGHT = 300;
    private static final int BAR = 18; // height
    private static final double ROOM = 1.12; // behind the longest bar, for its number

    private final Chart chart;

    private VegaChart(Chart chart) {
        this.chart = chart;
    }

    static Map<String, Object> of(Chart chart) {
        return new VegaChart(chart).specification();
    }

    private Map<String, Object> specification() {
        var specification = VegaLite.specification();
        if (!chart.title().isEmpty()) specification.put("title", chart.title());
        specification.put("height", chart.isBars() ? Map.of("step", several() ? BAR : BAR + 4) : HEIGHT);
        specification.put("data", Map.of("values", chart.points().stream()
                .map(p -> Map.of("x", p.x(), "y", p.y(), "series", p.series(), "text", p.text())).toList()));
        specification.put("encoding", encoding());
        specification.put("layer", chart.isBars() ? bars()
                : List.of(Map.of("mark", Map.of("type", "line", "point", Map.of("size", 60), "strokeWidth", 2))));
        return specification;
    }

    private List<Object> bars() {
        return List.of(Map.of("mark", "bar"),
                Map.of("mark", Map.of("type", "text", "align", "left", "dx", 4, "color", VegaLite.INK), "encoding",
                        Map.of("text", Map.of("field", "text"), "color", Map.of("value", VegaLite.INK))));
    }

    private Map<String, Object> encoding() {
        var encoding = new LinkedHashMap<String, Object>();
        var numbers =
                new LinkedHashMap<String, Object>(Map.of("field", "y", "type", "quantitative", "title", chart.unit()));
        if (chart.isLog()) {
            numbers.put("scale", Map.of("type", "log", "domain", List.of(chart.base(), chart.top())));
            numbers.put("axis", Map.of("values",
                    DoubleStream.iterate(chart.base(), v -> v <= chart.top(), v -> v * 10).boxed().toList()));
            numbers.put("stack", false);
        }
        if (chart.isBars()) {
            if (!chart.isLog()) {
                numbers.put("axis", Map.of("tickCount", VegaLite.TICKS));
                if (chart.most() > 0) numbers.put("scale", Map.of("domainMax", chart.most() * ROOM));
            }
            encoding.put("x", numbers);
            if (chart.isLog()) encoding.put("x2", Map.of("datum", chart.base()));
            encoding.put("y", Map.of("field", "x", "type", "nominal", "title", chart.across(), "sort", chart.names()));
            if (several()) encoding.put("yOffset", Map.of("field", "series", "sort", chart.series()));
        } else {
            encoding.put("x", Map.of("field", "x", "type", "quantitative", "title", chart.across(), "axis",
                    Map.of("tickCount", VegaLite.TICKS)));
            encoding.put("y", numbers);
        }
        encoding.put("color", colour());
        encoding.put("tooltip", tips());
        return encoding;
    }

    private boolean several() {
        return chart.series().size() > 1;
    }

    private Map<String, Object> colour() {
        if (!several()) return Map.of("value", Chart.colour(0));
        var colours = new ArrayList<String>();
        for (int i = 0; i < chart.series().size(); i++) colours.add(Chart.colour(i));
        return Map.of("field", "series", "type", "nominal", "title", "", "scale",
                Map.of("domain", chart.series(), "range", colours));
    }

    private List<Object> tips() {
        var tips = new ArrayList<Object>();
        if (several()) tips.add(Map.of("field", "series", "type", "nominal", "title", " "));
        tips.add(Map.of("field", "x", "type", chart.isBars() ? "nominal" : "quantitative", "title",
                chart.across().isEmpty() ? " " : chart.across()));
        tips.add(Map.of("field", "text", "type", "nominal", "title", chart.unit().isEmpty() ? " " : chart.unit()));
        return tips;
    }
}
