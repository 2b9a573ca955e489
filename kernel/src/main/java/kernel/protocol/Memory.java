package kernel.protocol;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The heap is the notebook's too, and may be full at any time. A part of it is set aside, and given up when an allocation fails, so that the kernel's
 * own threads go on, and the reader is told and can free what is held. Any thread may call.
 */
public final class Memory {
    private static final int RESERVE = (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static volatile byte[] reserve = new byte[RESERVE];

    private Memory() { }

    /** Gives up what is set aside, if {@code thrown} comes of a full heap. */
    public static void note(Throwable thrown) {
        for (var t = thrown; t != null; t = t.getCause()) {
            if (t instanceof OutOfMemoryError) reserve = null;
        }
    }

    /** Sets aside again what was given up, where there is room for it. To be called now and then. */
    public static void setAside() {
        var runtime = Runtime.getRuntime();
        if (reserve != null || runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory() < 3L * RESERVE) return;
        try {
            reserve = new byte[RESERVE];
        } catch (OutOfMemoryError e) {
            // another time
        }
    }

    /** Does {@code step}, which must not be left out: again and again while there is not the memory for it. */
    public static <T> T insist(Supplier<T> step) {
        while (true) {
            try {
                return step.get();
            } catch (OutOfMemoryError e) {
                note(e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    public static void insist(Runnable step) {
        insist(() -> {
            step.run();
            return null;
        });
    }
}
