package javakernel.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.process.KernelProcess;
import javakernel.process.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs on threads, tasks, locks, reflection, serialization and timing do in a cell what they do by
 * {@code java Program.java}: they print and throw the same, from the same lines. Each is a compact source file in
 * {@code differential/programs}, whose {@code main} stands last; what it prints must hold in every run. In a cell the
 * lines of {@code main} are the cell's own statements; with {@code -Ddifferential.form=METHOD} the next cell calls
 * {@code main}. With {@code -Ddifferential=PATTERN} only those whose path it is found in are run.
 *
 * <p>{@code differ-on-purpose.txt} lists those that differ, and shall; one that no longer does must be struck off. At
 * least {@value #SAME} do the same.
 */
class ProgramsTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/differential/programs");
    private static final int SAME = 150;
    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("differential.seconds", 60));

    /** How a file is cut into cells, so that each line keeps its number in the first. */
    private enum Form {
        STATEMENTS {
            @Override List<String> cells(String program) {
                return List.of(MAIN.matcher(program).replaceFirst("").replaceFirst("\\}\\s*$", ""));
            }
        },
        METHOD {
            @Override List<String> cells(String program) {
                return List.of(program, "main();");
            }
        };

        private static final Pattern MAIN = Pattern.compile("(?m)^void main\\(\\).*\\{$");

        abstract List<String> cells(String program);
    }

    private static final Pattern WANTED = Pattern.compile(System.getProperty("differential", ""));
    private static final Form FORM = Form.valueOf(System.getProperty("differential.form", "STATEMENTS"));

    @TempDir static Path folder;
    private static final Map<String, List<Path>> topics = new TreeMap<>();
    private static final Map<Path, Outcome> plain = new TreeMap<>();
    private static Known onPurpose;
    private static KernelProcess kernel;
    private static Pattern enclosing;
    private static int kernels;

    @BeforeAll static void runPlain() throws Exception {
        onPurpose = Known.of(PROGRAMS.resolve("differ-on-purpose.txt"));
        try (var files = Files.walk(PROGRAMS)) {
            var wanted = files.filter(f -> f.toString().endsWith(".java") && WANTED.matcher(f.toString()).find());
            var programs = wanted.sorted().toList();
            var outcomes = PlainPrograms.run(programs, Files.createDirectory(folder.resolve("plain")));
            for (int i = 0; i < programs.size(); i++) {
                plain.put(programs.get(i), outcomes.get(i));
                topics.computeIfAbsent(topic(programs.get(i)), topic -> new ArrayList<>()).add(programs.get(i));
            }
        }
    }

    @AfterAll static void stop() {
        if (kernel != null) kernel.close();
    }

    @TestFactory Stream<DynamicNode> aProgramDoesInACellWhatItDoesByItself() {
        return topics.keySet().stream().map(topic -> {
            var start = DynamicTest.dynamicTest("a kernel starts", ProgramsTest::restart);
            var compared = topics.get(topic).stream().map(p -> DynamicTest.dynamicTest(name(p), () -> compare(p)));
            return DynamicContainer.dynamicContainer(topic, Stream.concat(Stream.of(start), compared));
        });
    }

    /** The programs are run many in one JVM; of each topic one is run by the launcher itself. */
    @Test void oneJvmForManyGivesWhatTheLauncherGives() throws Exception {
        for (var programs : topics.values()) {
            var program = programs.stream().filter(p -> plain.get(p).thrown().isEmpty()).findFirst().orElseThrow();
            assertThat(PlainPrograms.launch(program, folder)).as(program.toString()).isEqualTo(plain.get(program));
        }
    }

    @Test void whatIsListedExists() {
        var names = new HashSet<String>();
        for (var program : plain.keySet()) names.add(name(program));
        if (!WANTED.pattern().isEmpty()) return;
        assertThat(names).containsAll(onPurpose.names()).hasSizeGreaterThanOrEqualTo(SAME + onPurpose.size());
    }

    private static void compare(Path program) throws Exception {
        var reason = onPurpose.reason(name(program));
        var runs = new ArrayList<Run>();
        try {
            for (var cell : FORM.cells(Files.readString(program))) {
                runs.add(kernel.begin(cell));
                if (!runs.getLast().awaitEnd(LIMIT).error().isEmpty()) break;
            }
        } catch (AssertionError e) {
            restart(); // it hangs
            if (reason == null) throw e;
            return;
        }
        var expected = plain.get(program);
        var actual = Outcome.cells(enclosing, runs);
        if (reason != null) {
            assertThat(actual).as("no longer differs, strike it off the list: " + reason).isNotEqualTo(expected);
        } else {
            var errors = runs.stream().map(Run::error).filter(e -> !e.isEmpty()).collect(Collectors.joining("\n"));
            assertThat(actual.toString()).as(program + "\n" + errors).isEqualTo(expected.toString());
        }
    }

    private static void restart() throws IOException, InterruptedException {
        if (kernel != null) kernel.close();
        kernel = KernelProcess.start(Files.createDirectory(folder.resolve("kernel" + kernels++)));
        enclosing = Pattern.compile("\\$In\\d+(?:_\\d+)?[$.]");
    }

    private static String topic(Path program) {
        return program.getParent().getFileName().toString();
    }

    private static String name(Path program) {
        return topic(program) + "/" + PlainPrograms.name(program);
    }
}
