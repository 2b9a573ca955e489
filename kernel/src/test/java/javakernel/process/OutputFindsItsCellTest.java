package javakernel.process;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Output appears under the cell that caused it, whichever thread or process makes it. Each late writer waits on a latch
 * that a later cell opens, so what it prints is printed while that later cell runs: no test depends on time.
 */
class OutputFindsItsCellTest {
    private static final String TEN_LINES =
            IntStream.range(0, 10).mapToObj(i -> "late " + i + "\n").collect(Collectors.joining());

    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("""
                void late(CountDownLatch gate, CountDownLatch done) {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        IO.println("interrupted");
                    }
                    for (int i = 0; i < 10; i++) IO.println("late " + i);
                    done.countDown();
                }
                var gate = new CountDownLatch(0);
                var done = new CountDownLatch(0);
                var pool = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
                var scheduler = Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory());
                var timer = new Timer(true);
                var forkJoin = new ForkJoinPool(2);
                var inbox = new LinkedBlockingQueue<Runnable>();
                var worker = Thread.ofPlatform().daemon().start(() -> {
                    while (true) {
                        try {
                            inbox.take().run();
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
                pool.submit(() -> IO.println("the pool's thread is made by this cell")).get();
                scheduler.submit(() -> { }).get();
                record Named() implements Runnable {
                    public void run() { late(gate, done); }
                }
                record NamedCall() implements Callable<String> {
                    public String call() { late(gate, done); return ""; }
                }
                Thread unstarted;
                """);
    }

    @AfterAll static void stop() throws Exception {
        kernel.close();
    }

    static Arguments[] writers() {
        return new Arguments[] {
                Arguments.of("thread", "new Thread(() -> late(gate, done)).start();"),
                Arguments.of("thread builder", "Thread.ofPlatform().start(() -> late(gate, done));"),
                Arguments.of("thread's thread",
                        "new Thread(() -> new Thread(() -> late(gate, done)).start()).start();"),
                Arguments.of("subclass of Thread",
                        "class Late extends Thread { public void run() { late(gate, done); } }\nnew Late().start();"),
                Arguments.of("virtual thread", "Thread.startVirtualThread(() -> late(gate, done));"),
                Arguments.of("virtual threads' executor",
                        "var each = Executors.newVirtualThreadPerTaskExecutor(); each.submit(() -> late(gate, done));"),
                Arguments.of("new timer",
                        "new Timer(true).schedule(new TimerTask() { public void run() { late(gate, done); } }, 1);"),
                Arguments.of("older timer",
                        "timer.schedule(new TimerTask() { public void run() { late(gate, done); } }, 1);"),
                Arguments.of("new pool",
                        "var fresh = Executors.newFixedThreadPool(1, Thread.ofPlatform().daemon().factory()); fresh.submit(() -> late(gate, done));"),
                Arguments.of("older pool, lambda", "pool.submit(() -> late(gate, done));"),
                Arguments.of("older pool, named Runnable", "pool.execute(new Named());"),
                Arguments.of("older pool, named Callable", "pool.submit(new NamedCall());"),
                Arguments.of("older pool, from a late thread",
                        "new Thread(() -> { try { gate.await(); pool.invokeAll(List.of(new NamedCall())); } catch (InterruptedException e) { } }).start();"),
                Arguments.of("older scheduler",
                        "scheduler.schedule(() -> late(gate, done), 1, TimeUnit.MILLISECONDS);"),
                Arguments.of("older fork-join pool", "forkJoin.submit(() -> late(gate, done));"),
                Arguments.of("fork-join task",
                        "forkJoin.execute(new RecursiveAction() { protected void compute() { late(gate, done); } });"),
                Arguments.of("common pool", "CompletableFuture.runAsync(() -> late(gate, done));"),
                Arguments.of("common pool, later stage",
                        "CompletableFuture.supplyAsync(() -> { try { gate.await(); } catch (InterruptedException e) { } return 1; }).thenAccept(x -> late(gate, done));"),
                Arguments.of("parallel stream of a late thread",
                        "new Thread(() -> { try { gate.await(); } catch (InterruptedException e) { } IntStream.range(0, 1).parallel().forEach(i -> late(gate, done)); }).start();"),
                Arguments.of("home-made pool", "inbox.put(() -> late(gate, done));"),
                Arguments.of("structured scope",
                        "Thread.startVirtualThread(() -> { try (var scope = StructuredTaskScope.open()) { scope.fork(() -> late(gate, done)); scope.join(); } catch (InterruptedException e) { } });"),
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writers") void lateOutputStaysUnderItsCell(String name, String code) throws Exception {
        var cell = kernel.run("gate = new CountDownLatch(1); done = new CountDownLatch(1);\n" + code);
        assertThat(cell.error()).isEmpty();
        assertThat(cell.stdout()).isEmpty();
        var later = kernel.run("gate.countDown(); done.await(); IO.println(\"later\");");
        assertThat(later.stdout()).isEqualTo("later\n");
        assertThat(cell.awaitStdout("late 9\n").stdout()).isEqualTo(TEN_LINES);
    }

    @Test void outputOfAThreadMadeInOneCellAndStartedInAnotherIsTheOthers() throws Exception {
        var made = kernel.run("unstarted = new Thread(() -> IO.println(\"started\"));");
        var started = kernel.run("unstarted.start(); unstarted.join();");
        assertThat(started.stdout()).isEqualTo("started\n");
        assertThat(made.stdout()).isEmpty();
    }

    @Test void aLambdaCalledDirectlyByALaterCellPrintsThere() throws Exception {
        kernel.run("Runnable hello = () -> IO.println(\"hello\");");
        assertThat(kernel.run("hello.run();").stdout()).isEqualTo("hello\n");
        assertThat(kernel.run("pool.submit(hello).get();").stdout()).isEqualTo("hello\n");
    }

    @Test void aRepeatedTaskStaysWithTheCellThatScheduledIt() throws Exception {
        var cell = kernel.run(
                "var ticks = new CountDownLatch(3);\nvar ticking = scheduler.scheduleAtFixedRate(() -> { IO.println(\"tick\"); ticks.countDown(); }, 0, 1, TimeUnit.MILLISECONDS);");
        var later = kernel.run("ticks.await(); ticking.cancel(false);");
        assertThat(later.stdout()).isEmpty();
        assertThat(cell.awaitStdout("tick\ntick\ntick\n").stdout()).matches("(tick\n)+");
    }

    @Test void lateOutputOfAChildProcessStaysUnderItsCell() throws Exception {
        var cell = kernel
                .run("""
                        var child = new ProcessBuilder("sh", "-c", "read line; for i in 0 1 2 3 4 5 6 7 8 9; do echo late $i; done; echo wrong >&2")
                                .redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT).start();
                        """);
        var later =
                kernel.run("child.outputWriter().append(\"go\\n\").close(); child.waitFor(); IO.println(\"later\");");
        assertThat(later.stdout()).isEqualTo("later\n");
        assertThat(cell.stdout()).isEqualTo(TEN_LINES);
        assertThat(cell.stderr()).isEqualTo("wrong\n");
    }

    @Test void aChildThatALateThreadStartsWritesUnderTheThreadsCell() throws Exception {
        var cell = kernel
                .run("""
                        gate = new CountDownLatch(1);
                        var starter = Thread.ofPlatform().start(() -> {
                            try {
                                gate.await();
                                new ProcessBuilder("sh", "-c", "echo late 1; echo wrong >&2").inheritIO().start().waitFor();
                                ProcessBuilder.startPipeline(List.of(new ProcessBuilder("echo", "late 2"),
                                        new ProcessBuilder("cat").redirectOutput(ProcessBuilder.Redirect.INHERIT))).getLast().waitFor();
                                IO.println("late 3");
                            } catch (Exception e) {
                                IO.println(e);
                            }
                        });
                        """);
        var later = kernel.run("""
                gate.countDown();
                starter.join();
                new ProcessBuilder("echo", "later").inheritIO().start().waitFor();
                """);
        assertThat(later.stdout()).isEqualTo("later\n");
        assertThat(cell.stdout()).isEqualTo("late 1\nlate 2\nlate 3\n");
        assertThat(cell.stderr()).isEqualTo("wrong\n");
    }

    @Test void childrenThatALateThreadStartsOneAfterAnotherAppearInTheirOrder() throws Exception {
        var cell = kernel.run("""
                gate = new CountDownLatch(1);
                var inTurn = Thread.ofPlatform().start(() -> {
                    try {
                        gate.await();
                        for (int i = 0; i < 100; i++) new ProcessBuilder("echo", "" + i).inheritIO().start().waitFor();
                    } catch (Exception e) {
                        IO.println(e);
                    }
                });
                """);
        kernel.run(
                """
                        var busy = new ArrayList<Thread>();     // so many that a pipe's thread has to wait for a processor
                        for (int i = 0; i < 8; i++) busy.add(Thread.ofPlatform().start(() -> { while (!Thread.currentThread().isInterrupted()) { } }));
                        gate.countDown();
                        inTurn.join();
                        busy.forEach(Thread::interrupt);
                        """);
        assertThat(cell.stdout().lines())
                .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }

    @Test void childrenOfTwoCellsAtOnceAreKeptApart() throws Exception {
        var code =
                """
                        var %s = new ProcessBuilder("sh", "-c", "read line; seq -f '%s %%.0f' 1 2000").redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
                        """;
        var first = kernel.run(code.formatted("one", "one"));
        var second = kernel.run(code.formatted("two", "two"));
        kernel.run(
                "for (var p : List.of(one, two)) p.outputWriter().append(\"go\\n\").close();\nfor (var p : List.of(one, two)) p.waitFor();");
        assertThat(first.stdout().lines()).hasSize(2000).allMatch(l -> l.startsWith("one "));
        assertThat(second.stdout().lines()).hasSize(2000).allMatch(l -> l.startsWith("two "));
    }

    @Test void whatAChildPrintedBeforeItEndedComesBeforeWhatTheCellPrintsAfterwards() throws Exception {
        for (int i = 0; i < 20; i++) {
            var cell = kernel.run(
                    "IO.println(\"before\"); new ProcessBuilder(\"echo\", \"child\").inheritIO().start().waitFor(); IO.println(\"after\");");
            assertThat(cell.stdout()).isEqualTo("before\nchild\nafter\n");
        }
    }

    @Test void stdoutAndStderrKeepTheirOrder() throws Exception {
        var cell = kernel.run("for (int i = 0; i < 100; i++) (i % 2 == 0 ? System.out : System.err).println(i);");
        var texts = cell.iopub("stream").stream().map(c -> c.path("text").asString()).collect(Collectors.joining());
        assertThat(texts.lines().map(Integer::parseInt))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test void anExceptionOfAThreadAppearsUnderItsCellWithTheThreadsName() throws Exception {
        var cell = kernel.run("""
                var failing = Thread.ofPlatform().name("工人").start(() -> {
                    throw new IllegalStateException("不行");
                });
                failing.join();
                """);
        assertThat(cell.stderr()).contains("Exception in thread \"工人\"").contains("java.lang.IllegalStateException")
                .contains(": 不行").contains("line 2");
    }
}
