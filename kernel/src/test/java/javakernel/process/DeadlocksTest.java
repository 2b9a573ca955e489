package javakernel.process;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code %deadlocks} shows who waits for whom, and who waits for ever. */
class DeadlocksTest {
    private static final String PREPARED = """
            var a = new Object();
            var b = new Object();
            void quietly(Callable<?> action) {
                try {
                    action.call();
                } catch (Exception e) {
                    throw new RuntimeException(e);
                }
            }
            void cross(Object first, Object second, CyclicBarrier both) {
                synchronized (first) {
                    quietly(() -> both.await());
                    synchronized (second) {
                        IO.println("never");
                    }
                }
            }
            void awaitState(Thread thread, Thread.State state) {
                while (thread.getState() != state) Thread.onSpinWait();
            }
            """;

    /** Where it waits: the JDK gives a thread that is blocked at a monitor the line after. */
    private static final String WAITING_LINE = "\\(In\\[1\\], line 1[34]\\)";

    @TempDir static Path folder;

    private interface Body {
        void run(KernelProcess kernel) throws Exception;
    }

    /** In a kernel of its own, for what is deadlocked on monitors stays so. */
    private static void inKernel(Body body) throws Exception {
        try (var kernel = KernelProcess.start(folder)) {
            assertThat(kernel.run(PREPARED).error()).isEmpty();
            body.run(kernel);
        }
    }

    @Test void withoutLocksThereIsNothingToShow() throws Exception {
        inKernel(kernel -> {
            var shown = kernel.run("%deadlocks");
            assertThat(shown.stdout()).isEqualTo("no thread waits for a lock that another holds\n");
            assertThat(shown.result()).isNull();
        });
    }

    @Test void aThreadThatWaitsForABusyOneDoesNotWaitForEver() throws Exception {
        inKernel(kernel -> {
            kernel.run("""
                    var inside = new CountDownLatch(1);
                    var release = new CountDownLatch(1);
                    var busy = Thread.ofPlatform().name("忙").start(() -> {
                        synchronized (a) {
                            inside.countDown();
                            quietly(() -> { release.await(); return 0; });
                        }
                    });
                    inside.await();
                    var patient = Thread.ofVirtual().name("等").start(() -> {
                        synchronized (a) { }
                    });
                    awaitState(patient, Thread.State.BLOCKED);
                    """);
            var shown = kernel.run("%deadlocks");
            assertThat(shown.result()).matches(
                    "等 \\(In\\[2\\], line 1\\d\\) waits for monitor Object@\\w+, held by 忙 \\(In\\[2\\], line \\d\\)");
            kernel.run("release.countDown(); patient.join();");
            assertThat(kernel.run("%deadlocks").stdout()).startsWith("no thread waits");
        });
    }

    @Test void twoThreadsWithCrossedMonitorsAreShownAsACircle() throws Exception {
        inKernel(kernel -> {
            kernel.run("""
                    var both = new CyclicBarrier(2);
                    var left = Thread.ofPlatform().daemon().name("左").start(() -> cross(a, b, both));
                    var right = Thread.ofVirtual().name("右").start(() -> cross(b, a, both));
                    awaitState(left, Thread.State.BLOCKED);
                    awaitState(right, Thread.State.BLOCKED);
                    """);
            var shown = kernel.run("%deadlocks");
            assertThat(shown.result().lines()).hasSize(2).allMatch(line -> line.endsWith(": for ever"));
            assertThat(shown.result())
                    .containsPattern("左 " + WAITING_LINE + " waits for monitor Object@\\w+, held by 右 " + WAITING_LINE)
                    .containsPattern("右 " + WAITING_LINE + " waits for monitor Object@\\w+, held by 左 " + WAITING_LINE);
            var svg = shown.iopub("execute_result").getFirst().path("data").path("image/svg+xml").asString();
            assertThat(svg).doesNotContain("background:#FFFFFF", "waits for ever")
                    .containsPattern("width=\"[1-7]?\\d?\\d(px)?\"");
            assertThat(Base64.getDecoder()
                    .decode(shown.iopub("execute_result").getFirst().path("data").path("image/png").asString()))
                    .as("for a notebook that is not trusted").startsWith(0x89, 'P', 'N', 'G');
            assertThat(svg).contains("<svg").contains("&#" + (int) '左' + ";").contains("&#" + (int) '右' + ";")
                    .contains("waits for").contains("In[1], line 1");
        });
    }

    @Test void aLockWhoseHolderHasEndedIsWaitedForForEver() throws Exception {
        inKernel(kernel -> {
            kernel.run("""
                    var lock = new ReentrantLock();
                    Thread.ofPlatform().name("走了").start(() -> lock.lock()).join();
                    var waiting = Thread.ofPlatform().name("还在等").start(() -> lock.lock());
                    awaitState(waiting, Thread.State.WAITING);
                    """);
            assertThat(kernel.run("%deadlocks").result()).matches(
                    "还在等 \\(In\\[2\\], line 3\\) waits for lock ReentrantLock@\\w+, held by 走了, which has ended: for ever");
        });
    }

    @Test void aCellThatWaitsForEverIsLookedAtFromTheNext() throws Exception {
        inKernel(kernel -> {
            var cell = kernel.begin("""
                    var meet = new CyclicBarrier(2);
                    var other = Thread.ofPlatform().daemon().name("对方").start(() -> cross(b, a, meet));
                    var cellThread = Thread.currentThread();
                    Thread.ofPlatform().start(() -> {
                        awaitState(cellThread, Thread.State.BLOCKED);
                        awaitState(other, Thread.State.BLOCKED);
                        IO.println("begun");
                    });
                    cross(a, b, meet);
                    """);
            cell.awaitStdout("begun");
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            cell.awaitEnd();
            assertThat(kernel.run("%deadlocks").result()).containsPattern("main " + WAITING_LINE
                    + " waits for monitor Object@\\w+, held by 对方 " + WAITING_LINE + ": for ever");
        });
    }
}
