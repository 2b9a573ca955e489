package kernel.display;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Rows as a table: of records the components are the columns, of maps the keys. Shown are the first {@link #ROWS} rows, or as many as
 * asked for, the first {@link #COLUMNS} columns, and of each value {@link #CHARACTERS} characters; what is left out is said below.
 */
final class Table {
    static final int ROWS = 100;
    static final int COLUMNS = 50;
    static final int CHARACTERS = 500;

    private final List<String> columns;
    private final List<Map<String, String>> rows = new ArrayList<>();       // column to text
    private final Set<String> numeric = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    private Table(Collection<?> elements, int limit) {
        var names = new LinkedHashSet<String>();
        var others = new HashSet<String>();
        for (var element : elements) {
            if (rows.size() == limit) {
                notes.add("… " + Text.number(elements.size() - limit) + " more rows");
                break;
            }
            var row = new HashMap<String, String>();
            cells(element).forEach((column, value) -> {
                names.add(column);
                if (value instanceof Number) numeric.add(column);
                else if (value != null) others.add(column);
                row.put(column, Text.of(value, CHARACTERS));
            });
            rows.add(row);
        }
        numeric.removeAll(others);
        columns = names.stream().limit(COLUMNS).toList();
        if (names.size() > COLUMNS) notes.add("only the first " + COLUMNS + " columns are shown");
    }

    /**
     * The table of {@code rows}: a collection or an array, of which each element is a row, or a map, of which each entry is one.
     *
     * @param limit rows to be shown at most, from 0
     * @throws IllegalArgumentException when {@code rows} is nothing of that
     */
    static Table of(Object rows, int limit) {
        var elements = Text.elements(rows);
        if (elements == null) throw new IllegalArgumentException("a table needs a collection, an array or a map, not " + (rows == null ? "null" : rows.getClass().getName()));
        return new Table(elements, limit);
    }

    /** The table of a collection or array that holds nothing but records, or nothing but maps; empty for any other value. */
    static Optional<Table> ofRecords(Object value) {
        if (!(value instanceof Collection<?> || value instanceof Object[])) return Optional.empty();
        var elements = Text.elements(value);
        var first = elements.stream().limit(ROWS).toList();
        if (!first.stream().allMatch(Record.class::isInstance) && !first.stream().allMatch(Map.class::isInstance)) return Optional.empty();
        var table = new Table(elements, ROWS);
        return table.columns.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    private static Map<String, Object> cells(Object row) {
        var cells = new LinkedHashMap<String, Object>();
        switch (row) {
            case Record r -> cells.putAll(Records.components(r));
            case Map<?, ?> m -> m.entrySet().stream().limit(COLUMNS + 1).forEach(e -> cells.put(Text.of(e.getKey(), CHARACTERS), e.getValue()));
            case Map.Entry<?, ?> e -> {
                cells.put("key", e.getKey());
                if (e.getValue() instanceof Record || e.getValue() instanceof Map) cells.putAll(cells(e.getValue()));
                else cells.put("value", e.getValue());
            }
            case null, default -> {
                var elements = Text.elements(row);
                if (elements == null) cells.put("value", row);
                else elements.stream().limit(COLUMNS + 1).forEach(e -> cells.put(String.valueOf(cells.size()), e));
            }
        }
        return cells;
    }

    /** Without colours of its own, so that it looks as the front end's theme wants it. */
    String html() {
        var html = new StringBuilder("<table><thead><tr>");
        for (var column : columns) html.append(cell("th", column, column));
        html.append("</tr></thead><tbody>");
        for (var row : rows) {
            html.append("<tr>");
            for (var column : columns) html.append(cell("td", column, row.getOrDefault(column, "")));
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        for (var note : notes) html.append("<p>").append(note).append("</p>");
        return html.toString();
    }

    private String cell(String tag, String column, String text) {
        return "<" + tag + " style=\"text-align:" + (numeric.contains(column) ? "right" : "left") + "\">" + Html.escape(text) + "</" + tag + ">";
    }

    /** In columns, for front ends that know only text. */
    String text() {
        var widths = columns.stream().collect(Collectors.toMap(c -> c, c -> Math.max(width(c), rows.stream().mapToInt(r -> width(oneLine(r, c))).max().orElse(0))));
        var lines = new ArrayList<String>();
        lines.add(line(c -> padded(c, c, widths.get(c))));
        for (var row : rows) lines.add(line(c -> padded(c, oneLine(row, c), widths.get(c))));
        lines.addAll(notes);
        return String.join("\n", lines);
    }

    private String line(UnaryOperator<String> cell) {
        return columns.stream().map(cell).collect(Collectors.joining("  ")).stripTrailing();
    }

    private String padded(String column, String text, int width) {
        var space = " ".repeat(width - width(text));
        return numeric.contains(column) ? space + text : text + space;
    }

    private static String oneLine(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").replaceAll("\\R", " ");
    }

    /** How many columns a terminal needs for it: two for each Chinese, Japanese or Korean character and for each emoji. */
    private static int width(String text) {
        return text.codePoints().map(c -> c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xffdc || c >= 0x1f300 && c <= 0x3ffff ? 2 : 1).sum();
    }
}
