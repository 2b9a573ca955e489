package javakernel.display.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javakernel.base.TextWidth;

/** Rows of text in columns, for front ends that know only text. */
public final class TextColumns {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private TextColumns() {}

    /**
     * A bar; one that is not nothing can be seen.
     *
     * @param share from 0 to 1, for none to all of {@code width} characters
     */
    public static String bar(double share, int width) {
        int eighths = share <= 0 ? 0 : Math.clamp(Math.round(8 * width * share), 1, 8 * width);
        return "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8));
    }

    /**
     * A line for each row.
     *
     * @param right the columns whose text stands at their right side
     */
    public static List<String> of(List<List<String>> rows, Set<Integer> right) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = IntStream.range(0, columns).map(c -> rows.stream().filter(r -> c < r.size())
                .mapToInt(r -> TextWidth.of(oneLine(r.get(c)))).max().orElse(0)).toArray();
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new ArrayList<String>();
            for (int c = 0; c < row.size(); c++) line.add(padded(oneLine(row.get(c)), widths[c], right.contains(c)));
            lines.add(String.join("  ", line).stripTrailing());
        }
        return lines;
    }

    private static String padded(String text, int width, boolean right) {
        var space = " ".repeat(width - TextWidth.of(text));
        return right ? space + text : text + space;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
