package javakernel.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.Log;
import javakernel.base.Texts;
import javakernel.display.Displayable;
import javakernel.display.MimeType;
import javakernel.display.picture.Png;
import javakernel.display.picture.VegaLite;
import javakernel.display.render.Table;
import javakernel.display.render.TextColumns;
import javakernel.display.render.ValueText;
import org.jspecify.annotations.Nullable;

/**
 * Measured numbers as bars or lines: drawn by Vega-Lite where the front end has it, else a picture by JFreeChart of the
 * same, else text. Made and changed by one thread.
 */
public final class Chart implements Displayable {
    /** Can be told apart by the colour-blind, on white and on black. */
    static final List<String> COLOURS =
            List.of("#3B8FD4", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#999999");
    private static final int BAR = 40; // characters
    private static final int DIGITS = 4; // of a number beside its bar

    /**
     * One number.
     *
     * @param x      a name or, for lines, a number
     * @param series empty where there is only one
     */
    record Point(Object x, double y, String series) {
        String text() {
            if (Math.abs(y) >= 1_000) return String.format(Locale.ROOT, "%,.0f", y);
            return new BigDecimal(y).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString();
        }
    }

    private final boolean bars;
    private final List<Point> points;
    private final String across;
    private String title = "";
    private String unit;
    private boolean log;

    /**
     * @param across what the names or the x values are
     * @param unit   what the numbers are
     */
    private Chart(boolean bars, List<Point> points, String across, String unit) {
        if (points.isEmpty()) throw new IllegalArgumentException(Texts.of("chart.noRows"));
        this.bars = bars;
        this.points = points;
        this.across = across;
        this.unit = unit;
    }

    static Chart bars(Map<?, ? extends Number> numbers) {
        return new Chart(true,
                numbers.entrySet().stream().map(
                        e -> new Point(ValueText.of(e.getKey(), Table.CHARACTERS), number("value", e.getValue()), ""))
                        .toList(),
                "", "");
    }

    /** @param series null for none */
    static Chart of(boolean bars, @Nullable Object rows, String x, String y, @Nullable String series) {
        var elements = ValueText.elements(rows);
        if (elements == null) throw new IllegalArgumentException(
                Texts.of("chart.rows", rows == null ? "null" : rows.getClass().getName()));
        var points = new ArrayList<Point>();
        for (var element : elements) {
            var cells = Table.cells(element);
            var across = value(cells, x);
            points.add(new Point(bars ? ValueText.of(across, Table.CHARACTERS) : (Object) number(x, across),
                    number(y, value(cells, y)),
                    series == null ? "" : ValueText.of(value(cells, series), Table.CHARACTERS)));
        }
        return new Chart(bars, points, x, y);
    }

    private static Object value(Map<String, Object> cells, String column) {
        if (cells.containsKey(column)) return cells.get(column);
        throw new IllegalArgumentException(Texts.of("chart.noColumn", column, String.join(", ", cells.keySet())));
    }

    private static double number(String column, Object value) {
        if (value instanceof Number n && Double.isFinite(n.doubleValue())) return n.doubleValue();
        throw new IllegalArgumentException(Texts.of("chart.noNumber", column, ValueText.of(value, 100)));
    }

    /** What stands above. */
    public Chart title(String text) {
        title = Objects.requireNonNull(text);
        return this;
    }

    /** What the numbers are: 毫秒. */
    public Chart unit(String text) {
        unit = Objects.requireNonNull(text);
        return this;
    }

    /**
     * The axis of the numbers goes 1, 10, 100: for numbers of which some are many times others. All must be above 0.
     */
    public Chart log() {
        points.stream().filter(p -> p.y() <= 0).findFirst().ifPresent(p -> {
            throw new IllegalArgumentException(Texts.of("chart.log", p.x(), p.text()));
        });
        log = true;
        return this;
    }

    // ---- for those who draw it ----

    boolean isBars() {
        return bars;
    }

    boolean isLog() {
        return log;
    }

    List<Point> points() {
        return points;
    }

    List<String> series() {
        return points.stream().map(Point::series).distinct().toList();
    }

    List<Object> names() {
        return points.stream().map(Point::x).distinct().toList();
    }

    String title() {
        return title;
    }

    String across() {
        return across;
    }

    String unit() {
        return unit;
    }

    /** Where an axis that goes 1, 10, 100 begins: at the next of these below all. */
    double base() {
        return Math.pow(10, Math.ceil(Math.log10(points.stream().mapToDouble(Point::y).min().orElse(1))) - 1);
    }

    /** Where it ends: at the next of these above all, with some room. */
    double top() {
        return Math.pow(10, Math.ceil(Math.log10(most() * 1.5)));
    }

    double most() {
        return points.stream().mapToDouble(Point::y).max().orElse(1);
    }

    static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    @Override public Map<String, Object> mimeBundle() {
        var forms = new LinkedHashMap<String, Object>();
        forms.put(VegaLite.TYPE, VegaChart.of(this));
        try {
            var picture = ChartPicture.of(this);
            forms.put(MimeType.SVG, picture);
            Png.add(picture, forms, new HashMap<>());
        } catch (RuntimeException | Error e) { // a machine without any font
            Log.warn("no picture of a chart", e);
        }
        forms.put(MimeType.PLAIN, toString());
        return forms;
    }

    @Override public Map<String, Object> metadata() {
        return Map.of(Png.TYPE, Map.of("width", ChartPicture.WIDTH));
    }

    @Override public String toString() {
        boolean several = series().size() > 1;
        var lines = new ArrayList<List<String>>();
        lines.add(Stream.of(across, several ? "" : null, unit).filter(Objects::nonNull).toList());
        for (var p : points) {
            double share = p.y() <= 0 ? 0 : log ? Math.log(p.y() / base()) / Math.log(top() / base()) : p.y() / most();
            lines.add(Stream
                    .of(p.x() instanceof Double x ? new Point(x, x, "").text() : p.x().toString(),
                            several ? p.series() : null, p.text(), TextColumns.bar(share, BAR))
                    .filter(Objects::nonNull).toList());
        }
        var text = TextColumns.of(lines, several ? Set.of(2) : Set.of(1)).stream().collect(Collectors.joining("\n"));
        return title.isEmpty() ? text : title + "\n" + text;
    }
}
