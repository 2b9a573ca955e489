package javakernel.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the kernel weaves to find and to stop threads is not to be seen by the notebook's code: a cell does what the
 * same program does by {@code java}.
 */
class JavaAsItIsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        run("""
                class MyTask implements Runnable {
                    final int n;
                    MyTask(int n) { this.n = n; }
                    public void run() { IO.println("task " + n); }
                }
                interface Named { default String name() { return "named"; } }
                """);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    private static Run run(String code) throws InterruptedException {
        var cell = kernel.run(code);
        assertThat(cell.error()).isEmpty();
        return cell;
    }

    // ---- waits ----

    @Test void aLockOfTheNotebooksIsLockedByItsOwnMethod() throws Exception {
        assertThat(run("""
                class TASLock implements Lock {
                    final AtomicBoolean locked = new AtomicBoolean();
                    public void lock() { while (locked.getAndSet(true)) Thread.onSpinWait(); }
                    public void unlock() { locked.set(false); }
                    public void lockInterruptibly() { throw new UnsupportedOperationException(); }
                    public boolean tryLock() { throw new UnsupportedOperationException(); }
                    public boolean tryLock(long time, TimeUnit unit) { throw new UnsupportedOperationException(); }
                    public Condition newCondition() { throw new UnsupportedOperationException(); }
                }
                Lock tas = new TASLock();
                int counted = 0;
                var adders = new ArrayList<Thread>();
                for (int t = 0; t < 2; t++) adders.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        tas.lock();
                        try {
                            counted++;
                        } finally {
                            tas.unlock();
                        }
                    }
                }));
                for (var adder : adders) adder.join();
                counted
                """).result()).isEqualTo("20000");
    }

    @Test void overriddenWaitsAreCalled() throws Exception {
        assertThat(
                run("""
                        var log = new ArrayList<String>();
                        ReentrantLock lock = new ReentrantLock() {
                            @Override public void lock() { log.add("lock"); super.lock(); }
                            @Override public void lockInterruptibly() { log.add("lockInterruptibly"); }
                        };
                        lock.lock();
                        log.add("" + lock.isHeldByCurrentThread());
                        Lock asInterface = lock;
                        asInterface.lock();
                        log.add("" + lock.getHoldCount());
                        Semaphore semaphore = new Semaphore(1) {
                            @Override public void acquireUninterruptibly() { log.add("acquireUninterruptibly"); super.acquireUninterruptibly(); }
                            @Override public void acquire() { log.add("acquire"); }
                        };
                        semaphore.acquireUninterruptibly();
                        log.add("" + semaphore.availablePermits());
                        CompletableFuture<Integer> future = new CompletableFuture<>() {
                            @Override public Integer join() { log.add("join"); return 42; }
                            @Override public Integer get() { log.add("get"); return 0; }
                        };
                        log.add("" + future.join());
                        log.toString()
                        """)
                        .result())
                .isEqualTo("[lock, true, lock, 2, acquireUninterruptibly, 0, join, 42]");
    }

    @Test void waitsOnNothingAndOnWhatFailsThrowWhatTheyThrowByThemselves() throws Exception {
        assertThat(
                run("""
                        Lock none = null;
                        String caught(Runnable r) {
                            try {
                                r.run();
                                return "nothing";
                            } catch (Exception e) {
                                return e + " in " + e.getStackTrace()[0].getMethodName();
                            }
                        }
                        class Waiting {
                            static void onNothing() { none.lock(); }
                        }
                        caught(Waiting::onNothing) + "; " + caught(() -> CompletableFuture.failedFuture(new IllegalStateException("failed")).join())
                        """)
                        .result())
                .endsWith(
                        "in onNothing; java.util.concurrent.CompletionException: java.lang.IllegalStateException: failed in wrapInCompletionException")
                .startsWith("java.lang.NullPointerException: Cannot invoke \"java.util.concurrent.locks.Lock.lock()\"");
    }

    @Test void anInterruptDuringAnUninterruptibleWaitIsKept() throws Exception {
        assertThat(run("""
                var held = new ReentrantLock();
                held.lock();
                var kept = new CompletableFuture<Boolean>();
                var waiter = Thread.ofPlatform().start(() -> {
                    held.lock();
                    held.unlock();
                    kept.complete(Thread.currentThread().isInterrupted());
                });
                while (!held.hasQueuedThread(waiter)) Thread.onSpinWait();
                waiter.interrupt();
                held.unlock();
                kept.get()
                """).result()).isEqualTo("true");
    }

    @Test void aThreadsOwnMethodsAreNotCalledWhenItIsStarted() throws Exception {
        assertThat(run("""
                class Odd extends Thread {
                    int asked;
                    @Override public Thread.State getState() { asked++; return super.getState(); }
                    @Override public int hashCode() { asked++; return 1; }
                    @Override public boolean equals(Object other) { asked++; return true; }
                    @Override public void run() { IO.println("odd"); }
                }
                var odd = new Odd();
                odd.start();
                odd.join();
                odd.asked
                """)).satisfies(cell -> assertThat(cell.result()).isEqualTo("0"),
                cell -> assertThat(cell.stdout()).isEqualTo("odd\n"));
    }

    // ---- tasks ----

    @Test void whatAPoolHandsBackIsTheTask() throws Exception {
        assertThat(
                run("""
                        var seen = new ArrayList<String>();
                        var gate = new CountDownLatch(1);
                        var pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(3)) {
                            @Override protected void beforeExecute(Thread t, Runnable r) { if (r instanceof MyTask task) seen.add("before " + task.n); }
                            @Override protected void afterExecute(Runnable r, Throwable t) { if (r instanceof MyTask task) seen.add("after " + task.n); }
                        };
                        pool.setRejectedExecutionHandler((r, p) -> seen.add("rejected " + ((MyTask) r).n));
                        pool.execute(new MyTask(1) { public void run() { try { gate.await(); } catch (InterruptedException e) { IO.println("interrupted"); } } });
                        var two = new MyTask(2);
                        pool.execute(two);
                        pool.execute(new MyTask(3));
                        Runnable lambda = () -> IO.println("lambda");
                        pool.execute(lambda);
                        pool.execute(new MyTask(4));
                        seen.add("" + pool.getQueue().contains(two) + pool.getQueue().contains(lambda) + (pool.getQueue().peek() == two) + pool.remove(two) + pool.remove(lambda));
                        var neverRun = pool.shutdownNow();
                        pool.awaitTermination(10, TimeUnit.SECONDS);
                        seen.add("never run " + ((MyTask) neverRun.getFirst()).n);
                        seen.toString()
                        """)
                        .result())
                .isEqualTo("[before 1, rejected 4, truetruetruetruetrue, after 1, never run 3]");
    }

    @Test void aQueuesComparatorMayCastTasks() throws Exception {
        assertThat(
                run("""
                        var first = new CountDownLatch(1);
                        try (var byNumber = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(9, Comparator.comparingInt(r -> ((MyTask) r).n)))) {
                            byNumber.execute(new MyTask(0) { public void run() { try { first.await(); } catch (InterruptedException e) { IO.println(e); } } });
                            for (int n : new int[] {3, 1, 2}) byNumber.execute(new MyTask(n));
                            first.countDown();
                        }
                        """)
                        .stdout())
                .isEqualTo("task 1\ntask 2\ntask 3\n");
    }

    @Test void reflectionSeesOnlyTheReadersOwnFieldsAndMethods() throws Exception {
        assertThat(
                run("""
                        class Sum extends RecursiveTask<Integer> {
                            int own;
                            @Override protected Integer compute() { IO.println("sum"); return own; }
                        }
                        class Tick extends TimerTask {
                            int own;
                            @Override public void run() { IO.println("tick"); }
                        }
                        var members = new ArrayList<String>();
                        for (var type : List.of(Sum.class, Tick.class, MyTask.class)) {
                            for (var field : type.getDeclaredFields()) if (!field.getName().startsWith("this$")) members.add(field.getName());
                            for (var method : type.getDeclaredMethods()) if (!method.isBridge()) members.add(method.getName());
                        }
                        members.toString()
                        """)
                        .result())
                .isEqualTo("[own, compute, own, run, n, run]");
    }

    // ---- lambdas ----

    @Test void aLambdaOfSeveralTypesIsOfThemAll() throws Exception {
        assertThat(run("""
                Runnable both = (Runnable & Named) () -> IO.println("both");
                both.run();
                Runnable stored = (Runnable & Serializable) () -> IO.println("stored");
                var bytes = new ByteArrayOutputStream();
                try (var out = new ObjectOutputStream(bytes)) {
                    out.writeObject(stored);
                }
                try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                    ((Runnable) in.readObject()).run();
                }
                ((Named) both).name()
                """)).satisfies(cell -> assertThat(cell.result()).isEqualTo("named"),
                cell -> assertThat(cell.stdout()).isEqualTo("both\nstored\n"));
    }

    @Test void aLambdaThatCapturesNothingIsOneObjectForItsPlace() throws Exception {
        assertThat(
                run("""
                        Runnable printing() { return () -> IO.println("here"); }
                        Runnable capturing(int n) { return () -> IO.println(n); }
                        Runnable other = () -> IO.println("there");
                        Function<Integer, Integer> quiet() { return x -> x + 1; }
                        (printing() == printing()) + " " + (printing() == other) + " " + (capturing(1) == capturing(1)) + " " + (quiet() == quiet())
                                + " " + (capturing(1).getClass() == capturing(2).getClass()) + " " + (printing().getClass() == other.getClass()) + " " + printing().getClass().isHidden()
                                + " " + printing().getClass().getSimpleName().matches(".*\\\\$\\\\$Lambda/0x.*") + " " + List.of(printing().getClass().getInterfaces())
                        """)
                        .result())
                .isEqualTo("true false false true true false true true [interface java.lang.Runnable]");
    }

    @Test void lambdasAndMethodReferencesOfAllShapesDoWhatTheyDoInJava() throws Exception {
        var cell =
                run("""
                        interface Widening { long of(int x); }
                        interface Primitive { double of(long a, double b, int c); }
                        class Speaker {
                            final String name;
                            Speaker(String name) { this.name = name; IO.println("made " + name); }
                            void say() { IO.println("I am " + name); }
                            String saying(Object to) { IO.println("to " + to); return name + to; }
                            static int loudly(Integer n) { IO.println("loudly " + n); return n + 1; }
                            Runnable own() { return this::say; }
                        }
                        Function<String, Speaker> constructor = Speaker::new;
                        Consumer<Speaker> unbound = Speaker::say;
                        var speaker = constructor.apply("A");
                        unbound.accept(speaker);
                        speaker.own().run();
                        Function<Integer, Object> boxed = Speaker::loudly;
                        Widening widening = Speaker::loudly;
                        Function<Object, String> bound = speaker::saying;
                        Primitive primitive = (a, b, c) -> { IO.println(a + " " + b + " " + c); return a + b + c; };
                        Supplier<int[]> array = () -> { IO.println("array"); return new int[3]; };
                        Consumer<Object> printer = System.out::println;
                        Consumer<Integer> dropped = Speaker::loudly;
                        printer.accept(boxed.apply(1) + " " + widening.of(2) + " " + bound.apply(3) + " " + primitive.of(1L, 2.5, 3) + " " + array.get().length);
                        dropped.accept(7);
                        """);
        assertThat(cell.stdout())
                .isEqualTo(
                        "made A\nI am A\nI am A\nloudly 1\nloudly 2\nto 3\n1 2.5 3\narray\n2 3 A3 6.5 3\nloudly 7\n");
    }

    @Test void aTasksStackTraceIsTheOneOfJava() throws Exception {
        assertThat(
                run("""
                        var frames = new LinkedBlockingQueue<String>();
                        void note() {
                            IO.print("");
                            frames.add(Arrays.stream(Thread.currentThread().getStackTrace()).skip(1).map(f -> f.getClassName().startsWith("java.") ? f.getClassName() + "." + f.getMethodName() : f.getMethodName().replaceAll("\\\\d+", "0"))
                                    .toList().toString());
                        }
                        class Noting implements Callable<Object> {
                            public Object call() { note(); return null; }
                            static void reference() { note(); }
                        }
                        try (var one = Executors.newFixedThreadPool(1)) {
                            one.execute(() -> note());
                            one.execute(Noting::reference);
                            one.submit(new Noting());
                        }
                        String.join("\\n", frames).replaceAll("lambda\\\\$[^,]*", "lambda")
                        """)
                        .result())
                .isEqualTo(
                        """
                                [note, lambda, java.util.concurrent.ThreadPoolExecutor.runWorker, java.util.concurrent.ThreadPoolExecutor$Worker.run, java.lang.Thread.run]
                                [note, reference, java.util.concurrent.ThreadPoolExecutor.runWorker, java.util.concurrent.ThreadPoolExecutor$Worker.run, java.lang.Thread.run]
                                [note, call, java.util.concurrent.FutureTask.run, java.util.concurrent.ThreadPoolExecutor.runWorker, java.util.concurrent.ThreadPoolExecutor$Worker.run, java.lang.Thread.run]""");
    }

    @Test void whatATaskThrowsComesOutAsItIs() throws Exception {
        assertThat(
                run("""
                        class Own extends Exception {}
                        Callable<Integer> failing = () -> { IO.print(""); throw new Own(); };
                        var caught = new ArrayList<String>();
                        try { failing.call(); } catch (Exception e) { caught.add(e.getClass().getSimpleName()); }
                        try (var p = Executors.newFixedThreadPool(1)) { p.submit(failing).get(); } catch (ExecutionException e) { caught.add(e.getCause().getClass().getSimpleName()); }
                        try { CompletableFuture.supplyAsync(() -> { IO.print(""); return "a".charAt(2); }).join(); } catch (CompletionException e) { caught.add(e.getCause().getClass().getSimpleName()); }
                        caught.toString()
                        """)
                        .result())
                .isEqualTo("[Own, Own, StringIndexOutOfBoundsException]");
    }

    // ---- which cell ----

    @Test void aLambdaMadeForAFutureStaysWithItsCellWhoeverCompletesThat() throws Exception {
        var first =
                run("var promise = new CompletableFuture<Integer>(); var told = promise.thenAccept(v -> IO.println(\"got \" + v));");
        var later = run("promise.complete(42); told.join();");
        assertThat(later.stdout()).isEmpty();
        assertThat(first.awaitStdout("got").stdout()).isEqualTo("got 42\n");
    }

    @Test void stolenForkJoinTasksPrintUnderTheCellThatBeganThem() throws Exception {
        run("""
                var older = new ForkJoinPool(2);
                older.submit(() -> IO.print("")).get();
                class Halves extends RecursiveAction {
                    final int n;
                    Halves(int n) { this.n = n; }
                    @Override protected void compute() {
                        if (n == 1) {
                            IO.println("leaf");
                            return;
                        }
                        invokeAll(new Halves(n / 2), new Halves(n / 2));
                    }
                }
                """);
        for (int i = 0; i < 20; i++) {
            assertThat(run("older.invoke(new Halves(64));").stdout()).isEqualTo("leaf\n".repeat(64));
        }
    }

    // ---- values ----

    @Test void aValueWhoseTextIsNullIsShownAsNull() throws Exception {
        assertThat(run("class Wordless { public String toString() { return null; } }\nnew Wordless()").result())
                .isEqualTo("null");
        assertThat(run("List.of(new Wordless(), new Wordless())").result()).isEqualTo("[null, null]");
    }
}
