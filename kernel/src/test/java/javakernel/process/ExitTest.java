package javakernel.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What would end the program ends the cell or thread that calls it; kernel and variables are unharmed. */
class ExitTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("int kept = 42; void leave() { System.exit(3); }");
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.exit(3);", "Runtime.getRuntime().exit(3);", "Runtime.getRuntime().halt(3);",
            "leave();",
            "IntStream.of(3).forEach(System::exit);",
            "IntConsumer end = Runtime.getRuntime()::halt; end.accept(3);"}) void theCellEndsAndSaysWhatEndedIt(
                    String code) throws Exception {
        var cell = kernel.run("IO.println(\"before\");\n" + code + "\nIO.println(\"after\");");
        assertThat(cell.status()).isEqualTo("error");
        assertThat(cell.stdout()).isEqualTo("before\n");
        assertThat(cell.error()).containsPattern("(System|Runtime)\\.(exit|halt)\\(3\\)").contains("kernel goes on");
        assertThat(kernel.run("kept").result()).isEqualTo("42");
    }

    @Test void aThreadThatCallsItEndsAlone() throws Exception {
        var cell = kernel.run("var leaving = Thread.ofPlatform().name(\"走\").start(() -> leave()); leaving.join();");
        cell.await("what ended the thread", () -> cell.stderr().contains("System.exit(3)"));
        assertThat(cell.stderr()).contains("走");
        assertThat(kernel.run("kept").result()).isEqualTo("42");
    }

    @Test void codeThatIsNoCellsDoesNotEndTheKernelEither() throws Exception {
        var cell = kernel.run("System.class.getMethod(\"exit\", int.class).invoke(null, 3);");
        assertThat(cell.status()).isEqualTo("error");
        assertThat(cell.error()).contains("cannot be stopped");
        assertThat(cell.stderr()).contains("System.exit");
        assertThat(kernel.run("kept").result()).isEqualTo("42");
    }
}
