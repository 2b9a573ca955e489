package javakernel.display.timeline;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javakernel.base.Markup;
import javakernel.display.picture.PictureFonts;

/**
 * The static picture, on white, so that it can be read on any page. Drawn here, because what draws lanes like these
 * either needs a browser, as Vega does, or the fonts and half a second of AWT.
 */
final class SvgPicture {
    private static final String TEXT = "#333333";
    private static final double LABELS = 190;
    private static final double LABEL_MIN = 60;
    private static final double FONT = 12;
    private static final double RIGHT = 40;
    private static final double LEGEND = 40;

    private final Layout scene;
    private final StringBuilder svg = new StringBuilder();
    private final double left;

    private SvgPicture(Layout scene) {
        this.scene = scene;
        left = Math.clamp(scene.rows().stream().mapToDouble(r -> Layout.width(r.name()) + 14).max().orElse(0),
                LABEL_MIN, LABELS);
    }

    static String of(Layout scene) {
        return new SvgPicture(scene).svg();
    }

    private String svg() {
        double width = Math.max(left + Layout.WIDTH + RIGHT, legend() + 10);
        double axis = scene.height();
        for (var row : scene.rows()) {
            line(left, row.floor(), left + Layout.WIDTH, row.floor(), 0.35);
            text(left - 8, row.floor() - 5, "end", FONT, clipped(row.name()), row.name());
        }
        for (var bar : scene.bars()) {
            svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\">%s</rect>\n".formatted(
                    n(x(bar.from())), n(bar.top()),
                    n(Math.max(0.6, x(bar.to()) - x(bar.from()))), n(bar.bottom() - bar.top()), bar.state().colour,
                    title(bar.tip())));
        }
        for (var tick : scene.ticks()) {
            svg.append("<path d=\"M%s %sV%s\" stroke=\"%s\" stroke-width=\"1.5\">%s</path>\n".formatted(n(x(tick.at())),
                    n(tick.top()), n(tick.bottom()), Layout.PRINT_COLOUR, title(tick.tip())));
        }
        for (var caption : scene.captions()) text(x(caption.at()) + (caption.anchor().equals("left") ? 2 : -2),
                caption.y(), caption.anchor().equals("left") ? "start" : "end", FONT, caption.text(), "");
        axis(axis);
        double notes = axis + 34;
        for (var note : scene.notes()) {
            text(left, notes, "start", FONT, note, note);
            notes += 15;
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 %s %s %s" font-family="%s">
                <rect y="%s" width="100%%" height="100%%" fill="white"/>
                %s</svg>""".formatted(n(width), n(notes + LEGEND), n(-LEGEND), n(width), n(notes + LEGEND),
                PictureFonts.CSS, n(-LEGEND), svg);
    }

    /** Above the rows; returns where it ends. */
    private double legend() {
        double x = left;
        double y = -18;
        for (var state : scene.states()) {
            svg.append("<rect x=\"%s\" y=\"%s\" width=\"12\" height=\"%s\" fill=\"%s\"/>\n".formatted(n(x),
                    n(y - 12 * state.height), n(12 * state.height), state.colour));
            x = legend(x, y, state.label);
        }
        if (!scene.ticks().isEmpty()) {
            svg.append("<path d=\"M%s %sv-7\" stroke=\"%s\" stroke-width=\"1.5\"/>\n".formatted(n(x + 6), n(y - 2),
                    Layout.PRINT_COLOUR));
            x = legend(x, y, TimelineTexts.PRINTED);
        }
        return x;
    }

    private double legend(double x, double y, String label) {
        text(x + 16, y, "start", FONT, label, label);
        return x + 16 + Layout.width(label) + 12;
    }

    private void axis(double y) {
        line(left, y, left + Layout.WIDTH, y, 1);
        double step = step(scene.millis());
        for (double at = 0; at <= scene.millis() * 1.0001; at += step) {
            line(x(at), y, x(at), y + 4, 1);
            text(x(at), y + 16, "middle", FONT, "%s".formatted(n(at)), "");
        }
        text(left + Layout.WIDTH + 10, y + 16, "start", FONT, "ms", "");
    }

    /** Between the axis' numbers: 1, 2 or 5 times a power of ten. */
    private static double step(double length) {
        double raw = Math.max(length, 1e-3) / 8;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        return raw <= power ? power : raw <= 2 * power ? 2 * power : raw <= 5 * power ? 5 * power : 10 * power;
    }

    private double x(double millis) {
        return left + (scene.millis() == 0 ? 0 : millis / scene.millis() * Layout.WIDTH);
    }

    private void line(double x1, double y1, double x2, double y2, double opacity) {
        svg.append("<path d=\"M%s %sL%s %s\" stroke=\"%s\" stroke-opacity=\"%s\" stroke-width=\"0.8\"/>\n"
                .formatted(n(x1), n(y1), n(x2), n(y2), TEXT, n(opacity)));
    }

    private void text(double x, double y, String anchor, double size, String text, String title) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%s\" fill=\"%s\">%s%s</text>\n".formatted(
                n(x), n(y), anchor, n(size), TEXT,
                title.equals(text) || title.isEmpty() ? "" : "<title>" + escape(title) + "</title>", escape(text)));
    }

    private String clipped(String name) {
        int end = name.length();
        while (end > 0 && Layout.width(name.substring(0, end)) + 14 > LABELS) end--;
        return end == name.length() ? name : name.substring(0, end - 1) + "…";
    }

    private static String title(Map<String, String> tip) {
        return "<title>" + escape(
                tip.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).collect(Collectors.joining("\n")))
                + "</title>";
    }

    private static String n(double number) {
        var text = String.format(Locale.ROOT, "%.2f", number);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** As it must stand in XML, which has no control characters. */
    private static String escape(String text) {
        return Markup.escape(text).replaceAll("[\\p{Cntrl}&&[^\n]]", "\uFFFD");
    }
}
