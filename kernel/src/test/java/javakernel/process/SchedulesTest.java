package javakernel.process;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells of which the model checker tries the schedules. */
class SchedulesTest {
    private static final long LIMIT_NANOS = 60_000_000_000L;

    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    private static String schedule(String code) throws Exception {
        var cell = kernel.run("%%schedules\n" + code);
        assertThat(cell.error()).isEmpty();
        return cell.result();
    }

    @Test void theScheduleIsShownInWhichAnUpdateIsLost() throws Exception {
        kernel.run("int balance = 7;");
        var cell = kernel.run("""
                %%schedules
                int balance = 0;

                void change(int n) {
                    balance += n;
                    balance -= n;
                }

                together(() -> change(4), () -> change(8));
                assert balance == 0 : "余额是 " + balance;
                """);
        assertThat(cell.result())
                .containsPattern("^schedule \\d+ goes wrong\nstep +main +actor-1 +actor-2 +balance +line\nbegin +0\n")
                .containsPattern("\n\\d+ +reads balance → 0 +0 +5: balance \\+= n;\n")
                .containsPattern("\n\\d+ +writes balance = -?\\d+ +-?\\d+ +6: balance -= n;\n")
                .containsPattern("\nresult: AssertionError: 余额是 (-4|-8|4|8)\n").contains("sequential consistency")
                .doesNotContain("ScheduleChecker");
        assertThat(cell.iopub("execute_result").getFirst().path("data").path("text/html").asString())
                .contains("<table>", "<b>reads balance → 0</b>", "<script>");
        assertThat(kernel.run("balance").result()).as("the notebook's own").isEqualTo("7");
    }

    @Test void howManyHaveBeenTriedIsSaidUntilTheResultStandsThere() throws Exception {
        var cell = kernel.run(
                "%%schedules 300\nint n = 0;\nvar lock = new ReentrantLock();\nvoid add() { lock.lock(); try { n++; } finally { lock.unlock(); } }\n"
                        + "together(() -> add(), () -> add());\nassert n == 2;");
        assertThat(cell.iopub("display_data").getFirst().path("data").path("text/plain").asString())
                .startsWith("schedules tried  ░").endsWith("0 %  0/300");
        assertThat(cell.iopubTypes()).containsSubsequence("display_data", "clear_output", "execute_result");
        assertThat(cell.result()).startsWith("✓ none of ");
    }

    @Test void withALockNoneGoesWrong() throws Exception {
        assertThat(schedule("""
                int balance = 0;
                var lock = new ReentrantLock();
                void change(int n) {
                    lock.lock();
                    try { balance += n; balance -= n; } finally { lock.unlock(); }
                }
                var four = Thread.ofPlatform().name("四元").start(() -> change(4));
                var eight = Thread.ofPlatform().name("八元").start(() -> change(8));
                four.join();
                eight.join();
                assert balance == 0;
                """)).containsPattern("^✓ none of [\\d,]{3,} schedules goes wrong\n")
                .contains("sequential consistency");
    }

    @Test void aLockThatIsNotGivenBackIsADeadlock() throws Exception {
        assertThat(schedule("""
                int ticket = 2;
                var lock = new ReentrantLock();
                void sell() throws InterruptedException {
                    while (true) {
                        lock.lock();
                        if (ticket == 0) break;
                        ticket--;
                        lock.unlock();
                        Thread.sleep(100_000);
                    }
                }
                together(() -> sell(), () -> sell());
                """)).containsPattern("\n\\d+ +waits: lock\\.lock\\(\\) +0 +held by actor-\\d +6: lock\\.lock\\(\\);\n")
                .contains("deadlock: no thread can go on", "Thread.sleep(100000)");
    }

