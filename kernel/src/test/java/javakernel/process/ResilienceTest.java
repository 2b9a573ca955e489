package javakernel.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cell that uses up the stack, the heap or the system's threads, or breaks a class, tells so; kernel, variables and
 * later cells are unharmed.
 */
class ResilienceTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder, Map.of("JDK_JAVA_OPTIONS", "-Xmx256m"));
        kernel.run("int kept = 42; int deep(int n) { return deep(n + 1) + 1; }");
    }

    @AfterEach void allIsWell() throws Exception {
        var cell = kernel.run("kept");
        assertThat(cell.error()).isEmpty();
        assertThat(cell.result()).isEqualTo("42");
        assertThat(kernel.run(
                "IO.println(\"printed\"); new ProcessBuilder(\"echo\", \"a child\").inheritIO().start().waitFor();")
                .stdout()).isEqualTo("printed\na child\n");
        assertThat(kernel.request("control", "kernel_info_request", Map.of()).awaitEnd().status()).isEqualTo("ok");
        assertThat(kernel.request("shell", "complete_request", Map.of("code", "kep", "cursor_pos", 3)).awaitEnd()
                .reply().path("matches").toString()).contains("kept");
        int beats = kernel.unasked().heartbeats();
        kernel.client().sendFrames("hb", List.of("beat".getBytes(StandardCharsets.UTF_8)));
        kernel.unasked().await("the echo", () -> kernel.unasked().heartbeats() > beats);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    // ---- the stack ----

    @ParameterizedTest
    @ValueSource(strings = {
            "deep(0)",
            "int ping(int n) { return pong(n + 1); }\nint pong(int n) { return ping(n + 1) + 1; }\nping(0)",
            "class Endless { public String toString() { return \"x\" + this; } }\nnew Endless()",
            "class Nested { Nested inside = new Nested(); }\nnew Nested()",
            "var self = new ArrayList<Object>(); self.add(List.of(self)); self.toString()",
            "CompletableFuture.runAsync(() -> deep(0)).join();",
            "IntStream.range(0, 4).parallel().forEach(i -> deep(i));"}) void aStackThatIsUsedUpEndsTheCell(String code)
                    throws Exception {
        var cell = kernel.run(code);
        assertThat(cell.error()).contains("StackOverflowError");
        assertThat(cell.error().lines().count()).as("lines").isLessThan(100);
    }

    @Test void codeThatIsTooDeepForTheCompilerIsTheCellsError() throws Exception {
        for (int terms = 1_000, errors = 0; errors < 8; terms += 100) {
            var cell = kernel.run("kept" + " + kept".repeat(terms - 1));
            if (cell.status().equals("error")) {
                errors++;
                assertThat(kernel.run("kept").error()).isEmpty();
            } else {
                assertThat(cell.result()).isEqualTo(String.valueOf(terms * 42));
            }
        }
    }

    @Test void aStackThatIsUsedUpEndsTheThread() throws Exception {
        assertThat(kernel.run("Thread.ofPlatform().name(\"diver\").start(() -> deep(0)).join();").stderr())
                .contains("\"diver\"").contains("StackOverflowError");
        assertThat(kernel.run("Thread.ofVirtual().start(() -> deep(0)).join();").stderr())
                .contains("StackOverflowError");
        assertThat(kernel.run("try { deep(0); } catch (StackOverflowError e) { IO.println(\"caught\"); }").stdout())
                .isEqualTo("caught\n");
    }

    @Test void aStackThatIsUsedUpWhilePrintingLocksNothing() throws Exception {
        kernel.run(
                "void chatty(int n, long a) { System.out.println(n); chatty(n + 1, a); }\nvoid chattier(int n, long a, long b, long c) { System.out.printf(\"%d%n\", n); chattier(n + 1, c, a, b); }");
        var cell = kernel
                .run("""
                        int ended = 0;
                        for (int i = 0; i < 400; i++) {
                            int n = i;
                            var thread = new Thread(null, () -> { if (n % 2 == 0) chatty(0, n); else chattier(0, n, n, n); }, "chatty", 150_000 + 133 * n);
                            thread.setUncaughtExceptionHandler((t, e) -> ended++);
                            thread.start();
                            thread.join();
                        }
                        """);
        assertThat(cell.error()).isEmpty();
        assertThat(kernel.run("ended").result()).isEqualTo("400");
    }

    // ---- the heap ----

    @Test void aVariableThatFillsTheHeapCanBeClearedByTheNextCell() throws Exception {
        var cell = kernel.run("var list = new ArrayList<byte[]>();\nwhile (true) list.add(new byte[1 << 16]);");
        assertThat(cell.error()).contains("OutOfMemoryError");
        assertThat(kernel.run("list.size() > 100").result()).isEqualTo("true");
        assertThat(kernel.run("list = null;").error()).isEmpty();
        assertThat(kernel.run("new byte[64 << 20].length").result()).as("there is room again").isEqualTo("67108864");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "int[] huge = new int[Integer.MAX_VALUE];",
            "\"x\".repeat(1 << 30).length()",
            "class Hungry { public String toString() { return \"x\".repeat(1 << 30); } }\nnew Hungry()",
            "void fill() { var local = new ArrayList<Object>(); while (true) local.add(new int[1 << 14]); }\nfill();",
            "CompletableFuture.runAsync(() -> { var local = new ArrayList<Object>(); while (true) local.add(new long[1 << 13]); }).join();"}) void aHeapThatIsUsedUpEndsTheCell(
                    String code) throws Exception {
        assertThat(kernel.run(code).error()).contains("OutOfMemoryError");
    }

    @Test void aHeapThatIsUsedUpEndsTheThread() throws Exception {
        assertThat(kernel.run(
                "Thread.ofPlatform().name(\"hungry\").start(() -> { var local = new ArrayList<Object>(); while (true) local.add(new int[1 << 14]); }).join();")
                .stderr())
                .contains("\"hungry\"").contains("OutOfMemoryError");
    }

    @Test void whatFillsTheHeapAndNeverEndsIsStopped() throws Exception {
        var cell = kernel.begin("""
                void stubborn() {
                    while (true) {
                        var local = new ArrayList<Object>();
                        try {
                            while (true) local.add(new byte[1 << 16]);
                        } catch (OutOfMemoryError e) {
                            // once more
                        }
                    }
                }
                IO.println("begun");
                stubborn();
                """);
        cell.awaitStdout("begun");
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        assertThat(cell.awaitEnd().status()).isEqualTo("error");
    }

    // ---- classes ----

    @Test void aClassWhoseInitialiserFailsCanBeDeclaredAgainOnceTheCauseIsGone() throws Exception {
        var declaration =
                "class Setting { static final int VALUE = Integer.parseInt(System.getProperty(\"setting\")); }";
        kernel.run(declaration);
        assertThat(kernel.run("Setting.VALUE").error()).contains("ExceptionInInitializerError")
                .contains("NumberFormatException");
        assertThat(kernel.run("Setting.VALUE").error()).contains("NoClassDefFoundError");
        kernel.run("System.setProperty(\"setting\", \"5\");");
        kernel.run(declaration);
        assertThat(kernel.run("Setting.VALUE").result()).isEqualTo("5");
        assertThat(kernel.run("class Diver { static { deep(0); } static int depth; }\nDiver.depth").error())
                .contains("StackOverflowError");
    }
}
