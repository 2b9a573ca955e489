package javakernel.base;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The heap is the notebook's too, and may be full at any time. A part of it is set aside, and given up when an
 * allocation fails, so that the kernel's own threads go on, and the reader is told and can free what is held. Any
 * thread may call.
 */
public final class Memory {
    private static final int RESERVE = (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final int MAX_CAUSES = 100;
    private static final long ROOM = 3L * RESERVE;
    private static final int TRIES = 500;
    private static final int PATIENCE = 100; // waits, of all threads
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final AtomicInteger waits = new AtomicInteger();
    private static volatile byte @Nullable [] reserve = new byte[RESERVE];

    private Memory() {}

    /** Gives up what is set aside, if {@code thrown}, which ended code of the notebook, comes of a full heap. */
    public static void note(Throwable thrown) {
        int left = MAX_CAUSES; // causes may form a ring
        for (var t = thrown; t != null && left > 0; t = t.getCause(), left--) {
            if (t instanceof OutOfMemoryError) reserve = null;
        }
    }

    /** Sets aside again what was given up, where there is room for it. To be called now and then. */
    public static void setAside() {
        if (reserve != null) return;
        if (free() < ROOM) System.gc();
        if (free() < ROOM) return;
        waits.set(0);
        try {
            reserve = new byte[RESERVE];
        } catch (OutOfMemoryError e) {
            // another time
        }
    }

    /** Whether it is the system that has no thread left, not the heap that is full. */
    public static boolean isOfThreads(OutOfMemoryError error) {
        return String.valueOf(error.getMessage()).startsWith("unable to create native thread");
    }

    private static long free() {
        var runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    /**
     * Waits a little for memory, after an allocation failed. What is set aside is for when the notebook's code has come
     * to its end, or does not.
     */
    public static void await() {
        if (waits.incrementAndGet() > PATIENCE) reserve = null;
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Does {@code step}, which must not be left out: again while there is not the memory for it, for some seconds. */
    public static <T extends @Nullable Object, X extends Exception> T retry(Step<T, X> step) throws X {
        for (int left = TRIES;; left--) {
            try {
                return step.run();
            } catch (OutOfMemoryError e) {
                if (left == 1) throw e;
                await();
            }
        }
    }

    /** Something that does nothing by halves when it runs out of memory, or can be done again. */
    @FunctionalInterface public interface Step<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    public static void retry(Runnable step) {
        retry(() -> {
            step.run();
            return null;
        });
    }
}
