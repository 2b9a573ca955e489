package javakernel.process;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Small experiments of cells, run many times. */
class OutcomesTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void anExperimentIsOneLineAndShowsATable() throws Exception {
        kernel.run("class Account { int balance; synchronized void add(int n) { balance += n; } }");
        var cell = kernel.run("""
                outcomes(20, () -> {
                    var account = new Account();
                    together(() -> account.add(4), () -> account.add(8));
                    return account.balance;
                }).should(12).surprise(4, 8)
                """);
        assertThat(cell.error()).isEmpty();
        assertThat(cell.result()).containsPattern("(?m)^12 +20 +100 % +█{20}  ✓ should$")
                .containsPattern("(?m)^8 +0 +0 % +! surprise: not seen$");
        assertThat(cell.iopub("execute_result").getFirst().path("data").path("text/html").asString())
                .startsWith("<table>").contains("✓ should</td>");
    }

    @Test void unsynchronizedStepsGoWrongWhenTheyBeginTogether() throws Exception {
        var cell = kernel
                .run("""
                        class Hits { volatile int n; void add() { for (int i = 0; i < 1_000_000; i++) n++; } }
                        long wrong = 0;
                        while (wrong == 0) wrong = outcomes(20, () -> { var h = new Hits(); together(2, h::add); return h.n == 2_000_000 ? "2000000" : "less"; }).count("less");
                        """);
        assertThat(cell.error()).isEmpty();
    }

    @Test void anExceptionIsAResultAndTellsItsLine() throws Exception {
        var cell = kernel.run(
                "outcomes(3, () -> {\n    Object o = \"x\";\n    return (Integer) o;\n}).never(ClassCastException.class)");
        assertThat(cell.status()).isEqualTo("ok");
        assertThat(cell.result()).contains("throws ClassCastException", "never: yet seen",
                "In[" + cell.reply().path("execution_count") + "] line 3");
    }

    @Test void noRunsAtAllIsTheCellsError() throws Exception {
        assertThat(kernel.run("outcomes(0, () -> 1)").error())
                .startsWith("java.lang.IllegalArgumentException: an experiment is run at least once, not 0 times")
                .contains("line 1");
        assertThat(kernel.run("together()").error())
                .startsWith("java.lang.IllegalArgumentException: nothing to be done together");
    }

    @Test void whatActorsPrintStandsBelowTheirCell() throws Exception {
        kernel.run("void hello() { IO.println(\"hello of \" + Thread.currentThread().getName()); }");
        var cell = kernel.run("outcomes(1, () -> { together(2, () -> hello()); return 1; });");
        assertThat(cell.stdout().lines()).containsExactlyInAnyOrder("hello of actor-1", "hello of actor-2");
    }

    @Test void anExperimentIsStopped() throws Exception {
        for (var endless : new String[] {
                "outcomes(Integer.MAX_VALUE, () -> { IO.println(\"begun\"); Thread.sleep(10); return 1; })",
                "underStress(() -> outcomes(5, () -> { together(2, () -> { IO.println(\"begun\"); while (true); }); return 1; }))",
                "together(() -> { synchronized (Notebook.class) { IO.println(\"begun\"); Notebook.class.wait(); } })"}) {
            var cell = kernel.begin(endless).awaitStdout("begun");
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            assertThat(cell.awaitEnd().error()).as(endless).containsAnyOf("stopped", "java.lang.InterruptedException");
        }
        assertThat(kernel.run("%threads").stdout()).doesNotContain("stress", "actor");
    }
}
