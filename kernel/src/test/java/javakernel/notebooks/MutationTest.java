package javakernel.notebooks;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.notebooks.Notebook.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The checks of the notebooks' outputs notice what is broken. Each committed output is broken line by line: the line is
 * left out, said twice, put into the place of the next one; then one of the checks that read it must fail.
 */
class MutationTest {
    private static final List<Class<?>> CHECKS =
            List.of(Notebook00Test.class, Notebook01Test.class, Notebook02Test.class, Notebook03Test.class,
                    Notebook04Test.class, Notebook05Test.class);

    /** By cell, the lines that may be missing or there twice, and why. */
    private static final Map<String, String> ANY_NUMBER = Map.of(
            "runaway-start", "还在跑：\\d+", // how far it has come when it is stopped
            "two-threads-daemon", "listen music 第 [23] 遍", // how far the daemon has come when it is cut off
            "bread-today", "买到了面包 bread2", // the last loaf, if it was taken before the scope was stopped
            // of the last bone; without it, it is the one in Tim's hand
            "bones-modern", "\\[(King|Wang)]取到\\[骨头\\d+]并且吃了它\\.{3}",
            "pool-of-two-terminate", "您现在正在.*|[\\d:.]+ (花太香|王牌特工)"); // how far each has come when it is terminated

    /** Cells whose lines may stand in any order. */
    private static final Set<String> ANY_ORDER =
            Set.of("dance-sing-start", "two-processes-start", "sing-dance-run", "thread-pool-run",
                    "deadlock-polite");

    /** What the checks read of one cell: which checks they are, and the outputs of all cells of the notebook. */
    private record Cell(String id, List<Method> checks, Map<String, Output> outputs) {
        @Override public String toString() {
            return rows() + " " + id;
        }

        Set<String> rows() {
            var rows = new TreeSet<String>();
            for (var check : checks) rows.add(check.getAnnotation(Tag.class).value());
            return rows;
        }

        Output output() {
            return outputs.get(id);
        }

        /** Whether a check fails when this is the cell's output. */
        boolean isNoticed(Output broken) {
            var all = new HashMap<>(outputs);
            all.put(id, broken);
            return checks.stream().anyMatch(check -> !holds(check, all));
        }
    }

    private static final Map<String, Cell> cells = new LinkedHashMap<>();
    private static final List<String> unread = new ArrayList<>();

    @BeforeAll static void findWhatEachCheckReads() throws IOException {
        for (var type : CHECKS) {
            var notebook = type.getAnnotation(NotebookOutputs.class).value();
            var outputs = new Notebook(notebook).committed();
            var readers = new TreeMap<String, List<Method>>();
            for (var check : type.getDeclaredMethods()) {
                if (!check.isAnnotationPresent(Tag.class)) continue;
                for (var id : read(check, outputs)) readers.computeIfAbsent(id, i -> new ArrayList<>()).add(check);
            }
            readers.forEach((id, checks) -> cells.put(notebook + "#" + id, new Cell(id, checks, outputs)));
            outputs.forEach((id, output) -> {
                if (!readers.containsKey(id) && !output.isEmpty()) unread.add(notebook + "#" + id);
            });
        }
    }

    /** The cells whose outputs this check reads; it must hold for the committed ones. */
    private static Set<String> read(Method check, Map<String, Output> outputs) {
        var read = new HashSet<String>();
        assertThat(holds(check, new HashMap<>(outputs) {
            @Override public Output get(Object id) {
                read.add((String) id);
                return super.get(id);
            }
        })).as(check.getName()).isTrue();
        return read;
    }

    private static boolean holds(Method check, Map<String, Output> outputs) {
        try {
            var test = check.getDeclaringClass().getDeclaredConstructor(String.class, Map.class).newInstance("broken",
                    outputs);
            check.invoke(test);
            return true;
        } catch (InvocationTargetException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Cell> cells() {
        return cells.values().stream();
    }

    @Test void everyOutputIsReadByACheckAndEveryRowHasOne() {
        assertThat(unread).isEmpty();
        var rows = new TreeSet<String>();
        for (var cell : cells.values()) rows.addAll(cell.rows());
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Stream.of(
                Stream.of("0", "S.1", "S.2", "S.3", "S.4", "S.5", "S.6"), rows(1, 6), rows(2, 14), rows(3, 13),
                rows(4, 5), rows(5, 5)).flatMap(r -> r).toList());
    }

    private static Stream<String> rows(int note, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(row -> note + "." + row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells") void aLineThatIsLeftOutOrSaidTwiceIsNoticed(Cell cell) {
        var unnoticed = new ArrayList<String>();
        for (var part : Part.of(cell.output())) {
            for (int i = 0; i < part.lines().size(); i++) {
                int line = i;
                var text = part.lines().get(line);
                if (line > 0 && text.equals(part.lines().get(line - 1))
                        || text.matches(ANY_NUMBER.getOrDefault(cell.id(), "-")))
                    continue;
                if (!cell.isNoticed(part.with(lines -> lines.remove(line)))) unnoticed.add("left out: " + text);
                if (!cell.isNoticed(part.with(lines -> lines.add(line, text)))) unnoticed.add("twice: " + text);
            }
        }
        assertThat(unnoticed).as(cell.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells") void linesInEachOthersPlaceAreNoticedWhereTheOrderMatters(Cell cell) {
        int swaps = 0, noticed = 0;
        for (var part : Part.of(cell.output())) {
            for (int i = 0; i < part.lines().size(); i++) {
                int line = i, other = (i + 1) % part.lines().size();
                if (part.lines().get(line).equals(part.lines().get(other))) continue;
                swaps++;
                if (cell.isNoticed(part.with(lines -> Collections.swap(lines, line, other)))) noticed++;
            }
        }
        if (swaps > 0 && noticed == 0) assertThat(ANY_ORDER).as("no swap is noticed").contains(cell.id());
    }

    /** One of the texts that stand below a cell, and how the output is with another text in its place. */
    private record Part(List<String> lines, Function<List<String>, Output> replaced) {
        static List<Part> of(Output output) {
            var parts = new ArrayList<Part>();
            parts.add(new Part(output.lines(),
                    lines -> new Output(text(lines), output.stderr(), output.displays(), output.result(), "")));
            parts.add(new Part(output.stderr().lines().toList(),
                    lines -> new Output(output.stdout(), text(lines), output.displays(), output.result(), "")));
            parts.add(new Part(output.displays(),
                    displays -> new Output(output.stdout(), output.stderr(), displays, output.result(), "")));
            for (int i = 0; i < output.displays().size(); i++) {
                int n = i;
                parts.add(new Part(output.displays().get(n).lines().toList(), lines -> {
                    var displays = new ArrayList<>(output.displays());
                    displays.set(n, String.join("\n", lines));
                    return new Output(output.stdout(), output.stderr(), displays, output.result(), "");
                }));
            }
            if (output.result() != null) {
                parts.add(new Part(output.result().lines().toList(),
                        lines -> new Output(output.stdout(), output.stderr(), output.displays(),
                                String.join("\n", lines), "")));
            }
            return parts;
        }

        private static String text(List<String> lines) {
            return String.join("", lines.stream().map(l -> l + "\n").toList());
        }

        Output with(Consumer<List<String>> change) {
            var changed = new ArrayList<>(lines);
            change.accept(changed);
            return replaced.apply(changed);
        }
    }
}
