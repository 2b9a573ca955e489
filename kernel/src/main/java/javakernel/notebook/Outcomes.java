package javakernel.notebook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.display.Displayable;
import javakernel.display.Html;
import javakernel.display.MimeType;
import javakernel.display.render.Rethrow;
import javakernel.display.render.TextColumns;
import javakernel.display.render.ValueText;
import javakernel.output.CellCode;
import org.jspecify.annotations.Nullable;

/**
 * What came of an experiment that was run many times: each distinct result, how often, and what the author says of it.
 * Results are distinct when their texts are; an exception is a result too, by its class. Made and used by one thread at
 * a time.
 *
 * @param <T> what the experiment returns
 */
public final class Outcomes<T> implements Displayable {
    private static final int ROWS = 12; // of results; the rarer ones are put together
    private static final int CHARACTERS = 500; // of a result
    private static final int BAR = 20; // characters of 100 %

    private enum Verdict {
        SHOULD(Texts.of("outcome.should"), "#0a8f6b"), SURPRISE(Texts.of("outcome.surprise"), "#d98200"),
        NEVER(Texts.of("outcome.never"), "#d5400a"),
        UNEXPECTED(Texts.of("outcome.unexpected"), "#8a63d2"), NONE("", "#3b8fd4");

        private final String text;
        private final String colour; // can be read on white and on black

        Verdict(String text, String colour) {
            this.text = text;
            this.colour = colour;
        }

        String of(long count) {
            if (count == 0) return Texts.of("outcome.notSeen", text);
            return this == NEVER ? Texts.of("outcome.yetSeen", text) : text;
        }
    }

    /** A result; {@code thrown} is null for one that was returned. */
    private record Result(String text, @Nullable Class<?> thrown) {
        static Result of(@Nullable Object value) {
            return value instanceof Class<?> type && Throwable.class.isAssignableFrom(type)
                    ? new Result(Texts.of("outcome.throws", type.getSimpleName()), type)
                    : new Result(ValueText.of(value, CHARACTERS).replaceAll("\\R", " "), null);
        }

        boolean isOf(Result expected) {
            return equals(expected)
                    || thrown != null && expected.thrown != null && expected.thrown.isAssignableFrom(thrown);
        }
    }

    private record Seen<T>(@Nullable T value, long count) {}

    /** @param expected null for what {@code test} takes, or, if that is null too, for every other result */
    private record Rule<T>(Verdict verdict, @Nullable Result expected, @Nullable Predicate<? super T> test) {}

    private record Row(String result, long count, Verdict verdict) {}

    private final Map<Result, Seen<T>> seen = new LinkedHashMap<>();
    private final List<Rule<T>> rules = new ArrayList<>();
    private final int runs;
    private final int stress = Together.stress();
    private @Nullable Throwable thrown; // the first
    private final Duration time;

    private Outcomes(int runs, Callable<? extends T> experiment) {
        if (runs < 1) throw new IllegalArgumentException(Texts.of("outcome.atLeastOnce", runs));
        this.runs = runs;
        long begin = System.nanoTime();
        for (int i = 0; i < runs; i++) run(Objects.requireNonNull(experiment, "experiment"));
        time = Duration.ofNanos(System.nanoTime() - begin);
    }

    /** @throws IllegalArgumentException for fewer runs than one */
    static <T> Outcomes<T> of(int runs, Callable<? extends T> experiment) {
        return new Outcomes<>(runs, experiment);
    }

    private void run(Callable<? extends T> experiment) {
        if (Thread.interrupted()) throw Rethrow.of(new InterruptedException());
        try {
            var value = experiment.call();
            count(Result.of(value), value);
        } catch (InterruptedException e) { // the cell is to end
            throw Rethrow.of(e);
        } catch (Exception | AssertionError e) {
            if (thrown == null) thrown = e;
            count(Result.of(e.getClass()), null);
        }
    }

    private void count(Result result, @Nullable T value) {
        seen.merge(result, new Seen<>(value, 1), (old, one) -> new Seen<>(old.value(), old.count() + 1));
    }

    // ---- what the author says ----

    /**
     * These results are right: 应当. A class of exceptions stands for an exception of it; nothing at all, for every
     * result that is not named.
     */
    public Outcomes<T> should(Object... results) {
        return judge(Verdict.SHOULD, results);
    }

    /** Results that this is true of are right: 应当. */
    public Outcomes<T> should(Predicate<? super T> results) {
        return judge(Verdict.SHOULD, results);
    }

    /**
     * These results may come, but who does not know better does not expect them: 意外. As for {@link #should(Object...)}.
     */
    public Outcomes<T> surprise(Object... results) {
        return judge(Verdict.SURPRISE, results);
    }

    public Outcomes<T> surprise(Predicate<? super T> results) {
        return judge(Verdict.SURPRISE, results);
    }

    /** These results cannot come: 不可能. As for {@link #should(Object...)}. */
    public Outcomes<T> never(Object... results) {
        return judge(Verdict.NEVER, results);
    }

    public Outcomes<T> never(Predicate<? super T> results) {
        return judge(Verdict.NEVER, results);
    }

    private Outcomes<T> judge(Verdict verdict, @Nullable Object @Nullable... results) {
        if (results == null) rules.add(new Rule<>(verdict, Result.of(null), null));
        else if (results.length == 0) rules.add(new Rule<>(verdict, null, null));
        else for (var result : results) rules.add(new Rule<>(verdict, Result.of(result), null));
        return this;
    }

