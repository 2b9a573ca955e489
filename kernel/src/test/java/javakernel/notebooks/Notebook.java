package javakernel.notebooks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.process.KernelProcess;
import javakernel.process.Run;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A notebook's file, and what its code cells put out: as committed, or in a fresh run. */
final class Notebook {
    /** A folder of notebooks that something else has run; only their outputs are then looked at. */
    private static final String SAVED = System.getProperty("notebooks.saved");
    private static final Path FOLDER = SAVED == null ? Path.of("..", "notebooks") : Path.of(SAVED);

    /** What stands below one cell, as text. */
    record Output(String stdout, String stderr, List<String> displays, String result, String error) {
        List<String> lines() {
            return stdout.lines().toList();
        }

        boolean isEmpty() {
            return stdout.isEmpty() && stderr.isEmpty() && displays.isEmpty() && result == null && error.isEmpty();
        }

        /** Every line of stdout as a match of {@code regex}; fails at a line that is none. */
        List<MatchResult> lines(String regex) {
            return matches(lines(), regex);
        }

        /** All of stdout as one match of {@code regex}. */
        MatchResult text(String regex) {
            assertThat(stdout).matches(regex);
            return Pattern.compile(regex).matcher(stdout).results().findFirst().orElseThrow();
        }
    }

    /** Every line as a match of {@code regex}; fails at a line that is none. */
    static List<MatchResult> matches(List<String> lines, String regex) {
        var matches = lines.stream().map(Pattern.compile(regex)::matcher).toList();
        assertThat(matches).allMatch(Matcher::matches);
        return matches.stream().map(Matcher::toMatchResult).toList();
    }

    /** An outcome table as text: how many runs had each result. */
    static Map<String, Integer> outcomes(String text) {
        var lines = text.lines().toList();
        assertThat(lines.getFirst()).startsWith("结果 ");
        var counts = matches(lines.subList(1, lines.size() - 1), "(.+?) {2,}([\\d,]+) +[\\d.]+ %.*").stream()
                .collect(Collectors.toMap(r -> r.group(1), r -> Integer.valueOf(r.group(2).replace(",", ""))));
        assertThat(lines.getLast()).startsWith("%,d 次 ".formatted(counts.values().stream().mapToInt(n -> n).sum()));
        return counts;
    }

    /** A chart of bars as text: each bar's names and its number. */
    static List<String> bars(String text) {
        return text.lines().skip(1)
                .map(l -> l.replace(",", "").replaceFirst("[ \u2588-\u258f]*$", "").replaceAll(" +", " ")).toList();
    }

    /** @param lanes what each lane says of itself, by its name */
    record Timeline(double millis, Map<String, String> lanes) {
        private static final String TIME = "([\\d.]+) (µs|ms|s)";
        private static final Map<String, Double> MILLIS = Map.of("µs", 0.001, "ms", 1.0, "s", 1000.0);

        /** What {@code %%timeline} has drawn below a cell, as text: its length, its lanes, its legend. */
        static Timeline of(Output output) {
            var lines = String.join("\n", output.displays()).lines().toList();
            var head = matches(lines.subList(0, 1), "时间线：" + TIME + "，(\\d+) 行").getFirst();
            var lanes = matches(lines.subList(1, lines.size() - 1), "(.+?) +\\|.{64}\\| (.+)").stream()
                    .collect(Collectors.toMap(l -> l.group(1), l -> l.group(2)));
            assertThat(lanes).hasSize(Integer.parseInt(head.group(3)));
            assertThat(lines.getLast()).matches("(. \\S+ *)+");
            return new Timeline(Double.parseDouble(head.group(1)) * MILLIS.get(head.group(2)), lanes);
        }

        /** How many milliseconds this lane has spent on {@code what}. */
        double millis(String lane, String what) {
            var time = Pattern.compile(what + " ?" + TIME).matcher(lanes.get(lane));
            return time.find() ? Double.parseDouble(time.group(1)) * MILLIS.get(time.group(2)) : 0;
        }

        /** Whether this child process has ended by itself, with exit code 0. */
        boolean endedWell(String lane) {
            return lanes.get(lane).matches(".*(exit code|exit|退出码) 0");
        }
    }

    /** @param end what comes of these steps */
    record Schedule(List<Step> steps, String end) {
        /** @param row what stands beside it, by the name of the column */
        record Step(String who, String what, Map<String, String> row) {}

        private static final Pattern ACCESS = Pattern.compile("[读写] (\\w+) (?:→|=) (-?\\d+)");

        /**
         * What {@code %%schedules} has shown as text: its steps are numbered, and who reads sees what was last written.
         */
        static Schedule of(String text, String... threads) {
            var lines = text.lines().toList();
            assertThat(lines.getFirst()).matches("第 \\d+ 种交错出错");
            assertThat(lines.getLast()).startsWith("前提：");
            var heads = Pattern.compile("\\S+( \\S+)*").matcher(twoForWide(lines.get(1))).results().toList();
            var rows = lines.subList(2, lines.size() - 2).stream().map(line -> row(twoForWide(line), heads)).toList();
            assertThat(rows.getFirst()).containsEntry("步", "开始");
            var steps = new ArrayList<Step>();
            var values = new HashMap<>(rows.getFirst());
            for (var row : rows.subList(1, rows.size())) {
                assertThat(row).containsEntry("步", String.valueOf(steps.size() + 1));
                var who = Stream.of(threads).filter(thread -> !row.get(thread).isEmpty()).toList();
                assertThat(who).as("step " + (steps.size() + 1)).hasSize(1);
                var what = row.get(who.getFirst());
                var access = ACCESS.matcher(what);
                if (access.matches()) {
                    if (what.startsWith("写")) values.put(access.group(1), access.group(2));
                    assertThat(List.of(values, row))
                            .allSatisfy(seen -> assertThat(seen).containsEntry(access.group(1), access.group(2)));
                }
                steps.add(new Step(who.getFirst(), what, row));
            }
            return new Schedule(steps, lines.get(lines.size() - 2));
        }

