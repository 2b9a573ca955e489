package javakernel.magic.time;

import java.util.Locale;

/** Times as text, in the unit that fits. */
final class DurationText {
    private DurationText() {}

    static String text(double nanos) {
        double size = Math.abs(nanos);
        if (size < 1e3) return digits(nanos) + " ns";
        if (size < 1e6) return digits(nanos / 1e3) + " µs";
        if (size < 1e9) return digits(nanos / 1e6) + " ms";
        return digits(nanos / 1e9) + " s";
    }

    /** Three digits that count. */
    private static String digits(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", value);
    }
}
