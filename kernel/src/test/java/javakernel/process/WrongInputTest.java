package javakernel.process;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wrong input gets an error in its cell that tells the place, the cause and what to do; kernel and variables are
 * unharmed.
 */
class WrongInputTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("int kept = 42;");
    }

    @AfterEach void variablesAreKept() throws Exception {
        assertThat(kernel.run("kept").result()).isEqualTo("42");
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void wrongSyntaxRunsNothingOfTheCell() throws Exception {
        var cell = kernel.run("IO.println(\"not run\");\nint a = 1 + ;");
        assertThat(cell.error()).contains(", line 2: ").contains("\n    int a = 1 + ;\n");
        assertThat(cell.stdout()).isEmpty();
    }

    @Test void anUnfinishedCellIsAnErrorToo() throws Exception {
        assertThat(kernel.run("kept +").error()).contains("line 1: ");
        assertThat(kernel.run("IO.println(1);\nvoid open() {").error()).contains("line 2: ");
    }

    @Test void aMethodThatUsesWhatIsNotThereYetSaysSo() throws Exception {
        assertThat(kernel.run("void early() { IO.println(notYet); }").stderr()).contains("early")
                .contains("variable notYet");
        assertThat(kernel.run("early()").error()).contains("variable notYet");
        kernel.run("int notYet = 7;");
        assertThat(kernel.run("early()").stdout()).isEqualTo("7\n");
    }

    @Test void aProgramThatDoesNotExistIsNamed() throws Exception {
        assertThat(kernel.run("new ProcessBuilder(\"no-such-program\").start();").error())
                .contains("no-such-program").contains("No such file").contains("line 1");
    }

    @Test void anUnknownMagicIsNamedAndTheListOfTheKnownOnes() throws Exception {
        assertThat(kernel.run("%%nothing\nint x;").error()).contains("there is no magic %%nothing")
                .contains("%lsmagic");
        assertThat(kernel.run("int x = 1;\n%nothing").error()).contains("there is no magic %nothing");
    }

    @Test void aCompiledProgramRunsAsAChildProcess() throws Exception {
        var compiled = kernel.run(
                "%%javac Dance.java\nvoid main(String[] args) {\n    for (int i = 0; i < Integer.parseInt(args[0]); i++) IO.println(\"跳舞\");\n}\n");
        assertThat(compiled.error()).isEmpty();
        assertThat(folder.resolve("programs")).isDirectoryContaining("glob:**/Dance.java")
                .isDirectoryContaining("glob:**/Dance.class");
        assertThat(kernel.run("new ProcessBuilder(\"java\", \"Dance\", \"3\").inheritIO().start().waitFor();").stdout())
                .isEqualTo("跳舞\n跳舞\n跳舞\n");
    }

    @Test void aProgramThatDoesNotCompileShowsTheLineOfTheCellAndLeavesTheOlderOne() throws Exception {
        kernel.run("%%javac Sing.java\nvoid main() {\n    IO.println(\"唱歌\");\n}");
        var cell = kernel.run("%%javac Sing.java\nvoid main() {\n    IO.println(missing);\n}");
        assertThat(cell.error()).contains(", line 3: cannot find symbol")
                .contains("\n        IO.println(missing);\n                   ^^^^^^^\n");
        assertThat(Files.readString(folder.resolve("programs/Sing.java"))).contains("唱歌");
        assertThat(kernel.run("new ProcessBuilder(\"java\", \"Sing\").inheritIO().start().waitFor();").stdout())
                .isEqualTo("唱歌\n");
        try (var files = Files.list(folder.resolve("programs"))) {
            assertThat(files).as("nothing half-made").allMatch(f -> Files.isRegularFile(f));
        }
    }

    @Test void javacWithoutAFileNameSaysHowToUseIt() throws Exception {
        assertThat(kernel.run("%%javac\nvoid main() { }").error()).contains("%%javac Dance.java");
        assertThat(kernel.run("%%javac ../Dance.java\nvoid main() { }").error()).contains("%%javac Dance.java");
        assertThat(kernel.run("%%javac --no-such-option Dance.java\nvoid main() { }").error())
                .contains("no-such-option");
    }
}
