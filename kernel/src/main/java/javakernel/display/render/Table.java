package javakernel.display.render;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.display.Html;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a table: of records the components are the columns, of maps the keys. Shown are the first {@link #ROWS} rows,
 * or as many as asked for, the first {@link #COLUMNS} columns, and of each value {@link #CHARACTERS} characters; what
 * is left out is said below.
 */
public final class Table {
    public static final int ROWS = 100;
    static final int COLUMNS = 50;
    public static final int CHARACTERS = 500;

    private final List<String> columns;
    private final List<Map<String, String>> rows = new ArrayList<>(); // column to text
    private final Set<String> numeric = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    private Table(Collection<?> elements, int limit) {
        var names = new LinkedHashSet<String>();
        var others = new HashSet<String>();
        for (var element : elements) {
            if (rows.size() == limit) {
                notes.add(Texts.of("table.more", elements.size() - limit));
                break;
            }
            var row = new HashMap<String, String>();
            cells(element).forEach((column, value) -> {
                names.add(column);
                if (value instanceof Number) numeric.add(column);
                else if (value != null) others.add(column);
                row.put(column, ValueText.of(value, CHARACTERS));
            });
            rows.add(row);
        }
        numeric.removeAll(others);
        columns = names.stream().limit(COLUMNS).toList();
        if (names.size() > COLUMNS) notes.add(Texts.of("table.columns", COLUMNS));
    }

    /**
     * The table of {@code rows}: a collection or an array, of which each element is a row, or a map, of which each
     * entry is one.
     *
     * @param limit rows to be shown at most, from 0
     * @throws IllegalArgumentException when {@code rows} is nothing of that
     */
    public static Table of(Object rows, int limit) {
        var elements = ValueText.elements(rows);
        if (elements == null) throw new IllegalArgumentException(
                Texts.of("table.needs", rows == null ? "null" : rows.getClass().getName()));
        return new Table(elements, limit);
    }

    /**
     * The table of a collection or array that holds nothing but records, or nothing but maps; empty for any other
     * value.
     */
    static Optional<Table> ofRecords(@Nullable Object value) {
        var elements = value instanceof Collection<?> || value instanceof Object[] ? ValueText.elements(value) : null;
        if (elements == null) return Optional.empty();
        var first = elements.stream().limit(ROWS).toList();
        if (!first.stream().allMatch(Record.class::isInstance) && !first.stream().allMatch(Map.class::isInstance))
            return Optional.empty();
        var table = new Table(elements, ROWS);
        return table.columns.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    /** What a row holds: column to value. */
    public static Map<String, Object> cells(Object row) {
        var cells = new LinkedHashMap<String, Object>();
        switch (row) {
            case Record r -> cells.putAll(RecordComponents.components(r));
            case Map<?, ?> m -> m.entrySet().stream().limit(COLUMNS + 1)
                    .forEach(e -> cells.put(ValueText.of(e.getKey(), CHARACTERS), e.getValue()));
            case Map.Entry<?, ?> e -> {
                cells.put("key", e.getKey());
                if (e.getValue() instanceof Record || e.getValue() instanceof Map) cells.putAll(cells(e.getValue()));
                else cells.put("value", e.getValue());
            }
            case null, default -> {
                var elements = ValueText.elements(row);
                if (elements == null) cells.put("value", row);
                else elements.stream().limit(COLUMNS + 1).forEach(e -> cells.put(String.valueOf(cells.size()), e));
            }
        }
        return cells;
    }

    /** Without colours of its own, so that it looks as the front end's theme wants it. */
    public String html() {
        var html = new StringBuilder("<table><thead><tr>");
        for (var column : columns) html.append(cell("th", column, column));
        html.append("</tr></thead><tbody>");
        for (var row : rows) {
            html.append("<tr>");
            for (var column : columns) html.append(cell("td", column, row.getOrDefault(column, "")));
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        for (var note : notes) html.append("<p style=\"margin-left:8px\">").append(note).append("</p>");
        return html.toString();
    }

    private String cell(String tag, String column, String text) {
        return "<" + tag + " style=\"text-align:" + (numeric.contains(column) ? "right" : "left") + "\">"
                + Html.escape(text) + "</" + tag + ">";
    }

    /** In columns, for front ends that know only text. */
    public String text() {
        var lines = new ArrayList<List<String>>(List.of(columns));
        for (var row : rows) lines.add(columns.stream().map(c -> row.getOrDefault(c, "")).toList());
        var right = IntStream.range(0, columns.size()).filter(c -> numeric.contains(columns.get(c))).boxed()
                .collect(Collectors.toSet());
        return Stream.concat(TextColumns.of(lines, right).stream(), notes.stream()).collect(Collectors.joining("\n"));
    }
}
