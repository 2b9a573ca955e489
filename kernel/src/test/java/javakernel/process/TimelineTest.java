package javakernel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code %%timeline} draws what the JVM saw. */
class TimelineTest {
    private static final String VEGA = "application/vnd.vegalite.v5+json";

    @TempDir static Path folder;
    static KernelProcess kernel;

    /** A bar of the picture. Times in nanoseconds from its beginning. */
    private record Bar(String who, String state, String on, String heldBy, String where, long from, long to) {
        static Bar of(JsonNode b) {
            var tip = b.path("tip");
            return new Bar(tip.path("thread").asString(), b.path("drawn").asString(),
                    tip.path("waits for").asString(tip.path("lock").asString("")),
                    tip.path("held by").asString(""), tip.path("where").asString(""),
                    Math.round(b.path("from").asDouble() * 1e6), Math.round(b.path("to").asDouble() * 1e6));
        }

        boolean overlaps(Bar other) {
            return from < other.to && other.from < to;
        }

        long length() {
            return to - from;
        }
    }

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        assertThat(kernel
                .run("""
                        int ticket = 0;
                        var lock = new ReentrantLock();
                        var monitor = new Object();
                        var never = new ReentrantLock();
                        void sell() {
                            int left = ticket;
                            LockSupport.parkNanos(2_000_000);
                            ticket = left - 1;
                        }
                        interface Action { void run() throws Exception; }
                        void quietly(Action action) {
                            try {
                                action.run();
                            } catch (Exception e) {
                                Thread.currentThread().interrupt();
                            }
                        }
                        void sellAll(Runnable seller) {
                            ticket = 30;
                            var sellers = new ArrayList<Thread>();
                            for (int n = 1; n <= 3; n++) sellers.add(Thread.ofPlatform().name("线程" + n).start(() -> { for (int i = 0; i < 10; i++) seller.run(); }));
                            for (var seller1 : sellers) quietly(() -> seller1.join());
                        }
                        void sellLocked() {
                            lock.lock();
                            try {
                                sell();
                            } finally {
                                lock.unlock();
                            }
                        }
                        void sellSynchronized() {
                            synchronized (monitor) {
                                sell();
                            }
                        }
                        """)
                .error()).isEmpty();
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    private static Run run(String body) throws InterruptedException {
        return run("", body);
    }

    private static Run run(String options, String body) throws InterruptedException {
        return kernel.run("%%timeline " + options + "\n" + body);
    }

    private static List<Bar> bars(JsonNode picture) {
        return picture.path("data").path(VEGA).path("layer").values().stream()
                .filter(l -> l.path("mark").path("type").asString().equals("rect"))
                .flatMap(l -> l.path("data").path("values").values().stream()).map(Bar::of).toList();
    }

    private static List<Bar> bars(Run run) {
        return bars(picture(run));
    }

    private static Stream<JsonNode> pictures(Run run) {
        return Stream.concat(run.iopub("display_data").stream(), run.iopub("update_display_data").stream())
                .filter(d -> d.path("data").has(VEGA));
    }

