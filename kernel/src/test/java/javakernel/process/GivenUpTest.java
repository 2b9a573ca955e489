package javakernel.process;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A cell whose own thread no JVM can stop: it is named with its stack, and the notebook goes on without it. */
class GivenUpTest {
    private static final String DEADLOCK = """
            var both = new CyclicBarrier(2);
            var holder = Thread.ofPlatform().daemon().name("另一个").start(() -> {
                synchronized (left) {
                    try {
                        both.await();
                    } catch (Exception e) {
                        return;
                    }
                    synchronized (right) {
                        reached++;
                    }
                }
            });
            synchronized (right) {
                both.await();
                IO.println("begun");
                synchronized (left) {
                    reached++;
                }
            }
            """;

    @TempDir static Path folder;

    @Test void theNotebookGoesOnWithoutACellThatIsDeadlocked() throws Exception {
        try (var kernel = KernelProcess.start(folder)) {
            kernel.run("int kept = 42; int reached = 0; var left = new Object(); var right = new Object();");
            for (int i = 0; i < 3; i++) {
                var cell = kernel.begin(DEADLOCK);
                cell.awaitStdout("begun");
                kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
                cell.awaitEnd();
                assertThat(cell.status()).isEqualTo("error");
                assertThat(cell.error()).contains("cannot be stopped").contains("goes on without it");
                assertThat(cell.stderr()).contains("not stopped: thread main, BLOCKED, waits for monitor Object@")
                        .contains("held by 另一个")
                        .contains("not stopped: thread 另一个, BLOCKED").contains("held by main");
                assertThat(kernel.run("kept + \" \" + reached").result()).isEqualTo("42 0");
                kernel.run("left = new Object(); right = new Object();");
            }
        }
    }

    @Test void threadsThatAreDeadlockedAreNamedEachTimeWithWhatCanBeDone() throws Exception {
        try (var kernel = KernelProcess.start(folder)) {
            var cell = kernel
                    .run("""
                            int kept = 42;
                            int counter = 0;
                            var a = new Object();
                            var b = new Object();
                            var both = new CyclicBarrier(2);
                            void cross(Object first, Object second) {
                                synchronized (first) {
                                    try {
                                        both.await();
                                    } catch (Exception e) {
                                        return;
                                    }
                                    synchronized (second) {
                                        counter++;
                                    }
                                }
                            }
                            var crossing = Thread.ofPlatform().daemon().name("左").start(() -> cross(a, b));
                            var other = Thread.ofPlatform().daemon().name("右").start(() -> cross(b, a));
                            while (crossing.getState() != Thread.State.BLOCKED || other.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
                            """);
            assertThat(cell.error()).isEmpty();
            assertTold(kernel, cell, 1);
            assertThat(cell.stderr()).contains("not stopped: thread 右, BLOCKED").contains("at cross, ")
                    .contains(" synchronized (second) {").doesNotContain("REPL", "kernel.");
            var next = kernel.run("kept");
            assertThat(next.result()).isEqualTo("42");
            for (int times = 1; times <= 2; times++) assertTold(kernel, next, times);
            assertThat(kernel.run("%stop 左").stderr()).contains("not stopped: thread 左, BLOCKED")
                    .contains("Restart the kernel").doesNotContain("右, BLOCKED");
        }
    }

    private static void assertTold(KernelProcess kernel, Run below, int times) throws Exception {
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        below.await("what is left", () -> below.stderr().split("Restart the kernel", -1).length == times + 1);
        assertThat(below.stderr()).contains("not stopped: thread 左, BLOCKED")
                .contains("Nothing in Java ends a thread that waits for a monitor");
    }

    @Test void whoStopsTwiceStopsNothingOfTheKernels() throws Exception {
        try (var kernel = KernelProcess.start(folder)) {
            kernel.run("int kept = 42; int reached = 0; var left = new Object(); var right = new Object();");
            var cell = kernel.begin(DEADLOCK);
            cell.awaitStdout("begun");
            for (int i = 0; i < 3; i++) kernel.request("control", "interrupt_request", Map.of());
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            assertThat(kernel.run("Thread.currentThread().getName() + kept").result()).isEqualTo("main42");
            var next = kernel.run("%stop");
            assertThat(cell.stderr() + next.stderr()).contains("not stopped: thread main, BLOCKED")
                    .doesNotContain("kernel.");
        }
    }

    @Test void aCellThatComesBackAfterItWasGivenUpDoesNoHarm() throws Exception {
        try (var kernel = KernelProcess.start(folder)) {
            kernel.run(
                    "int kept = 42; int after = 0; var done = new AtomicBoolean(); var back = new CountDownLatch(1);");
            var cell = kernel.begin("""
                    IO.println("begun");
                    {
                        Stream.generate(done::get).filter(Boolean::booleanValue).findFirst();
                        IO.println("back");
                        back.countDown();
                    }
                    after = 1;
                    """);
            cell.awaitStdout("begun");
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            assertThat(cell.awaitEnd().error()).contains("cannot be stopped");
            assertThat(cell.stderr()).contains("not stopped: thread main");
            kernel.run("done.set(true); back.await();");
            cell.awaitStdout("back");
            for (int i = 0; i < 20; i++)
                assertThat(kernel.run("int next" + i + " = kept + " + i + "; next" + i).result())
                        .isEqualTo(String.valueOf(42 + i));
            assertThat(kernel.run("after + Thread.currentThread().getName()").result()).isEqualTo("0main");
            assertThat(cell.iopub("error")).hasSize(1);
        }
    }
}
