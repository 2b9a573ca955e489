package javakernel.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import javakernel.base.Texts;
import javakernel.display.Display;
import javakernel.display.DisplayData;
import javakernel.display.MagicCalls;
import javakernel.display.MimeType;
import javakernel.display.render.CellDisplay;
import javakernel.display.render.ImageTypes;
import javakernel.display.render.MimeBundle;
import javakernel.display.render.Renderers;
import javakernel.display.render.Table;
import javakernel.output.CellOfThread;
import javakernel.protocol.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What every cell can call without an import, to show values in other forms than text. Any thread may call it: what it
 * shows appears under the cell that the thread works for, in order with what it prints.
 *
 * <p>The value of a cell's last expression is shown in the same way as by {@link #display}: arrays, collections, maps
 * and records readably, of each at most the first 1,000 elements and of one text at most 100,000 characters, with the
 * number of those left out; collections of records or of maps also as a table, of at most 100 rows.
 */
public final class Notebook {
    private static final Pattern LATEX = Pattern.compile("\\$|\\\\[(\\[]|\\\\begin\\{");
    private static final Pattern VEGA_LITE = Pattern.compile("/vega-lite/v(\\d+)");
    private static final int VEGA_LITE_SHOWN = 5; // the newest that JupyterLab 4 shows

    private Notebook() {}

    /**
     * Shows {@code value} below the cell.
     *
     * @param types as which MIME types: a text, for instance, as {@code "text/html"}; none: as what the value itself
     *              prefers. What the value cannot be shown as is left out; {@code text/plain} never is
     * @return the display, to be updated; where a {@code String} is wanted, its id
     */
    @SuppressWarnings("unchecked") // D is Display, or Display and String: the weaver turns such a one into its id
    public static <D extends Display> D display(@Nullable Object value, String... types) {
        return (D) CellDisplay.show(MimeBundle.render(value, types));
    }

    /**
     * The forms of {@code value} that {@link #display} would show: as a cell's last expression they are its result.
     *
     * @param types as for {@link #display}
     */
    public static DisplayData render(@Nullable Object value, String... types) {
        return MimeBundle.render(value, types);
    }

    /**
     * Shows {@code value} in place of what was displayed before.
     *
     * @param display what {@link #display} returned, or its id
     * @param types   as for {@link #display}
     */
    public static void updateDisplay(CharSequence display, @Nullable Object value, String... types) {
        (display instanceof Display shown ? shown : new CellDisplay(CellOfThread.current(), display.toString()))
                .update(value, types);
    }

    /** Takes away all output of the cell at once. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** @param wait not until there is new output to be seen instead */
    public static void clearOutput(boolean wait) {
        var cell = CellOfThread.current();
        if (cell != null) cell.publish("clear_output", Map.of("wait", wait));
    }

    /**
     * Shows values of this type, and of those below it, by what {@code renderer} makes of them:
     * {@code renderer(Money.class, m -> html("<b>" + m.euros() + "</b>"))}.
     */
    public static <T> void renderer(Class<T> type, Function<? super T, ?> renderer) {
        Renderers.add(type, renderer);
    }

    /** {@code source} as HTML. What is not the notebook's own in it is to be escaped by {@code Html.escape}. */
    public static DisplayData html(String source) {
        return DisplayData.of(MimeType.HTML, source, source);
    }

    public static DisplayData markdown(String source) {
        return DisplayData.of("text/markdown", source, source);
    }

    /** {@code source} typeset: a formula, or text with formulas between {@code $}. */
    public static DisplayData latex(String source) {
        return DisplayData.of("text/latex", LATEX.matcher(source).find() ? source : "$$" + source + "$$", source);
    }