    private static JsonNode picture(Run run) {
        return pictures(run).reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("no picture: " + run.error() + run.stderr()));
    }

    /** In the order in which they began. */
    private static List<Bar> holds(Run run) {
        return bars(run).stream().filter(b -> b.state().startsWith("holding"))
                .sorted(Comparator.comparingLong(Bar::from)).toList();
    }

    /** The end of a process may become known after the cell's. */
    private static void awaitLastPicture(Run run) throws InterruptedException {
        run.await("the last picture", () -> !text(run).contains("goes on"));
    }

    private static String text(Run run) {
        return picture(run).path("data").path("text/plain").asString();
    }

    // ---- drawn is what was recorded ----

    private static List<RecordedEvent> recorded(String file) throws IOException {
        return RecordingFile.readAllEvents(folder.resolve(file));
    }

    /**
     * When each thread held the lock, by the recorded events alone: thread, from, to, in nanoseconds from the first.
     */
    private static List<String> recordedHolds(List<RecordedEvent> events) {
        var got = new HashMap<String, RecordedEvent>();
        var holds = new ArrayList<RecordedEvent[]>();
        for (var e : events.stream().filter(e -> e.getEventType().getName().equals("kernel.Step"))
                .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime())).toList()) {
            if (e.getString("kind").equals("got")) got.put(e.getThread().getJavaName(), e);
            if (e.getString("kind").equals("free"))
                holds.add(new RecordedEvent[] {got.remove(e.getThread().getJavaName()), e});
        }
        holds.sort((a, b) -> a[0].getStartTime().compareTo(b[0].getStartTime()));
        var first = holds.getFirst()[0].getStartTime();
        return holds.stream()
                .map(h -> h[0].getThread().getJavaName() + " " + Duration.between(first, h[0].getStartTime()).toNanos()
                        + " " + Duration.between(first, h[1].getStartTime()).toNanos())
                .toList();
    }

    private static List<String> drawnHolds(List<Bar> holds) {
        long first = holds.getFirst().from();
        return holds.stream().map(h -> h.who() + " " + (h.from() - first) + " " + (h.to() - first)).toList();
    }

    private static void assertNoTwoHoldAtTheSameTime(List<Bar> holds) {
        for (int i = 1; i < holds.size(); i++) assertThat(holds.get(i).overlaps(holds.get(i - 1)))
                .as("%s and %s", holds.get(i - 1), holds.get(i)).isFalse();
    }

    @Test void sellersWithALockNeverHoldItTogetherAndWhatIsDrawnIsWhatWasRecorded() throws Exception {
        var cell = run("--save locked.jfr", "sellAll(() -> sellLocked());");
        assertThat(kernel.run("ticket").result()).isEqualTo("0");
        var holds = holds(cell);
        assertThat(holds).hasSize(30).extracting(Bar::on).containsOnly("ReentrantLock lock");
        assertNoTwoHoldAtTheSameTime(holds);
        var events = recorded("locked.jfr");
        assertThat(drawnHolds(holds)).isEqualTo(recordedHolds(events));

        var waits = bars(cell).stream()
                .filter(b -> b.state().startsWith("waiting for a lock") && b.who().startsWith("线程")).toList();
        assertThat(waits).isNotEmpty().allSatisfy(w -> {
            assertThat(w.on()).isEqualTo("ReentrantLock lock");
            assertThat(w.where()).isEqualTo("In[1], line 25: lock.lock();");
            // whoever is said to have held it did so then, and nobody else
            assertThat(Stream.of(w.heldBy().split(", ")).filter(name -> !name.isEmpty()).toList()).isEqualTo(holds
                    .stream().filter(h -> h.overlaps(w) && !h.who().equals(w.who())).map(Bar::who).distinct().toList());
        });
        assertThat(waits.stream().map(w -> w.who() + " " + w.length()).sorted()).isEqualTo(events.stream()
                .filter(e -> e.getEventType().getName().equals("jdk.ThreadPark")
                        && e.getThread().getJavaName().startsWith("线程") && e.getClass("parkedClass") != null)
                .filter(e -> e.getStackTrace().getFrames().stream().anyMatch(
                        f -> f.getMethod().getType().getName().equals("java.util.concurrent.locks.ReentrantLock")))
                .map(e -> e.getThread().getJavaName() + " " + e.getDuration().toNanos()).sorted().toList());
    }

    @Test void synchronizedTooAndTheWaitsAreTheJvms() throws Exception {
        var cell = run("--save monitor.jfr", "sellAll(() -> sellSynchronized());");
        var holds = holds(cell);
        assertThat(holds).hasSize(30).extracting(Bar::on).containsOnly("synchronized (monitor)");
        assertNoTwoHoldAtTheSameTime(holds);
        var events = recorded("monitor.jfr");
        assertThat(drawnHolds(holds)).isEqualTo(recordedHolds(events));
        assertThat(bars(cell).stream()
                .filter(b -> b.state().startsWith("waiting for a lock") && b.on().equals("synchronized (monitor)"))
                .map(w -> w.who() + " " + w.length()).sorted())
                .isNotEmpty()
                .isEqualTo(events.stream()
                        .filter(e -> e.getEventType().getName().equals("jdk.JavaMonitorEnter")
                                && e.getThread().getJavaName().startsWith("线程")
                                && e.getClass("monitorClass").getName().equals("java.lang.Object"))
                        .map(e -> e.getThread().getJavaName() + " " + e.getDuration().toNanos()).sorted().toList());
    }

    @Test void sellersWithoutALockAreInTheSectionTogether() throws Exception {
        var cell = run(
                "var together = new CyclicBarrier(3); sellAll(() -> quietly(() -> { together.await(); sell(); }));");
        assertThat(holds(cell)).isEmpty();
        var parked = bars(cell).stream()
                .filter(b -> b.state().startsWith("parked") && b.where().startsWith("In[1], line 7: ")).toList();
        assertThat(parked).anySatisfy(p -> assertThat(parked).anyMatch(q -> !q.who().equals(p.who()) && q.overlaps(p)));
    }

    @Test void everyLaneIsCoveredFromItsBeginningToItsEndWithoutGapsOrOverlaps() throws Exception {
        var cell = run("sellAll(() -> sellLocked());");
        for (var who : List.of("main", "线程1", "线程2", "线程3")) {
            var lane =
                    bars(cell).stream().filter(b -> b.who().equals(who) && !b.state().startsWith("holding")).toList();
            for (int i = 1; i < lane.size(); i++) assertThat(lane.get(i).from()).isEqualTo(lane.get(i - 1).to());
        }
    }

    @Test void eachKindOfWaitShowsAsWhatItIs() throws Exception {
        var cell =
                run("""
                        {
                            var main = Thread.currentThread();
                            var q = new LinkedBlockingQueue<Integer>();
                            var sem = new Semaphore(0);
                            var done = new CountDownLatch(1);
                            var joins = new CountDownLatch(1);
                            var taker = Thread.ofPlatform().name("取").start(() -> quietly(() -> { q.take(); sem.acquire(); synchronized (done) { done.wait(); } }));
                            var virtual = Thread.ofVirtual().name("虚拟").start(() -> quietly(() -> { done.await(); Thread.sleep(5); joins.countDown(); taker.join(); while (main.getState() != Thread.State.WAITING) Thread.onSpinWait(); }));
                            var server = new ServerSocket(0);
                            var client = Thread.ofPlatform().name("客户").start(() -> quietly(() -> { try (var s = new Socket("127.0.0.1", server.getLocalPort())) { s.getInputStream().read(); } }));
                            BiConsumer<Thread, String> awaitWaiting = (t, on) -> {
                                while (t.getState() != Thread.State.WAITING || !String.valueOf(java.util.concurrent.locks.LockSupport.getBlocker(t)).contains(on)) Thread.onSpinWait();
                            };
                            try (var s = server.accept()) {
                                while (Stream.of(client.getStackTrace()).noneMatch(f -> f.getMethodName().equals("read0"))) Thread.onSpinWait();
                                Thread.sleep(20);
                                s.getOutputStream().write(1);
                            }
                            awaitWaiting.accept(taker, "ConditionObject");
                            q.put(1);
                            awaitWaiting.accept(taker, "Semaphore");
                            awaitWaiting.accept(virtual, "CountDownLatch");
                            sem.release();
                            done.countDown();
                            joins.await();
                            awaitWaiting.accept(taker, "null");     // in Object.wait
                            while (virtual.getState() != Thread.State.WAITING) Thread.onSpinWait();
                            synchronized (done) { done.notify(); }
                            virtual.join();
                            client.join();
                        }
                        """);
        assertThat(cell.error()).isEmpty();
        assertThat(bars(cell).stream().map(b -> b.who() + " " + b.state() + " " + b.on()))
                .contains("取 waiting q.take", "取 waiting for a lock Semaphore sem", "取 waiting done.wait",
                        "虚拟 waiting done.await", "虚拟 sleeping sleep", "虚拟 waiting join 取", "main sleeping sleep",
                        "main waiting join 虚拟")
                .anyMatch(b -> b.startsWith("客户 input or output SocketRead 127.0.0.1:")
                        || b.startsWith("客户 input or output") && b.endsWith(".read"));
    }

    @Test void virtualThreadsShowTheirLocksToo() throws Exception {
        var cell = run(
                "sellAll(() -> { }); { var vs = new ArrayList<Thread>(); for (int i = 1; i <= 3; i++) vs.add(Thread.ofVirtual().name(\"虚拟\" + i).start(() -> { sellLocked(); sellSynchronized(); })); for (var v : vs) v.join(); }");
        var holds = holds(cell).stream().filter(h -> h.who().startsWith("虚拟")).toList();
        assertThat(holds).hasSize(6);
        assertNoTwoHoldAtTheSameTime(holds.stream().filter(h -> h.on().equals("ReentrantLock lock")).toList());
        assertNoTwoHoldAtTheSameTime(holds.stream().filter(h -> h.on().equals("synchronized (monitor)")).toList());
        assertThat(
                bars(cell).stream().filter(b -> b.state().startsWith("waiting for a lock") && b.who().startsWith("虚拟")))
                // an owner may be gone when it is looked for
                .filteredOn(b -> !b.heldBy().isEmpty()).isNotEmpty().allMatch(b -> b.heldBy().contains("虚拟"));
    }

    // ---- processes ----

    @Test void twoChildProcessesHaveTheirPrintsAndExitCodes() throws Exception {
        kernel.run(
                "%%javac Dance.java\nvoid main(String[] args) throws InterruptedException { for (int i = 0; i < 3; i++) { IO.println(args[0]); Thread.sleep(100); } System.exit(Integer.parseInt(args[1])); }");
        var cell = run(
                "{ var p1 = new ProcessBuilder(\"java\", \"Dance\", \"跳舞\", \"0\").inheritIO().start(); var p2 = new ProcessBuilder(\"java\", \"Dance\", \"唱歌\", \"3\").inheritIO().start(); p1.waitFor(); p2.waitFor(); }");
        assertThat(cell.stdout().lines()).containsExactlyInAnyOrder("跳舞", "跳舞", "跳舞", "唱歌", "唱歌", "唱歌");
        awaitLastPicture(cell);
        // two prints of a child that are read at once count as one
        assertThat(text(cell).lines())
                .anyMatch(l -> l.matches("\\d+: java Dance 跳舞 0 +\\|.*process alive.*printed [1-3]×, exit code 0"))
                .anyMatch(l -> l.matches("\\d+: java Dance 唱歌 3 +\\|.*process alive.*printed [1-3]×, exit code 3"));
    }

    @Test void aChildJvmShowsItsThreadsWhenAskedFor() throws Exception {
        kernel.run("""
                %%javac Two.java
                final Object monitor = new Object();
                final Thread main = Thread.currentThread();
                void main() throws InterruptedException {
                    var has = new CountDownLatch(1);
                    var t = Thread.ofPlatform().name("孩子线程").start(() -> hold(has));
                    has.await();
                    synchronized (monitor) { IO.println("完"); }
                    t.join();
                }
                void hold(CountDownLatch has) {
                    synchronized (monitor) {
                        while (main.getState() != Thread.State.WAITING) Thread.onSpinWait();
                        has.countDown();
                        while (main.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
                        try { Thread.sleep(100); } catch (InterruptedException e) { }
                    }
                }
                """);
        var cell = run("--children", "new ProcessBuilder(\"java\", \"Two\").inheritIO().start().waitFor()");
        assertThat(cell.stdout()).isEqualTo("完\n");
        assertThat(cell.stderr()).isEmpty();
        assertThat(cell.result()).isEqualTo("0");
        awaitLastPicture(cell);
        var bars = bars(cell);
        assertThat(bars).anyMatch(b -> b.who().matches("\\d+: 孩子线程") && b.state().startsWith("sleeping")
                && b.length() >= 100_000_000 && b.where().equals("Two.java, line 15"));
        assertThat(bars).anyMatch(b -> b.who().matches("\\d+: main") && b.state().equals("waiting")
                && b.on().equals("CountDownLatch.await") && b.where().equals("Two.java, line 6"));
        assertThat(bars).anyMatch(b -> b.who().matches("\\d+: main") && b.state().startsWith("waiting for a lock")
                && b.heldBy().equals("孩子线程") && b.where().equals("Two.java, line 7"));
        assertThat(text(run("new ProcessBuilder(\"java\", \"Two\").inheritIO().start().waitFor()")))
                .doesNotContain("孩子线程");
    }

    // ---- when it ends ----

    @Test void aLateThreadIsFollowedToItsEnd() throws Exception {
        var cell = run(
                "var go = new CountDownLatch(1); var late = Thread.ofPlatform().name(\"迟到\").start(() -> quietly(() -> { go.await(); IO.println(\"迟\"); }));");
        assertThat(text(cell)).contains("迟到").contains("goes on");
        kernel.run("go.countDown(); late.join();");
        cell.await("the last picture", () -> pictures(cell).count() == 2);
        assertThat(text(cell).lines())
                .anyMatch(l -> l.startsWith("迟到") && l.contains("printed 1×") && !l.contains("goes on"));
        assertThat(cell.iopub("update_display_data").getFirst().path("transient"))
                .isEqualTo(cell.iopub("display_data").getFirst().path("transient"));
    }

    @Test void thePictureStandsAboveAllThatIsPrinted() throws Exception {
        var cell = run(
                "IO.println(\"first\"); var next = new CountDownLatch(1); var printing = Thread.ofPlatform().name(\"还在印\").start(() -> quietly(() -> { next.await(); IO.println(\"last\"); }));");
        kernel.run("next.countDown(); printing.join();");
        cell.awaitStdout("last").await("the last picture", () -> pictures(cell).count() == 2);
        assertThat(cell.iopubTypes()).filteredOn(type -> type.equals("stream") || type.equals("display_data"))
                .containsExactly("display_data", "stream", "stream");
        assertThat(picture(cell).path("transient")).isEqualTo(cell.iopub("display_data").getFirst().path("transient"));
    }

    @Test void whoClearsTheOutputHasThePictureAllTheSame() throws Exception {
        var cell = run("IO.println(\"first\"); clearOutput(false);");
        assertThat(pictures(cell)).singleElement().isEqualTo(cell.iopub("display_data").getLast());
    }

    @Test void aThreadThatNeverEndsIsFollowedToTheLimit() throws Exception {
        var cell = run("--limit 100ms",
                "never.lock(); var waiter = Thread.ofPlatform().name(\"永远等\").start(() -> quietly(() -> never.lockInterruptibly()));");
        cell.await("the last picture", () -> pictures(cell).count() == 2);
        assertThat(bars(cell).stream().filter(b -> b.who().equals("永远等")).toList().getLast())
                .matches(b -> b.state().startsWith("waiting for a lock") && b.on().equals("ReentrantLock never")
                        && b.heldBy().equals("main"));
        kernel.run("waiter.interrupt(); waiter.join(); never.unlock();");
    }

    @Test void anIdlePoolIsNotWaitedFor() throws Exception {
        var cell = run("--limit 60m --save pool.jfr",
                "var pool = Executors.newFixedThreadPool(2); pool.submit(() -> 1).get()");
        assertThat(cell.result()).isEqualTo("1");
        cell.await("the end of the recording", () -> Files.exists(folder.resolve("pool.jfr")));
        kernel.run("pool.close();");
    }

    @Test void aStoppedCellHasItsTimeline() throws Exception {
        var cell = kernel.begin(
                "%%timeline\nvar doomed = Thread.ofPlatform().name(\"被停\").start(() -> quietly(() -> Thread.sleep(100_000)));\nIO.println(\"begun\");\nwhile (true) Thread.onSpinWait();");
        cell.awaitStdout("begun");
        kernel.request("control", "interrupt_request", Map.of());
        cell.awaitEnd();
        assertThat(cell.reply().path("ename").asString()).isEqualTo("Stopped");
        cell.await("its picture, for which nobody waits", () -> pictures(cell).count() > 0);
        assertThat(text(cell)).contains("main").contains("被停");
        assertThat(kernel.run("1").result()).isEqualTo("1");
    }

    // ---- the cell's own result ----

    @Test void theCellsOwnResultAndOutputAreKept() throws Exception {
        var cell = run("IO.println(\"out\");\n6 * 7");
        assertThat(cell.stdout()).isEqualTo("out\n");
        assertThat(cell.result()).isEqualTo("42");
        assertThat(picture(cell).path("data").propertyNames()).contains(VEGA, "image/svg+xml", "text/plain");
    }

    @Test void aCellThatThrowsHasItsErrorAndItsTimeline() throws Exception {
        var cell = run("Thread.sleep(5);\nthrow new IllegalStateException(\"坏了\");");
        assertThat(cell.error()).contains("IllegalStateException: 坏了");
        assertThat(bars(cell)).anyMatch(b -> b.state().startsWith("sleeping"));
    }

    @Test void aCellThatDoesNotCompileHasOnlyItsError() throws Exception {
        var cell = run("int x = 1 + ;");
        assertThat(cell.error()).contains(", line 2: ");
        assertThat(cell.iopub("display_data")).isEmpty();
    }

    @Test void wrongOptionsAreExplainedAndNothingRuns() throws Exception {
        for (var options : List.of("--nothing", "--limit", "--limit soon", "--save", "sellers")) {
            var cell = run(options, "IO.println(\"ran\");");
            assertThat(cell.error()).as(options).startsWith("UsageError: %%timeline ")
                    .contains("For example: %%timeline");
            assertThat(cell.stdout()).isEmpty();
        }
    }

    @Test void whereNothingCanBeRecordedTheCellRunsAllTheSame(@TempDir Path other) throws Exception {
        try (var without = KernelProcess.start(other, Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=/dev/null/none"))) {
            var cell = without.run("%%timeline\n6 * 7");
            assertThat(cell.result()).isEqualTo("42");
            assertThat(cell.stderr()).startsWith("no timeline: this JVM does not record: ");
            assertThat(cell.iopub("display_data")).isEmpty();
        }
    }

    // ---- many ----

    @Test void twoHundredThreadsAreOneRow() throws Exception {
        var cell = run(
                "{ var all = new ArrayList<Thread>(); for (int i = 0; i < 200; i++) all.add(Thread.ofPlatform().name(\"工人-\" + i).start(() -> LockSupport.parkNanos(1_000_000))); for (var t : all) t.join(); }");
        assertThat(text(cell)).contains("201 lanes").contains("工人-# ×200");
        assertThat(text(cell).lines()).hasSizeLessThan(8);
    }

    @Test void tenThousandVirtualThreadsToo() throws Exception {
        var cell = run(
                "try (var each = Executors.newVirtualThreadPerTaskExecutor()) { for (int i = 0; i < 10_000; i++) each.submit(() -> { Thread.sleep(10); return 0; }); }");
        assertThat(text(cell)).contains("10,001 lanes").contains("×10000");
        assertThat(picture(cell).path("data").path("image/svg+xml").asString()).hasSizeLessThan(500_000);
    }
}
