package javakernel.notebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javakernel.base.Texts;
import javakernel.display.render.Rethrow;

/**
 * Threads that begin their actions at the same time, as nearly as the machine can. Each waits at a barrier until all
 * have come: by spinning if there is a core for each, so that they leave it within a microsecond; else asleep. One use
 * is for one run; the current thread waits for its end.
 */
final class Together {
    private static final int SPINS = 10_000; // then the machine has other work for this core
    private static final AtomicInteger STRESS = new AtomicInteger();

    private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger missing;
    private final CountDownLatch latch;
    private final boolean spins;
    private volatile boolean cancelled;

    private Together(int actions) {
        missing = new AtomicInteger(actions);
        latch = new CountDownLatch(actions);
        spins = actions <= Runtime.getRuntime().availableProcessors();
    }

    /** Waits until all have ended, and then throws what the first of them that failed has thrown. */
    static void run(List<? extends Action> actions) {
        if (actions.isEmpty()) throw new IllegalArgumentException(Texts.of("together.nothing"));
        new Together(actions.size()).begin(actions);
    }

    private void begin(List<? extends Action> actions) {
        var threads = new ArrayList<Thread>();
        try {
            for (var action : actions)
                threads.add(Thread.ofPlatform().name("actor-" + (threads.size() + 1)).start(() -> act(action)));
            for (var thread : threads) thread.join();
        } catch (InterruptedException | OutOfMemoryError e) { // it is to end, or the machine has no more threads
            cancelled = true;
            threads.forEach(Thread::interrupt);
            throw Rethrow.of(e);
        }
        if (!thrown.isEmpty()) throw Rethrow.of(thrown.getFirst());
    }

    private void act(Action action) {
        try {
            awaitAll();
            if (!cancelled) action.run();
        } catch (Throwable e) {
            thrown.add(e);
        }
    }

    private void awaitAll() throws InterruptedException {
        latch.countDown();
        if (!spins) latch.await();
        else {
            missing.decrementAndGet();
            for (int i = 0; missing.get() > 0 && !cancelled; i++) {
                if (i < SPINS) Thread.onSpinWait();
                else Thread.yield();
            }
        }
    }

    /**
     * Runs {@code body} while every core has other work, so that its threads are stopped and go on at places where they
     * otherwise seldom are.
     */
    static <T> T underStress(Callable<T> body) {
        int cores = Runtime.getRuntime().availableProcessors();
        var over = new CountDownLatch(1);
        for (int i = 1; i <= cores; i++) {
            Thread.ofPlatform().name("stress-" + i).daemon().start(() -> {
                while (over.getCount() > 0 && !Thread.currentThread().isInterrupted()) Thread.onSpinWait();
            });
        }
        STRESS.addAndGet(cores);
        try {
            return body.call();
        } catch (Exception e) {
            throw Rethrow.of(e);
        } finally {
            STRESS.addAndGet(-cores);
            over.countDown();
        }
    }

    /** How many threads do that now. */
    static int stress() {
        return STRESS.get();
    }
}
