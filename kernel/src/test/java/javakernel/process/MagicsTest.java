package javakernel.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that a cell may use beside Java. */
class MagicsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void aMagicRunsBetweenTheJavaAroundIt() throws Exception {
        var cell = kernel.run("IO.println(\"before\");\n%lsmagic\nIO.println(\"after\");");
        assertThat(cell.stdout()).startsWith("before\n").contains("%%javac: compiles").endsWith("after\n");
        assertThat(cell.error()).isEmpty();
    }

    @Test void aMagicWithinJavaRunsEachTimeItIsReached() throws Exception {
        var run = kernel.run("""
                for (var name : List.of("a", "b")) {
                    IO.println(name);
                    %env REACHED=yes
                    String now = %env REACHED
                    if (!now.equals("yes")) throw new AssertionError(now);
                }
                int kept = 7;""");
        assertThat(run.error()).isEmpty();
        assertThat(run.stdout()).isEqualTo("a\nenv: REACHED=yes\nb\nenv: REACHED=yes\n");
        assertThat(kernel.run("lineMagic(\"who\", List.of());").stdout()).contains("kept");
        assertThat(kernel.run("void f() {\n    %env NOT_THERE\n}\nf();").error()).contains("IllegalStateException")
                .contains("there is no environment variable NOT_THERE").contains("line 2");
        assertThat(kernel.run(
                "cellMagic(\"writefile\", List.of(\"two words\"), \"text\");\nFiles.readString(Path.of(\"two words\"))")
                .result()).contains("text");
    }

    @Test void aMagicWithinJavaEvaluatesNoJava() throws Exception {
        assertThat(kernel.run("if (true) {\n    %time 1 + 1\n}").error())
                .contains("cannot be within Java: put the magic on a line of its own");
        assertThat(kernel
                .run("var thread = Thread.ofPlatform().start(() -> lineMagic(\"pwd\", List.of()));\nthread.join();")
                .stderr()).contains("%pwd can be called by the cell's own thread only");
        assertThat(kernel.run("%time 1 + 1").result()).isEqualTo("2");
    }

    @Test void theLinesOfErrorsAreThoseOfTheCell() throws Exception {
        assertThat(kernel.run("%lsmagic\nint a = 1;\n%lsmagic\nint b = missing;").error())
                .contains(", line 4: cannot find symbol");
        assertThat(kernel.run("%lsmagic\nint c = 1;\nIO.println(c / 0);").error())
                .contains(", line 3\n      → IO.println(c / 0);");
    }

    @Test void wrongSyntaxOrAnUnknownMagicRunsNothingOfTheCell() throws Exception {
        var syntax = kernel.run("IO.println(1);\n%lsmagic\nint a = 1 + ;");
        assertThat(syntax.error()).contains(", line 3: ");
        assertThat(syntax.stdout()).isEmpty();
        var magic = kernel.run("IO.println(1);\n%nothing\n");
        assertThat(magic.error()).contains("there is no magic %nothing").contains("%lsmagic");
        assertThat(magic.stdout()).isEmpty();
    }

    @Test void aMagicThatIsNearlyRightIsSuggested() throws Exception {
        assertThat(kernel.run("%thread").error()).contains("there is no magic %thread\n")
                .contains("Did you mean %threads?");
        assertThat(kernel.run("%TimeIt 1 + 1").error()).contains("Did you mean %timeit?");
        assertThat(kernel.run("%javac A.java").error()).contains("Did you mean %%javac?");
        assertThat(kernel.run("%nothing").error()).doesNotContain("Did you mean");
    }

    @Test void helpIsToldByTheNameOfALineToo() throws Exception {
        assertThat(kernel.run("%timeline?").stdout()).startsWith("%%timeline: ")
                .isEqualTo(kernel.run("%%timeline?").stdout());
    }

    @Test void aCellMagicBelowTheFirstLineSaysWhereItBelongs() throws Exception {
        assertThat(kernel.run("int a = 1;\n%%javac A.java\nvoid main() { }").error())
                .contains("%%javac must stand in the first line");
    }

    @Test void aQuestionMarkShowsHowToUseAMagic() throws Exception {
        assertThat(kernel.run("%%javac?").stdout()).startsWith("%%javac: compiles").contains("%%javac Dance.java");
        assertThat(kernel.run("IO.println(1);\n%lsmagic?").stdout()).startsWith("1\n%lsmagic: lists the magics");
    }

    @Test void everyMagicHasHelpThatNamesIt() throws Exception {
        var list = kernel.run("%lsmagic").stdout();
        assertThat(list.lines()).hasSizeGreaterThan(12);
        for (var line : list.lines().toList()) {
            var name = line.split("[,:]")[0];
            // a question mark behind them is part of what they are given
            if (name.equals("!") || name.equals("?")) continue;
            assertThat(kernel.run(name + "?").stdout()).startsWith(line + "\n\n").contains(name);
        }
    }

    // ---- the shell ----

    @Test void aCommandsOutputAppearsInItsPlace() throws Exception {
        var cell = kernel.run("IO.println(\"一\");\n!echo 二; echo oops >&2\nIO.println(\"三\");");
        assertThat(cell.stdout()).isEqualTo("一\n二\n三\n");
        assertThat(cell.stderr()).isEqualTo("oops\n");
    }

    @Test void anExitCodeIsShown() throws Exception {
        var line = kernel.run("!exit 3\nIO.println(\"next\");");
        assertThat(line.stderr()).isEqualTo("exit code 3\n");
        assertThat(line.stdout()).as("the cell goes on").isEqualTo("next\n");
        var cell = kernel.run("%%sh\necho before\nexit 4\n");
        assertThat(cell.stdout()).isEqualTo("before\n");
        assertThat(cell.error()).startsWith("ExitCode: sh ended with exit code 4");
        assertThat(kernel.run("!true").stderr()).isEmpty();
    }

    @Test void aCommandHasNoInput() throws Exception {
        assertThat(kernel.run("!cat; echo end").stdout()).isEqualTo("end\n");
    }

    @Test void theInterruptEndsACommand() throws Exception {
        for (var code : new String[] {"!echo begun; sleep 1000", "%%sh\necho begun\nsleep 1000"}) {
            var cell = kernel.begin(code);
            cell.awaitStdout("begun");
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            assertThat(cell.awaitEnd().error()).startsWith("stopped");
        }
        assertThat(kernel.run("ProcessHandle.current().descendants().count()").result()).isEqualTo("0");
    }

    @Test void aConditionIsJava() throws Exception {
        kernel.run("boolean done = false; var names = new ArrayList<String>();");
        assertThat(kernel.run("!done").result()).isEqualTo("true");
        assertThat(kernel.run("names.add(\"a\");\n!names.isEmpty() && !done").result()).isEqualTo("true");
    }

    // ---- files and folders ----

    @Test void aCellIsWrittenToAFile() throws Exception {
        assertThat(kernel.run("%%writefile notes.txt\n一\n%maven\n").stdout()).isEqualTo("Writing notes.txt\n");
        assertThat(Files.readString(folder.resolve("notes.txt"))).isEqualTo("一\n%maven\n");
        assertThat(kernel.run("%%writefile -a notes.txt\n二\n").stdout()).isEqualTo("Appending to notes.txt\n");
        assertThat(Files.readString(folder.resolve("notes.txt"))).isEqualTo("一\n%maven\n二\n");
        assertThat(kernel.run("%%writefile notes.txt\n三").stdout()).isEqualTo("Overwriting notes.txt\n");
        assertThat(Files.readString(folder.resolve("notes.txt"))).isEqualTo("三\n");
        assertThat(kernel.run("%%writefile\nx").error()).contains("%%writefile needs the name of a file");
    }

    @Test void magicsWorkInTheFolderOfCd() throws Exception {
        Files.createDirectories(folder.resolve("data/数据"));
        assertThat(kernel.run("%cd data/数据").stdout()).isEqualTo(folder.toRealPath().resolve("data/数据") + "\n");
        assertThat(kernel.run("!pwd").stdout()).isEqualTo(folder.toRealPath().resolve("data/数据") + "\n");
        kernel.run("%%writefile here.txt\nhere");
        assertThat(folder.resolve("data/数据/here.txt")).exists();
        assertThat(kernel.run("%cd nowhere").error()).contains("there is no").contains("nowhere");
        assertThat(kernel.run("%cd ../..\n%pwd").result()).isEqualTo(folder.toRealPath().toString());
    }

    @Test void aSetVariableIsSeenByJavaAndByChildren() throws Exception {
        assertThat(kernel.run("%env GREETING=你好 啊").stdout()).isEqualTo("env: GREETING=你好 啊\n");
        assertThat(kernel.run("System.getenv(\"GREETING\")").result()).isEqualTo("你好 啊");
        assertThat(kernel.run("!echo $GREETING").stdout()).isEqualTo("你好 啊\n");
        assertThat(kernel.run("new ProcessBuilder(\"sh\", \"-c\", \"echo $GREETING\").inheritIO().start().waitFor();")
                .stdout()).isEqualTo("你好 啊\n");
        assertThat(kernel.run("%env GREETING").result()).isEqualTo("你好 啊");
        assertThat(kernel.run("%env NO_SUCH_NAME").error()).contains("there is no environment variable NO_SUCH_NAME");
    }

    // ---- load ----

    @Test void aLoadedFileRunsAsIfItStoodInTheCell() throws Exception {
        Files.writeString(folder.resolve("tools.jshell"),
                "import java.util.concurrent.*;\nint twice(int x) {\n    return 2 * x;\n}\nint base = 20\n");
        assertThat(kernel.run("%load tools\ntwice(base) + 2").result()).isEqualTo("42");
        Files.writeString(folder.resolve("Point.java"), "public record Point(int x, int y) { }\n");
        assertThat(kernel.run("%load Point.java\nnew Point(1, 2)").result()).isEqualTo("Point[x=1, y=2]");
        assertThat(kernel.run("%load missing").error()).contains("there is no file").contains(".ipynb");
    }

    @Test void theCodeCellsOfANotebookAreLoaded() throws Exception {
        Files.writeString(folder.resolve("other.ipynb"), """
                {"cells": [
                  {"cell_type": "markdown", "source": ["not code"]},
                  {"cell_type": "code", "source": ["int first = 1;\\n", "%load tools2.jshell"]},
                  {"cell_type": "code", "source": "first + second"},
                  {"cell_type": "code", "source": ["%%writefile written.txt\\n", "first"]}
                ], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
        Files.writeString(folder.resolve("tools2.jshell"), "int second = 2;");
        var cell = kernel.run("%load other.ipynb");
        assertThat(cell.error()).isEmpty();
        assertThat(kernel.run("first + second").result()).isEqualTo("3");
        assertThat(folder.resolve("written.txt")).hasContent("first\n");
    }

    @Test void errorsInALoadedFileNameItAndItsLine() throws Exception {
        Files.writeString(folder.resolve("half.jshell"), "int half(int x) {\n    return x / (x - x);\n}\n");
        assertThat(kernel.run("%load half\nhalf(2)").error())
                .contains("at half, half.jshell, line 2\n      → return x / (x - x);")
                .contains("line 2\n      → half(2)");
        Files.writeString(folder.resolve("wrong.jshell"), "int right = 1;\nint wrong = missing;\n");
        assertThat(kernel.run("%load wrong.jshell").error())
                .startsWith("wrong.jshell, line 2: cannot find symbol\n    int wrong = missing;");
    }

    @Test void aFileThatLoadsItselfIsAnError() throws Exception {
        Files.writeString(folder.resolve("self.jshell"), "%load self.jshell");
        assertThat(kernel.run("%load self.jshell").error()).startsWith("LoadsItself: ");
    }

    // ---- variables and time ----

    @Test void whoListsVariablesWithTypesAndValues() throws Exception {
        try (var own = KernelProcess.start(Files.createDirectory(folder.resolve("who")))) {
            assertThat(own.run("%who").stdout()).isEqualTo("no variables\n");
            own.run("int tickets = 100; var names = List.of(\"小明\", \"小红\"); String text = \"x\".repeat(100); 1 + 1");
            assertThat(own.run("%who").stdout())
                    .isEqualTo("int           tickets  100\nList<String>  names    [小明, 小红]\nString        text     \""
                            + "x".repeat(59) + " …\n");
            own.run("var stream = Stream.of(1, 2);");
            assertThat(own.run("%who").stdout()).contains("Stream<Integer>  stream");
            assertThat(own.run("stream.toList()").result()).as("it was not run").isEqualTo("[1, 2]");
        }
    }

    @Test void timeIsToldAndTheValueShown() throws Exception {
        var line = kernel.run("%time Thread.sleep(50); 6 * 7");
        assertThat(line.result()).isEqualTo("42");
        assertThat(line.stdout()).matches("Wall time: [\\d.]+ m?s, processor time: [\\d.]+ .?s\n");
        assertThat(nanos(line.stdout(), "Wall time: ")).isGreaterThanOrEqualTo(50e6);
        var cell = kernel.run("%%time\nint late = 1;\nIO.println(late / 0);");
        assertThat(cell.error()).contains("line 3");
        assertThat(cell.stdout()).startsWith("Wall time: ");
        assertThat(kernel.run("%time").error()).contains("%time needs code");
    }

    @Test void timeitTellsMedianAndSpread() throws Exception {
        kernel.run("int[] numbers = IntStream.range(0, 1000).toArray();");
        for (var code : new String[] {"%timeit Arrays.stream(numbers).sum()", "%timeit numbers[0]++;",
                "%%timeit int start = 1;\nint sum = start;\nfor (int x : numbers) sum += x;\nsum"}) {
            assertThat(kernel.run(code).stdout()).matches(
                    "median [\\d.]+ .?s, fastest [\\d.]+ .?s, slowest [\\d.]+ .?s \\(7 rounds of [\\d,]+ runs each, after warming up\\)\n");
        }
        var slow = kernel.run("%timeit -n 2 -r 3 Thread.sleep(20)").stdout();
        assertThat(slow).endsWith(" (3 rounds of 2 runs each, after warming up)\n");
        assertThat(nanos(slow, "fastest ")).isGreaterThanOrEqualTo(20e6);
        assertThat(nanos(slow, "median ")).isBetween(nanos(slow, "fastest "), nanos(slow, "slowest "));
        assertThat(kernel.run("%who").stdout()).doesNotContain("run$");
    }

    @Test void timeitShowsWhatIsWrongWithTheCode() throws Exception {
        assertThat(kernel.run("int a = 1;\n%timeit a + missing").error()).contains("line 2: cannot find symbol")
                .contains("\n    %timeit a + missing\n                ^^^^^^^\n");
        assertThat(kernel.run("int zero = 0;\n\n%timeit 1 / zero").error())
                .startsWith("java.lang.ArithmeticException: / by zero").contains("line 3");
        assertThat(kernel.run("%timeit a +").error()).contains("line 1");
        assertThat(kernel.run("%timeit").error()).contains("%timeit needs code");
    }

    @Test void theInterruptEndsTimeit() throws Exception {
        var cell = kernel.begin("int turns = 0;\n%timeit if (turns++ == 0) IO.println(\"begun\"); Thread.sleep(1)");
        cell.awaitStdout("begun");
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        assertThat(cell.awaitEnd().error()).startsWith("stopped");
        assertThat(kernel.run("turns > 0").result()).isEqualTo("true");
    }

    /** The time that stands in {@code text} after {@code label}. */
    private static double nanos(String text, String label) {
        var words = text.substring(text.indexOf(label) + label.length()).split("[ ,]");
        return Double.parseDouble(words[0]) * Map.of("ns", 1.0, "µs", 1e3, "ms", 1e6, "s", 1e9).get(words[1]);
    }
}
