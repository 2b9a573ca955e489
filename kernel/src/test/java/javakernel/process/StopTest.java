package javakernel.process;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The interrupt ends whatever the notebook's code does; variables are kept and the next cell runs. */
class StopTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("""
                int kept = 42;
                int counter = 0;
                void spin() {
                    while (true) counter++;
                }
                void swallow() {
                    while (true) {
                        try {
                            Thread.sleep(100_000);
                        } catch (InterruptedException e) {
                            counter++;
                        }
                    }
                }
                void stubborn() {
                    while (true) {
                        try {
                            spin();
                        } catch (Throwable e) {
                            counter++;
                        }
                    }
                }
                int recurse(int n) {
                    return recurse(n - 1) + recurse(n - 2);
                }
                int deep(int n) {
                    return n == 0 ? 1 : deep(n - 1) + deep(n - 1);
                }
                var mine = new Object();
                """);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    static Arguments[] busyCells() {
        return new Arguments[] {
                Arguments.of("loop", "spin();"),
                Arguments.of("recursion without a loop", "deep(200);"),
                Arguments.of("loop that swallows the interrupt", "swallow();"),
                Arguments.of("loop that catches everything", "stubborn();"),
                Arguments.of("sleep", "Thread.sleep(100_000);"),
                Arguments.of("take", "new LinkedBlockingQueue<Integer>().take();"),
                Arguments.of("join of a busy thread", "Thread.ofPlatform().start(() -> spin()).join();"),
                Arguments.of("lock whose owner is gone",
                        "var abandoned = new ReentrantLock(); Thread.ofPlatform().start(() -> abandoned.lock()).join(); abandoned.lock();"),
                Arguments.of("lock, as an interface",
                        "Lock second = new ReentrantLock(); Thread.ofPlatform().start(() -> second.lock()).join(); second.lock();"),
                Arguments.of("read lock",
                        "var rw = new ReentrantReadWriteLock(); Thread.ofPlatform().start(() -> rw.writeLock().lock()).join(); rw.readLock().lock();"),
                Arguments.of("synchronized, held by a sleeper",
                        "var held = new CountDownLatch(1); Thread.ofPlatform().start(() -> { synchronized (mine) { held.countDown(); swallow(); } }); held.await(); synchronized (mine) { counter++; }"),
                Arguments.of("Object.wait", "synchronized (mine) { mine.wait(); }"),
                Arguments.of("semaphore", "new Semaphore(0).acquireUninterruptibly();"),
                Arguments.of("future that never completes", "new CompletableFuture<Integer>().join();"),
                Arguments.of("phase that never comes", "new Phaser(2).arriveAndAwaitAdvance();"),
                Arguments.of("stamped lock",
                        "var stamped = new StampedLock(); stamped.writeLock(); stamped.readLock();"),
                Arguments.of("threads in a lock's queue",
                        "var queued = new ReentrantLock(true); queued.lock(); for (int i = 0; i < 3; i++) { Thread.ofPlatform().start(queued::lock); Thread.ofVirtual().start(queued::lock); } while (queued.getQueueLength() < 6) Thread.onSpinWait(); new CompletableFuture<Integer>().join();"),
                Arguments.of("lock in a task",
                        "var inTask = new Semaphore(0); ForkJoinPool.commonPool().submit(() -> inTask.acquireUninterruptibly()).get();"),
                Arguments.of("virtual thread", "Thread.startVirtualThread(() -> spin()).join();"),
                Arguments.of("virtual thread that swallows the interrupt",
                        "Thread.startVirtualThread(() -> swallow()).join();"),
                Arguments.of("executor",
                        "try (var each = Executors.newFixedThreadPool(2)) { for (int i = 0; i < 4; i++) each.submit(() -> spin()); }"),
                Arguments.of("executor of virtual threads",
                        "try (var each = Executors.newVirtualThreadPerTaskExecutor()) { for (int i = 0; i < 1_000; i++) each.submit(() -> swallow()); }"),
                Arguments.of("fork-join pool", "new ForkJoinPool(2).submit(() -> spin()).get();"),
                Arguments.of("common pool", "CompletableFuture.runAsync(() -> spin()).get();"),
                Arguments.of("parallel stream", "IntStream.range(0, 4).parallel().forEach(i -> spin());"),
                Arguments.of("stream that never ends", "Stream.iterate(1, i -> i + 1).filter(i -> i < 0).findFirst();"),
                Arguments.of("stream that never ends, in a thread",
                        "Thread.ofPlatform().start(() -> IntStream.generate(() -> 1).forEach(i -> { })).join();"),
                Arguments.of("timer",
                        "new Timer().schedule(new TimerTask() { public void run() { spin(); } }, 0); Thread.sleep(100_000);"),
                Arguments.of("input", "IO.readln();"),
                Arguments.of("result's toString", "new Object() { public String toString() { spin(); return \"\"; } }"),
                Arguments.of("child process", "new ProcessBuilder(\"sleep\", \"1000\").start().waitFor();"),
                Arguments.of("grandchild",
                        "new ProcessBuilder(\"sh\", \"-c\", \"sleep 1000; true\").inheritIO().start().waitFor();"),
                Arguments.of("child that ignores the request to end",
                        "new ProcessBuilder(\"sh\", \"-c\", \"trap '' TERM; echo ready; while :; do sleep 0.1; done\").inheritIO().start().waitFor();"),
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("busyCells") void aRunningCellIsStoppedWithAllItsThreadsAndChildren(String name, String code)
            throws Exception {
        var cell = kernel.begin("IO.println(\"begun\");\n" + code);
        cell.awaitStdout("begun");
        interrupt();
        assertThat(cell.awaitEnd().status()).isEqualTo("error");
        assertThat(cell.stderr()).doesNotContain("not stopped");
        assertNothingIsLeft();
    }

    @Test void threadsAndChildrenOfFinishedCellsAreStopped() throws Exception {
        var cell = kernel.run("""
                Thread.ofPlatform().name("转圈").start(() -> spin());
                Thread.ofVirtual().name("虚拟").start(() -> swallow());
                var idle = Executors.newFixedThreadPool(2);
                idle.submit(() -> { }).get();
                var forgotten = new Timer("闹钟");
                var child = new ProcessBuilder("sleep", "1000").start();
                """);
        interrupt();
        cell.await("what was stopped", () -> cell.stderr().contains("process "));
        assertThat(cell.stderr()).startsWith("stopped: ").contains("thread 转圈").contains("virtual thread 虚拟")
                .contains("thread 闹钟").doesNotContain("not stopped");
        assertNothingIsLeft();
    }

    @Test void theStatementAfterTheStoppedOneIsNotRun() throws Exception {
        kernel.run("var selector = java.nio.channels.Selector.open(); boolean after = false;");
        var cell = kernel.begin(
                "IO.println(\"begun\");\n\n// an interrupt ends it without an exception\nselector.select();\nafter = true;");
        cell.awaitStdout("begun");
        interrupt();
        assertThat(cell.awaitEnd().status()).isEqualTo("error");
        assertThat(kernel.run("after").result()).isEqualTo("false");
        assertNothingIsLeft();
    }

    @Test void whenNothingRunsTheInterruptDoesNothing() throws Exception {
        interrupt();
        interrupt();
        assertThat(kernel.run("kept").result()).isEqualTo("42");
    }

    private static void interrupt() throws InterruptedException {
        assertThat(kernel.request("control", "interrupt_request", Map.of()).awaitEnd().status()).isEqualTo("ok");
    }

    /** The next cell runs, and only it: no thread of the notebook beside it, no child process. */
    private static void assertNothingIsLeft() throws InterruptedException {
        var next = kernel
                .run("""
                        var left = new ArrayList<String>();
                        for (var t : Thread.getAllStackTraces().keySet()) {
                            if (t.getThreadGroup() == Thread.currentThread().getThreadGroup() && t != Thread.currentThread()) left.add(t.getName());
                        }
                        ProcessHandle.current().descendants().forEach(p -> left.add("process " + p.pid()));
                        left + " " + kept
                        """);
        assertThat(next.result()).isEqualTo("[] 42");
    }
}