    /** @param source an {@code <svg>} element */
    public static DisplayData svg(String source) {
        // shown as an image, it needs its namespace
        var complete = source.contains("xmlns=") ? source
                : source.replaceFirst("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"");
        return DisplayData.of(MimeType.SVG, complete, source);
    }

    /**
     * A tree to be unfolded.
     *
     * @param value JSON text, or a value to be made JSON of: a map, a collection, a record
     * @throws IllegalArgumentException when the text is not JSON
     */
    public static DisplayData json(Object value) {
        var tree = tree(value);
        return DisplayData.of("application/json", tree, tree.toPrettyString());
    }

    /**
     * A chart.
     *
     * @param specification in Vega-Lite, as JSON text or as a map
     * @throws IllegalArgumentException when the text is not JSON
     */
    public static DisplayData vegaLite(Object specification) {
        var tree = tree(specification);
        var schema = VEGA_LITE.matcher(tree.path("$schema").asString(""));
        int version = schema.find() ? Integer.parseInt(schema.group(1)) : VEGA_LITE_SHOWN;
        var chart = DisplayData.of(vegaLiteType(version), tree, tree.toPrettyString());
        return version > VEGA_LITE_SHOWN ? chart.with(vegaLiteType(VEGA_LITE_SHOWN), tree) : chart;
    }

    private static String vegaLiteType(int version) {
        return "application/vnd.vegalite.v" + version + "+json";
    }

    /** @throws IllegalArgumentException when the bytes are no PNG */
    public static DisplayData png(byte[] bytes) {
        var image = image(bytes);
        if (!image.data().containsKey("image/png")) throw new IllegalArgumentException(Texts.of("image.noPng"));
        return image;
    }

    /**
     * @param bytes of a PNG, JPEG, GIF or WebP image
     * @throws IllegalArgumentException when they are none of that
     */
    public static DisplayData image(byte[] bytes) {
        var type = ImageTypes.type(bytes);
        return DisplayData.of(type, bytes, Texts.of("image.bytes", type, bytes.length));
    }

    /**
     * @param file a PNG, JPEG, GIF, WebP or SVG image
     * @throws IllegalArgumentException when it is none of that
     */
    public static DisplayData image(Path file) throws IOException {
        return file.toString().endsWith(".svg") ? svg(Files.readString(file)) : image(Files.readAllBytes(file));
    }

    /**
     * The first 100 of {@code rows} as a table: of records the components are the columns, of maps the keys.
     *
     * @param rows a collection or an array, of which each element is a row; or a map, of which each entry is one
     */
    public static DisplayData table(Object rows) {
        return table(rows, Table.ROWS);
    }

    /** @param limit how many rows are shown at most, from 0 */
    public static DisplayData table(Object rows, int limit) {
        var table = Table.of(rows, limit);
        return DisplayData.of(MimeType.HTML, table.html(), table.text());
    }

    /**
     * Runs a small experiment many times and counts its distinct results; shown with the author's verdicts:
     * {@code outcomes(100, () -> race()).should(0).surprise(4, 8)}. An exception is a result like others.
     *
     * @param n          how many times, from 1
     * @param experiment makes all that it changes anew each time
     */
    public static <T> Outcomes<T> outcomes(int n, Callable<? extends T> experiment) {
        return Outcomes.of(n, experiment);
    }

    /**
     * Does these at the same time, each on a thread of its own, {@code actor-1} and so on, which begin together at a
     * barrier; and waits for their end. Throws what the first that failed has thrown.
     */
    public static void together(Action... actions) {
        Together.run(List.of(actions));
    }

    /** Does the same on {@code n} threads, from 1, as {@link #together(Action...)}. */
    public static void together(int n, Action action) {
        Together.run(Collections.nCopies(n, action));
    }

    /**
     * What {@code body} returns, run while as many other threads as there are cores keep the machine busy:
     * {@code underStress(() -> outcomes(100, () -> race()))}.
     */
    public static <T> T underStress(Callable<T> body) {
        return Together.underStress(body);
    }

    /**
     * Shows a bar of {@code n} steps, from 0, which any thread advances by {@code step()}, a child process by
     * {@code follow(child)}, and a loop over it by each round: {@code for (int i : progress(100))}. Its time left is
     * reckoned from the average speed.
     */
    public static Progress<Integer> progress(int n) {
        return Progress.of("", n);
    }

    /** @param label stands before the bar */
    public static Progress<Integer> progress(String label, int n) {
        return Progress.of(label, n);
    }

    /**
     * Shows a bar that a loop over it advances: {@code for (var url : progress(urls))}. Of what is no collection the
     * end is not known before it comes.
     */
    public static <T> Progress<T> progress(Iterable<T> elements) {
        return Progress.of("", elements);
    }

    /** @param label stands before the bar */
    public static <T> Progress<T> progress(String label, Iterable<T> elements) {
        return Progress.of(label, elements);
    }

    /**
     * Numbers as bars, each with its name: {@code bars(Map.of("锁", 12.5)).unit("毫秒")}; a {@code LinkedHashMap} keeps
     * their order.
     */
    public static Chart bars(Map<?, ? extends Number> numbers) {
        return Chart.bars(numbers);
    }

    /**
     * Numbers as bars.
     *
     * @param rows  a collection or an array of records or maps
     * @param name  the component, or key, that says what is measured
     * @param value the component that is a number
     */
    public static Chart bars(Object rows, String name, String value) {
        return Chart.of(true, rows, name, value, null);
    }

    /** @param series the component that says which bars belong together: they have one colour */
    public static Chart bars(Object rows, String name, String value, String series) {
        return Chart.of(true, rows, name, value, series);
    }

    /**
     * Numbers as points joined by a line, in the order of the rows.
     *
     * @param rows a collection or an array of records or maps
     * @param x    the component, or key, that goes to the right, a number
     * @param y    the one that goes up, a number
     */
    public static Chart plot(Object rows, String x, String y) {
        return Chart.of(false, rows, x, y, null);
    }

    /** @param series the component that says which points are joined by a line */
    public static Chart plot(Object rows, String x, String y, String series) {
        return Chart.of(false, rows, x, y, series);
    }

    /**
     * Runs the magic {@code %name}, and returns its value: what {@code List<String> added = %jars lib/*.jar} and a
     * magic within braces stand for.
     *
     * @param name without its percent sign
     * @throws IllegalStateException when it fails, when it evaluates Java itself, and on another thread than the cell's
     *         own
     */
    public static <T> @Nullable T lineMagic(String name, List<String> arguments) {
        return MagicCalls.call("%" + name, arguments, null);
    }

    /** Runs the magic {@code %%name} with {@code body} as the lines of its cell, as {@link #lineMagic} does. */
    public static <T> @Nullable T cellMagic(String name, List<String> arguments, String body) {
        return MagicCalls.call("%%" + name, arguments, body);
    }

    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }

    private static JsonNode tree(Object value) {
        return value instanceof CharSequence text ? Json.read(text.toString()) : Json.tree(value);
    }
}
