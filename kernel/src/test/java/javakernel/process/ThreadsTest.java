package javakernel.process;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code %threads} tells what lives, {@code %stop} ends what is chosen. */
class ThreadsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("""
                var lock = new ReentrantLock();
                var monitor = new Object();
                void sleepLong() {
                    try {
                        Thread.sleep(1_000_000);
                    } catch (InterruptedException e) {
                        // ends
                    }
                }
                void awaitState(Thread thread, Thread.State state) {
                    while (thread.getState() != state) Thread.onSpinWait();
                }
                """);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @AfterEach void stopAll() throws Exception {
        assertThat(kernel.run("%stop").error()).isEmpty();
    }

    @Test void aThreadIsListedWithStateAndWhatItWaitsForAndWhoHoldsItAndItsCell() throws Exception {
        var cell = kernel.run("""
                var owner = Thread.ofPlatform().name("主人").start(() -> {
                    lock.lock();
                    synchronized (monitor) {
                        sleepLong();
                    }
                });
                awaitState(owner, Thread.State.TIMED_WAITING);
                var waiter = Thread.ofPlatform().name("等锁").start(() -> lock.lock());
                awaitState(waiter, Thread.State.WAITING);
                var blocked = Thread.ofVirtual().name("等门").start(() -> {
                    synchronized (monitor) {
                        IO.println();
                    }
                });
                awaitState(blocked, Thread.State.BLOCKED);
                """);
        assertThat(cell.error()).isEmpty();
        int number = cell.reply().path("execution_count").asInt();
        var threads = kernel.run("%threads");
        assertThat(lineOf(threads, "主人")).contains("TIMED_WAITING").contains("Thread.sleep").doesNotContain("Nanos")
                .contains("In[1], line 5").contains("In[" + number + "]");
        assertThat(lineOf(threads, "等锁")).contains("WAITING").contains("lock ReentrantLock@").contains("主人")
                .contains("In[" + number + "], line 8");
        assertThat(lineOf(threads, "等门 (virtual)")).contains("BLOCKED").contains("monitor Object@").contains("主人")
                .contains("In[" + number + "], line 11");
        assertThat(lineOf(threads, "main")).contains("RUNNABLE");
    }

    @Test void aThreadThatParksItselfWaitsForPark() throws Exception {
        kernel.run(
                "var parked = Thread.ofPlatform().name(\"停车\").start(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); });\nawaitState(parked, Thread.State.WAITING);");
        assertThat(lineOf(kernel.run("%threads"), "停车")).contains("LockSupport.park").doesNotContain("JShell");
    }

    @Test void theJdksOwnVirtualThreadsAreNotListed() throws Exception {
        kernel.run("""
                var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var reader = Thread.ofVirtual().name("读者").start(() -> {
                    try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                        socket.getInputStream().read();
                    } catch (IOException e) {
                        IO.println(e);
                    }
                });
                var accepted = server.accept();
                awaitState(reader, Thread.State.WAITING);
                """);
        assertThat(kernel.run("%threads").result()).contains("读者 (virtual)").doesNotContain("Poller");
        assertThat(kernel.run("accepted.close();\nserver.close();\nreader.join();").error()).isEmpty();
    }

    @Test void aChildProcessIsListedWithPidProgramAndCell() throws Exception {
        var cell = kernel.run("var sleeper = new ProcessBuilder(\"sleep\", \"1000\").start(); sleeper.pid()");
        assertThat(lineOf(kernel.run("%threads"), "process " + cell.result() + " sleep"))
                .contains("In[" + cell.reply().path("execution_count").asInt() + "]");
        assertThat(kernel.run("%stop " + cell.result()).stderr()).contains("process " + cell.result());
        assertThat(kernel.run("sleeper.waitFor()").result()).isEqualTo("143");
    }

    @Test void stopWithANumberEndsWhatWorksForThatCellAndNothingElse() throws Exception {
        var first = kernel.run(
                "var first = Thread.ofPlatform().name(\"第一\").start(() -> sleepLong()); var pool = Executors.newFixedThreadPool(1); pool.submit(() -> 1).get()");
        kernel.run(
                "var second = Thread.ofPlatform().name(\"第二\").start(() -> { while (true) Thread.onSpinWait(); }); var task = pool.submit(() -> sleepLong());");
        assertThat(kernel.run("%stop " + first.reply().path("execution_count").asInt()).stderr()).contains("第一")
                .doesNotContain("第二");
        assertThat(kernel.run("first.isAlive() + \" \" + second.isAlive()").result()).isEqualTo("false true");
    }

    @Test void stoppingTheCellThatSubmittedATaskLeavesTheOlderPoolUsable() throws Exception {
        kernel.run("var shared = Executors.newFixedThreadPool(1); shared.submit(() -> 1).get();");
        var submitting = kernel.run(
                "var started = new CountDownLatch(1); var spinning = shared.submit(() -> { started.countDown(); while (true) Thread.onSpinWait(); }); started.await();");
        kernel.run("%stop " + submitting.reply().path("execution_count").asInt());
        assertThat(kernel.run("shared.submit(() -> 42).get()").result()).isEqualTo("42");
    }

    @Test void stopWithANameEndsTheThreadOfThatName() throws Exception {
        kernel.run(
                "var one = Thread.ofPlatform().name(\"甲\").start(() -> { while (true) Thread.onSpinWait(); }); var two = Thread.ofVirtual().name(\"乙\").start(() -> sleepLong());");
        assertThat(kernel.run("%stop 甲").stderr()).contains("stopped: thread 甲").doesNotContain("乙");
        assertThat(kernel.run("one.isAlive() + \" \" + two.isAlive()").result()).isEqualTo("false true");
    }

    @Test void stopEndsAllThatOtherCellsLeftButNotItsOwnCell() throws Exception {
        kernel.run("var left = Thread.ofPlatform().name(\"剩下\").start(() -> { while (true) Thread.onSpinWait(); });");
        var stop = kernel.run("%stop\nIO.println(left.isAlive());");
        assertThat(stop.stdout()).isEqualTo("false\n");
        assertThat(stop.stderr()).contains("剩下");
    }

    @Test void stopOfANameThatNothingHasSaysSo() throws Exception {
        assertThat(kernel.run("%stop nobody").error()).contains("nobody").contains("%threads");
    }

    private static String lineOf(Run run, String name) {
        assertThat(run.error()).isEmpty();
        return Stream.of(run.result().split("(?=\\{name=)")).filter(l -> l.startsWith("{name=" + name)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + run.result()));
    }
}
