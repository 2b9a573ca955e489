package javakernel.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Bars that show how far some work is. */
class ProgressTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("""
                %%javac Worker.java
                void main(String[] args) throws Exception {
                    IO.println("进程 " + ProcessHandle.current().pid() + " 开始");
                    int steps = Integer.parseInt(args[0]);
                    for (int i = 1; i <= steps; i++) IO.println(i);
                    System.exit(Integer.parseInt(args[1]));
                }
                """);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    private static List<String> drawn(Run run) {
        return run.iopub("update_display_data").stream().map(ProgressTest::text).toList();
    }

    private static String text(JsonNode content) {
        return content.path("data").path("text/plain").asString();
    }

    @Test void aLoopAdvancesItsBarToTheEnd() throws Exception {
        var cell = kernel.run("int sum = 0;\nfor (int i : progress(\"加\", 5)) sum += i;\nsum");
        assertThat(cell.result()).isEqualTo("10");
        assertThat(text(cell.iopub("display_data").getFirst())).isEqualTo("加  " + "░".repeat(25) + "   0 %  0/5");
        assertThat(drawn(cell).getLast()).matches("加  █{25} 100 %  5/5 · [\\d,.]+/s · took 0\\.\\d s");
        assertThat(cell.iopub("update_display_data").getLast().path("data").path("text/html").asString())
                .startsWith("<div").contains("100 %  5/5");
        assertThat(cell.iopubTypes()).as("the end is seen before the cell's").endsWith("update_display_data",
                "execute_result", "status");
    }

    @Test void theEndIsDrawnOnce() throws Exception {
        var cell = kernel.run("for (int i : progress(5)) { }");
        var later = kernel.run("var after = progress(10); after.step(); after.step(2);");
        later.await("30 %, drawn after what the first had left to be drawn",
                () -> drawn(later).stream().anyMatch(d -> d.contains("30 %")));
        assertThat(drawn(cell)).doesNotHaveDuplicates();
    }

    @Test void whatIsLoopedOverMayBeACollectionOrHaveNoKnownEnd() throws Exception {
        var cell = kernel.run(
                "var seen = new ArrayList<String>();\nfor (var name : progress(List.of(\"a\", \"b\"))) seen.add(name);\nseen");
        assertThat(cell.result()).isEqualTo("[a, b]");
        assertThat(drawn(cell).getLast()).contains("100 %  2/2");
        var unknown = kernel.run("for (var n : progress(\"数\", () -> List.of(1, 2, 3).iterator())) { }");
        assertThat(text(unknown.iopub("display_data").getFirst())).isEqualTo("数  0");
        assertThat(drawn(unknown).getLast()).matches("数  3 · [\\d,.]+/s · took 0\\.\\d s");
    }

    @Test void aMillionStepsAreDrawnTenTimesASecondAtTheMost() throws Exception {
        var cell = kernel.run("""
                long begin = System.nanoTime();
                var bar = progress(1_000_000);
                together(4, () -> { for (int i = 0; i < 250_000; i++) bar.step(); });
                (System.nanoTime() - begin) / 100_000_000
                """);
        assertThat(drawn(cell).getLast()).contains("100 %  1,000,000/1,000,000");
        assertThat(drawn(cell)).hasSizeLessThanOrEqualTo(Integer.parseInt(cell.result()) + 2);
    }

    @Test void theLastStepsBeforeAPauseAreDrawnToo() throws Exception {
        var cell = kernel.run("var slow = progress(10); slow.step(); slow.step(2);");
        cell.await("30 %",
                () -> drawn(cell).stream().anyMatch(d -> d.matches("█{7}░{18}  30 %  3/10 · [\\d,.]+/s · \\d.* left")));
        assertThat(kernel.run("slow").iopub("execute_result")).as("it is to be seen already").isEmpty();
    }

    @Test void anyThreadAdvancesItAlsoAfterTheCell() throws Exception {
        var cell = kernel.run("var later = progress(3); var go = new CountDownLatch(1);\n"
                + "Thread.ofVirtual().start(() -> { try { go.await(); } catch (InterruptedException e) { return; } later.to(3); });");
        var next = kernel.run("go.countDown(); later.join();");
        cell.await("100 %", () -> drawn(cell).stream().anyMatch(d -> d.contains("100 %  3/3")));
        assertThat(next.iopub("update_display_data")).isEmpty();
    }

    @Test void twoChildrenAdvanceTwoBars() throws Exception {
        var cell = kernel.run("""
                var pids = new ArrayList<Long>();
                var bars = new ArrayList<Progress<?>>();
                for (int i = 0; i < 2; i++) {
                    var child = new ProcessBuilder("java", "Worker", "200", "0").start();
                    pids.add(child.pid());
                    bars.add(progress("进程 " + child.pid(), 200).follow(child));
                }
                for (var bar : bars) bar.join();
                IO.println("Process end.");
                pids
                """);
        var pids = cell.result().replaceAll("[\\[\\]]", "").split(", ");
        assertThat(cell.iopub("display_data")).hasSize(2);
        for (var pid : pids)
            assertThat(drawn(cell)).anyMatch(d -> d.startsWith("进程 " + pid + "  █") && d.contains("100 %  200/200"));
        assertThat(cell.stdout().lines()).as("numbers are not printed").hasSize(3)
                .contains("进程 " + pids[0] + " 开始", "进程 " + pids[1] + " 开始").endsWith("Process end.");
    }

    @Test void aChildThatEndsTooSoonIsSeen() throws Exception {
        var cell = kernel.run(
                "var failing = progress(200).follow(new ProcessBuilder(\"java\", \"Worker\", \"50\", \"3\").start());");
        cell.await("its end", () -> drawn(cell).stream()
                .anyMatch(d -> d.matches("█{6}░{19}  25 %  50/200 · .*took .* · exit code 3")));
    }

    @Test void aChildIsStoppedWithItsBar() throws Exception {
        kernel.run("%%javac Endless.java\nvoid main() throws Exception { IO.println(1); Thread.sleep(1_000_000); }");
        var cell = kernel.begin(
                "var child = new ProcessBuilder(\"java\", \"Endless\").start();\nprogress(9).follow(child);\nchild.waitFor();");
        cell.await("1/9", () -> drawn(cell).stream().anyMatch(d -> d.contains("1/9")));
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        cell.awaitEnd();
        cell.await("its end", () -> drawn(cell).getLast().contains("1/9 · "));
        assertThat(kernel.run("%threads").stdout()).doesNotContain("progress of process");
    }

    @Test void wrongUseIsTheCellsError() throws Exception {
        assertThat(kernel.run("progress(-1)").error())
                .startsWith("java.lang.IllegalArgumentException: there is no work of -1 steps: progress(100)");
        assertThat(kernel.run("progress(9).follow(new ProcessBuilder(\"java\", \"-version\").inheritIO().start())")
                .error())
                .startsWith("java.lang.IllegalArgumentException: the child's output goes elsewhere");
        assertThat(text(kernel.run("for (int i : progress(0)) throw new Error();").iopub("display_data").getFirst()))
                .isEqualTo("█".repeat(25) + " 100 %  0/0");
    }
}
