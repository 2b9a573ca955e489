package javakernel.differential;

import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javakernel.process.KernelProcess;
import javakernel.process.Run;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Small programs of one cell or a few give the values, the output, the error lines and the exceptions that plain Java
 * gives, or JShell where one name is declared twice: see {@link PlainCells}. They stand in {@code differential/cells}.
 *
 * <p>{@code cells-differ-on-purpose.txt} lists those that differ, and shall; one that no longer does must be struck
 * off. With {@code -Ddifferential=TEXT} only those files whose path contains it are run.
 */
class CellsTest {
    private static final Path RESOURCES = Path.of("src/test/resources/differential");
    private static final String WANTED = System.getProperty("differential", "");
    private static final Pattern ERROR = Pattern.compile("In\\[\\d+], (line \\d+: .*)");
    private static final Pattern FRAME = Pattern.compile("\\s*at (?:.*, )?In\\[(\\d+)], line (\\d+)");

    @TempDir static Path folder;
    private static final Map<String, List<Block>> files = new TreeMap<>();
    private static final Map<Block, List<CellOutcome>> actual = new HashMap<>();
    private static final Map<Block, List<CellOutcome>> plain = new HashMap<>();
    private static Known onPurpose;

    /** Plain Java and the kernel at the same time, each in its own process. */
    @BeforeAll static void runAll() throws Exception {
        onPurpose = Known.of(RESOURCES.resolve("cells-differ-on-purpose.txt"));
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-preview", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), PlainCells.class.getName()));
        try (var texts = Files.list(RESOURCES.resolve("cells"))) {
            for (var file : texts.filter(f -> f.toString().contains(WANTED)).sorted().toList()) {
                command.add(file.toString());
                files.put(file.getFileName().toString(), Block.read(file));
            }
        }
        command.add(folder.resolve("classes").toString());
        command.add(folder.resolve("outcomes").toString());
        var log = folder.resolve("plain.log").toFile();
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        try {
            for (var file : files.keySet()) runInCells(file);
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
        } finally {
            process.destroyForcibly();
        }
        try (var in = new ObjectInputStream(Files.newInputStream(folder.resolve("outcomes")))) {
            var outcomes = ((List<?>) in.readObject()).iterator();
            for (var file : files.keySet()) {
                for (var block : files.get(file)) {
                    plain.put(block, ((List<?>) outcomes.next()).stream().map(CellOutcome.class::cast).toList());
                }
            }
        }
    }

    private static void runInCells(String file) throws Exception {
        try (var kernel = KernelProcess.start(Files.createDirectory(folder.resolve(file)))) {
            for (var block : files.get(file)) {
                var outcomes = new ArrayList<CellOutcome>();
                var numbers = new HashMap<String, Integer>(); // of the block's cells, by execution count
                for (var cell : block.cells()) outcomes.add(outcome(kernel.run(cell), numbers));
                actual.put(block, outcomes);
            }
        }
    }

    private static CellOutcome outcome(Run run, Map<String, Integer> numbers) {
        numbers.put(run.reply().path("execution_count").asString(), numbers.size() + 1);
        var errors = new ArrayList<String>();
        var thrown = new ArrayList<String>();
        for (var line : run.error().lines().takeWhile(l -> !l.strip().matches("(Caused by|Suppressed): .*")).toList()) {
            var error = ERROR.matcher(line);
            var frame = FRAME.matcher(line);
            if (error.matches()) errors.add(error.group(1));
            else if (frame.matches()) thrown.add("cell " + numbers.get(frame.group(1)) + " line " + frame.group(2));
            else if (!line.startsWith(" ") && thrown.isEmpty() && errors.isEmpty()) thrown.add(line);
        }
        return new CellOutcome(run.result(), run.stdout(), errors, thrown);
    }

    /** The outcome with no more of its errors than plain Java's has. */
    private static CellOutcome asPrecise(CellOutcome actual, CellOutcome plain) {
        boolean syntax = plain.errors().size() == 1 && plain.errors().getFirst().matches("line \\d+");
        if (!syntax || actual.errors().isEmpty()) return actual;
        var line = actual.errors().getFirst().replaceFirst(": .*", "");
        return new CellOutcome(actual.value(), actual.stdout(), List.of(line), actual.thrown());
    }

    @TestFactory Stream<DynamicNode> cellsGiveWhatPlainJavaGives() {
        return files.keySet().stream().map(file -> DynamicContainer.dynamicContainer(file,
                files.get(file).stream().map(block -> DynamicTest.dynamicTest(block.name(), () -> compare(block)))));
    }

    @Test void whatIsListedExists() {
        var names = plain.keySet().stream().map(Block::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        if (WANTED.isEmpty()) assertThat(names).containsAll(onPurpose.names());
    }

    private static void compare(Block block) {
        var reason = onPurpose.reason(block.name());
        var cells = String.join("\n---\n", block.cells());
        var expected = plain.get(block);
        var got = new ArrayList<CellOutcome>();
        for (int i = 0; i < expected.size(); i++) got.add(asPrecise(actual.get(block).get(i), expected.get(i)));
        if (reason != null) {
            var why = "no longer differs, strike it off: " + reason;
            assertThat(got).as(why).isNotEqualTo(expected);
        } else {
            assertThat(told(got)).as(cells).isEqualTo(told(expected));
        }
    }

    private static String told(List<CellOutcome> outcomes) {
        return String.join("\n", outcomes.stream().map(CellOutcome::toString).toList());
    }
}
