package javakernel.display.render;

import java.util.Map;
import java.util.UUID;
import javakernel.display.Display;
import javakernel.display.DisplayData;
import javakernel.display.MimeType;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import org.jspecify.annotations.Nullable;

/**
 * A display below {@code cell}; without a cell, as in a start-up script, nothing is to be seen of it but text in the
 * log.
 */
public record CellDisplay(@Nullable Cell cell, String id) implements Display {
    public static CellDisplay show(DisplayData shown) {
        return show(CellOfThread.current(), shown);
    }

    /** Shows it below this cell, whichever the current thread works for. */
    public static CellDisplay show(@Nullable Cell cell, DisplayData shown) {
        var display = new CellDisplay(cell, UUID.randomUUID().toString());
        if (cell == null) System.out.println(shown.data().get(MimeType.PLAIN));
        else cell.publish("display_data", content(display.id, shown));
        return display;
    }

    /** Keeps a place for a display above the text of {@code cell}, where {@code meanwhile} stands until it is shown. */
    public static CellDisplay above(Cell cell, DisplayData meanwhile) {
        var display = new CellDisplay(cell, UUID.randomUUID().toString());
        cell.head(content(display.id, meanwhile));
        return display;
    }

    /** Shows it in the place that was kept for it, or here, where no text has come. */
    public void showAbove(DisplayData shown) {
        if (cell == null || cell.endHead()) update(shown);
        else cell.publish("display_data", content(id, shown));
    }

    @Override public void update(@Nullable Object value, String... types) {
        var shown = MimeBundle.render(value, types);
        if (cell != null) cell.publishLatest(id, "update_display_data", content(id, shown));
    }

    private static Map<String, ?> content(String id, DisplayData shown) {
        return Map.of("data", shown.data(), "metadata", shown.metadata(), "transient", Map.of("display_id", id));
    }

    @Override public int length() {
        return id.length();
    }

    @Override public char charAt(int index) {
        return id.charAt(index);
    }

    @Override public CharSequence subSequence(int start, int end) {
        return id.subSequence(start, end);
    }

    @Override public String toString() {
        return id;
    }
}