    private Outcomes<T> judge(Verdict verdict, Predicate<? super T> results) {
        rules.add(new Rule<>(verdict, null, Objects.requireNonNull(results)));
        return this;
    }

    private Verdict verdict(Result result, @Nullable T value) {
        if (rules.isEmpty()) return Verdict.NONE;
        return Stream.<Predicate<Rule<T>>>of(
                rule -> rule.expected() != null && result.isOf(rule.expected()),
                rule -> rule.test() != null && result.thrown() == null && rule.test().test(value),
                rule -> rule.expected() == null && rule.test() == null)
                .flatMap(fits -> rules.stream().filter(fits)).findFirst().map(Rule::verdict).orElse(Verdict.UNEXPECTED);
    }

    // ---- what was seen ----

    /** How many runs had this result, or threw an exception of this class. */
    public long count(Object result) {
        return seen.entrySet().stream().filter(s -> s.getKey().isOf(Result.of(result)))
                .mapToLong(s -> s.getValue().count()).sum();
    }

    /** The distinct results as text, the most frequent first, and how many runs had each. */
    public Map<String, Long> counts() {
        return results().collect(
                Collectors.toMap(r -> r.getKey().text(), r -> r.getValue().count(), Long::sum, LinkedHashMap::new));
    }

    private Stream<Map.Entry<Result, Seen<T>>> results() {
        return seen.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Result, Seen<T>> s) -> s.getValue().count()).reversed());
    }

    private List<Row> rows() {
        var all = results()
                .map(r -> new Row(r.getKey().text(), r.getValue().count(), verdict(r.getKey(), r.getValue().value())))
                .toList();
        int shown = all.size() > ROWS ? ROWS - 2 : all.size();
        var rows = new ArrayList<>(all.subList(0, shown));
        for (var verdict : Verdict.values()) {
            var rest = all.subList(shown, all.size()).stream().filter(r -> r.verdict() == verdict).toList();
            if (!rest.isEmpty()) rows.add(new Row(Texts.of("outcome.others", rest.size()),
                    rest.stream().mapToLong(Row::count).sum(), verdict));
        }
        for (var rule : rules) {
            if (rule.expected() != null && seen.keySet().stream().noneMatch(r -> r.isOf(rule.expected())))
                rows.add(new Row(rule.expected().text(), 0, rule.verdict()));
        }
        return rows;
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        if (thrown != null) notes.add(Texts.of("outcome.first", thrown + place(thrown)));
        notes.add(Texts.of("outcome.note", runs, time.toNanos() / 1e9, Runtime.version(),
                Runtime.getRuntime().availableProcessors())
                + (stress == 0 ? "" : Texts.of("outcome.stress", stress)));
        return notes;
    }

    private static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace()).filter(CellCode::is).findFirst()
                .map(f -> Texts.of("outcome.place", f.getFileName(), f.getLineNumber())).orElse("");
    }

    // ---- how it looks ----

    /** As few digits as do not make nothing, or everything, of what is not. */
    private static String share(long count, int runs) {
        if (count == 0 || count == runs) return count == 0 ? "0 %" : "100 %";
        var text = "0";
        for (int digits = 1; Double.parseDouble(text) == 0 || Double.parseDouble(text) == 100; digits++)
            text = String.format(Locale.ROOT, "%." + digits + "f", 100.0 * count / runs);
        return text.replaceFirst("\\.0$", "") + " %";
    }

    @Override public Map<String, Object> mimeBundle() {
        return Map.of(MimeType.HTML, html(), MimeType.PLAIN, toString());
    }

    /** Also to be read where styles are taken out of it. */
    private String html() {
        var html = new StringBuilder("<table><thead><tr>");
        for (var head : heads())
            html.append("<th style=\"text-align:left;white-space:nowrap\">").append(head).append("</th>");
        html.append("</tr></thead><tbody>");
        for (var row : rows()) {
            html.append(row.count() == 0 ? "<tr style=\"opacity:0.7\">" : "<tr>")
                    .append("<td style=\"text-align:left\"><code>").append(Html.escape(row.result()))
                    .append("</code></td><td align=\"right\">").append(ValueText.number(row.count()))
                    .append("</td><td align=\"right\" style=\"white-space:nowrap\">").append(share(row.count(), runs))
                    .append("</td><td style=\"text-align:left;white-space:pre;min-width:15em;color:")
                    .append(row.verdict().colour).append("\">")
                    .append(TextColumns.bar((double) row.count() / runs, BAR)).append("</td>");
            if (!rules.isEmpty()) html.append("<td style=\"text-align:left;white-space:nowrap\">")
                    .append(row.verdict().of(row.count())).append("</td>");
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        for (var note : notes())
            html.append("<p style=\"margin-left:8px\"><small>").append(Html.escape(note)).append("</small></p>");
        return html.toString();
    }

    private List<String> heads() {
        var heads = List.of(Texts.of("outcome.result"), Texts.of("outcome.count"), Texts.of("outcome.share"), "",
                Texts.of("outcome.verdict"));
        return rules.isEmpty() ? heads.subList(0, 4) : heads;
    }

    @Override public String toString() {
        var lines = new ArrayList<List<String>>(List.of(heads()));
        for (var row : rows()) {
            var line = List.of(row.result(), ValueText.number(row.count()), share(row.count(), runs),
                    TextColumns.bar((double) row.count() / runs, BAR), row.verdict().of(row.count()));
            lines.add(line.subList(0, heads().size()));
        }
        return Stream.concat(TextColumns.of(lines, Set.of(1, 2)).stream(), notes().stream())
                .collect(Collectors.joining("\n"));
    }
}