        private static Map<String, String> row(String line, List<MatchResult> heads) {
            var row = new HashMap<String, String>();
            for (int i = 0; i < heads.size(); i++) {
                int begin = Math.min(heads.get(i).start(), line.length());
                int end = i + 1 < heads.size() ? Math.min(heads.get(i + 1).start(), line.length()) : line.length();
                row.put(heads.get(i).group().replace("\0", ""), line.substring(begin, end).replace("\0", "").strip());
            }
            return row;
        }

        /** Chinese characters are as wide as two others. */
        private static String twoForWide(String line) {
            return line.replaceAll("[\\u2e80-\\uffdc]", "$0\0");
        }

        List<String> steps(Predicate<Step> which) {
            return steps.stream().filter(which).map(Step::what).toList();
        }
    }

    /**
     * Gives a test class the outputs of its notebook: once as committed, once as a fresh run from top to bottom makes
     * them; or as saved.
     */
    static final class Sources implements ArgumentsProvider, AnnotationConsumer<NotebookOutputs> {
        private String name;

        @Override public void accept(NotebookOutputs annotation) {
            name = annotation.value();
        }

        @Override public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context)
                throws Exception {
            var notebook = new Notebook(name);
            if (SAVED != null) return Stream.of(Arguments.of("saved", notebook.committed()));
            return Stream.of(Arguments.of("committed", notebook.committed()), Arguments.of("fresh", notebook.fresh()));
        }
    }

    private final JsonNode cells;

    /** The names of all notebooks, sorted. */
    static List<String> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(f -> f.getFileName().toString()).filter(name -> name.endsWith(".ipynb")).sorted().toList();
        }
    }

    Notebook(String name) throws IOException {
        cells = new JsonMapper().readTree(Files.readAllBytes(FOLDER.resolve(name))).path("cells");
    }

    List<JsonNode> cells() {
        return List.copyOf(cells.values());
    }

    private List<JsonNode> codeCells() {
        return cells().stream().filter(c -> c.path("cell_type").asString().equals("code")).toList();
    }

    /** The texts of all cells, code too, by cell id, from top to bottom. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        for (var cell : cells) texts.put(id(cell), text(cell.path("source")));
        return texts;
    }

    /** The texts of its code cells by cell id, from top to bottom. */
    Map<String, String> codes() {
        var texts = new LinkedHashMap<String, String>();
        for (var cell : codeCells()) texts.put(id(cell), text(cell.path("source")));
        return texts;
    }

    /** The outputs in the file, by cell id. */
    Map<String, Output> committed() {
        return codeCells().stream().collect(Collectors.toMap(Notebook::id, c -> new Output(
                stream(c, "stdout"), stream(c, "stderr"), plain(c, "display_data"),
                plain(c, "execute_result").stream().findFirst().orElse(null),
                outputs(c, "error").stream().map(o -> text(o.path("traceback"))).collect(Collectors.joining("\n")))));
    }

    /** The outputs of a fresh run in a folder of its own, by cell id. */
    Map<String, Output> fresh() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("notebook");
        copyLibrary(folder);
        try (var kernel = KernelProcess.startInChinese(folder)) {
            return run(kernel);
        } finally {
            try (var files = Files.walk(folder)) {
                files.map(Path::toFile).sorted(Comparator.reverseOrder()).forEach(File::delete);
            }
        }
    }

    /** The files that notebooks load. */
    static List<Path> library() throws IOException {
        var library = FOLDER.resolve("lib");
        if (!Files.isDirectory(library)) return List.of();
        try (var files = Files.list(library)) {
            return files.sorted().toList();
        }
    }

    private static void copyLibrary(Path folder) throws IOException {
        var library = Files.createDirectory(folder.resolve("lib"));
        for (var file : library()) Files.copy(file, library.resolve(file.getFileName()));
    }

    /** Runs it from top to bottom: also what comes late is there. */
    private Map<String, Output> run(KernelProcess kernel) throws InterruptedException {
        var runs = new LinkedHashMap<String, Run>();
        for (var cell : codeCells()) runs.put(id(cell), kernel.run(text(cell.path("source"))));
        kernel.run(""); // the kernel publishes in order: what was printed before this has arrived at its end
        return runs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> new Output(
                e.getValue().stdout(), e.getValue().stderr(), e.getValue().displays(), e.getValue().result(),
                e.getValue().error())));
    }

    private static String id(JsonNode cell) {
        return cell.path("id").asString();
    }

    private static String stream(JsonNode cell, String name) {
        return outputs(cell, "stream").stream().filter(o -> o.path("name").asString().equals(name))
                .map(o -> text(o.path("text"))).collect(Collectors.joining());
    }

    private static List<String> plain(JsonNode cell, String type) {
        return outputs(cell, type).stream().map(o -> text(o.path("data").path("text/plain"))).toList();
    }

    private static List<JsonNode> outputs(JsonNode cell, String type) {
        return cell.path("outputs").values().stream().filter(o -> o.path("output_type").asString().equals(type))
                .toList();
    }

    /** A text in a notebook is one string or a list of lines. */
    static String text(JsonNode node) {
        return node.isArray() ? node.values().stream().map(JsonNode::asString).collect(Collectors.joining())
                : node.asString();
    }
}
