package javakernel.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cell may replace and close the standard streams as any program may; it says so, and later cells have them all the
 * same.
 */
class StandardStreamsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("int kept = 42;");
    }

    @AfterEach void laterCellsReadAndPrint() throws Exception {
        var cell = kernel.begin("IO.println(IO.readln(\"name? \") + kept); System.err.println(\"err\");");
        cell.await("a question", cell::asksForInput);
        kernel.answer(cell, "Ann");
        assertThat(cell.awaitEnd().stdout()).isEqualTo("name? Ann42\n");
        assertThat(cell.stderr()).isEqualTo("err\n");
        var child = kernel.run(
                "new ProcessBuilder(\"sh\", \"-c\", \"echo child; echo wrong >&2\").inheritIO().start().waitFor();");
        assertThat(child.stdout()).isEqualTo("child\n");
        assertThat(child.stderr()).isEqualTo("wrong\n");
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void whatACellCapturesAndPutsBackIsAsInAnyProgram() throws Exception {
        var cell = kernel.run("""
                var saved = System.out;
                var captured = new ByteArrayOutputStream();
                System.setOut(new PrintStream(captured));
                IO.println("hidden");
                System.setOut(saved);
                IO.println("captured: " + captured);
                """);
        assertThat(cell.stdout()).isEqualTo("captured: hidden\n\n");
        assertThat(cell.stderr()).isEmpty();
    }

    @Test void whatACellLeavesReplacedIsTheNotebooksAgainAtItsEnd() throws Exception {
        var cell = kernel.run("""
                IO.println("shown");
                System.setOut(new PrintStream(OutputStream.nullOutputStream()));
                System.setErr(System.out);
                System.setIn(new ByteArrayInputStream("typed\\n".getBytes()));
                System.out.println("hidden");
                IO.readln()
                """);
        assertThat(cell.result()).isEqualTo("typed");
        assertThat(cell.stdout()).isEqualTo("shown\n");
        assertThat(cell.stderr()).startsWith("System.in, System.out, System.err: ").hasLineCount(1);
    }

    @Test void aReaderThatWasPutBackIsNotReadFromByLaterCells() throws Exception {
        var cell = kernel.run("""
                var keyboard = System.in;
                System.setIn(new ByteArrayInputStream("typed\\n".getBytes()));
                var line = IO.readln();
                System.setIn(keyboard);
                line
                """);
        assertThat(cell.result()).isEqualTo("typed");
        assertThat(cell.stderr()).isEmpty();
    }

    @Test void closedOutputStaysOpenAndTheCellSaysSo() throws Exception {
        var cell = kernel.run(
                "try (var out = new PrintWriter(System.out)) { out.println(\"written\"); }\nSystem.out.close();\nSystem.err.close();\nIO.println(\"after\");");
        assertThat(cell.stdout()).isEqualTo("written\nafter\n");
        assertThat(cell.stderr().lines()).hasSize(2).satisfiesExactly(
                l -> assertThat(l).startsWith("System.out was closed"),
                l -> assertThat(l).startsWith("System.err was closed"));
    }

    @Test void anExceptionInACellThatReplacedOutputIsShown() throws Exception {
        var cell = kernel.run("System.setOut(null);\nIO.println(1);");
        assertThat(cell.error()).contains("NullPointerException", "line 2");
        assertThat(cell.stderr())
                .isEqualTo("System.out: replaced or closed by this cell; from the next one on as before\n");
        assertThat(kernel.run("System.setErr(null);").stderr()).startsWith("System.err: ");
    }

    @Test void aScannerThatWasClosedDoesNotCloseTheNextOnesInput() throws Exception {
        for (var name : new String[] {"Ann", "Ben"}) {
            var cell = kernel.begin("try (var scanner = new Scanner(System.in)) { IO.println(scanner.nextLine()); }");
            cell.await("a question", cell::asksForInput);
            kernel.answer(cell, name);
            assertThat(cell.awaitEnd().stdout()).isEqualTo(name + "\n");
            assertThat(cell.stderr()).startsWith("System.in was closed").hasLineCount(1);
        }
    }

    @Test void whatIsWrittenToTheFileDescriptorIsTheCells() throws Exception {
        var cell = kernel.run(
                "IO.println(1);\nnew FileOutputStream(FileDescriptor.out).write(\"2\\n\".getBytes());\nIO.println(3);\nnew FileOutputStream(FileDescriptor.err).write(\"4\\n\".getBytes());");
        assertThat(cell.stdout()).isEqualTo("1\n2\n3\n");
        assertThat(cell.stderr()).isEqualTo("4\n");
    }

    @Test void aFileDescriptorThatWasClosedIsOpenInTheNextCell() throws Exception {
        var closing =
                "try (var out = new PrintStream(new FileOutputStream(FileDescriptor.%1$s))) { out.println(\"%1$s\"); }\n";
        for (int i = 0; i < 2; i++) {
            var cell = kernel.run(closing.formatted("out") + closing.formatted("err")
                    + "new FileInputStream(FileDescriptor.in).close();");
            assertThat(cell.stdout()).isEqualTo("out\n");
            assertThat(cell.stderr()).startsWith("err\nFileDescriptor.in, FileDescriptor.out, FileDescriptor.err: ")
                    .hasLineCount(2);
        }
    }
}