    @Test void crossedLocksAreADeadlockAndKnownByTheirOwnNames() throws Exception {
        assertThat(schedule("""
                var a = new Object();
                var b = new Object();
                void both(Object first, Object second) {
                    synchronized (first) { synchronized (second) { } }
                }
                var t1 = new Thread(() -> both(a, b), "甲");
                var t2 = new Thread(() -> both(b, a), "乙");
                t1.start();
                t2.start();
                t1.join();
                t2.join();
                """)).containsPattern("\nstep +main +甲 +乙 +").contains("locks a ", "locks b ", "waits: a ", "waits: b ",
                "deadlock: no thread can go on");
    }

    @Test void objectsThatOnlyLambdasLeadToAreSeen() throws Exception {
        assertThat(schedule("""
                class Account { int money; void add(int n) { money += n; } }
                void race() throws Exception {
                    var account = new Account();
                    var t1 = new Thread(() -> account.add(4));
                    var t2 = new Thread(() -> account.add(8));
                    t1.start(); t2.start(); t1.join(); t2.join();
                    if (account.money != 12) throw new IllegalStateException("lost");
                }
                race();
                """)).contains("writes account.money = 8", "result: IllegalStateException: lost");
    }

    @Test void aSynchronizedMethodLocksItsObject() throws Exception {
        assertThat(schedule(
                """
                        class Counter { int n; synchronized void add(Counter other) { n++; other.add(); } synchronized void add() { n++; } }
                        var one = new Counter();
                        var two = new Counter();
                        together(() -> one.add(two), () -> two.add(one));
                        """))
                .contains("deadlock: no thread can go on", "locks one ", "locks two ", "waits: one ", "waits: two ");
    }

    @Test void whatAThreadThrowsIsWrong() throws Exception {
        assertThat(schedule("int n = 0;\nvar t = new Thread(() -> { n = 1 / n; });\nt.start();\nt.join();"))
                .contains("result: ArithmeticException: / by zero");
    }

    @Test void aWaitingThreadIsSeenToGoOn() throws Exception {
        assertThat(schedule("""
                boolean ready = false;
                int seen = 0;
                var monitor = new Object();
                together(
                    () -> { synchronized (monitor) { seen++; ready = true; monitor.notifyAll(); } },
                    () -> { synchronized (monitor) { while (!ready) { seen = 10; monitor.wait(); } } });
                assert seen < 11;
                """)).containsSubsequence("waits: monitor.wait()", "monitor.notify()", "goes on: monitor.wait()");
    }

    @Test void wrongUseIsSaid() throws Exception {
        for (var option : new String[] {"0", "-5", "many", "1000001"}) {
            assertThat(kernel.run("%%schedules " + option + "\nint x;").error()).startsWith(
                    "UsageError: %%schedules needs a number of schedules from 1 to 1,000,000, or nothing, not '"
                            + option + "'");
        }
        assertThat(kernel.run("%%schedules\n  \n").error()).startsWith("UsageError: %%schedules needs the code");
        assertThat(kernel.run("%%schedules\nThread.startVirtualThread(() -> { });").error())
                .startsWith("CannotCheck: the model checker knows no virtual threads: In[");
        var cell = kernel.run("%%schedules\nint x = 1;\ntogether(() -> other());");
        assertThat(cell.error()).startsWith("In[" + cell.reply().path("execution_count") + "], line 3: ")
                .contains("together(() -> other());", "%%schedules sees only what is declared in its own cell");
    }

    @Test void aLongSearchIsStopped() throws Exception {
        var cell = kernel
                .begin("""
                        %%schedules 1000000
                        var queue = new ArrayBlockingQueue<Integer>(1);
                        together(() -> { for (int i = 0; i < 9; i++) queue.put(i); }, () -> { for (int i = 0; i < 9; i++) queue.take(); });
                        """);
        for (long end = System.nanoTime() + LIMIT_NANOS; kernel.process().children().findAny().isEmpty();)
            assertThat(System.nanoTime()).isLessThan(end);
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        assertThat(cell.awaitEnd().error()).contains("stopped");
        assertThat(kernel.process().children()).isEmpty();
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }
}
