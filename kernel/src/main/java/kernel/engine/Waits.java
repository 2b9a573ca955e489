package kernel.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;

/**
 * The JDK's waits that an interrupt does not end, for the notebook's code: woven in place of the methods of the same names. They wait as those
 * do, and keep an interrupt for later as those do; only when the waiting thread's cell is being stopped, they throw.
 */
public final class Waits {
    private Waits() { }

    public static void lock(Lock lock) {
        until(lock::lockInterruptibly);
    }

    public static void acquireUninterruptibly(Semaphore semaphore) {
        until(semaphore::acquire);
    }

    public static <T> T join(CompletableFuture<T> future) {
        until(() -> {
            try {
                future.get();
            } catch (ExecutionException | CancellationException e) {
                // it is done: join tells how
            }
        });
        return future.join();
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    private static void until(Wait wait) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    wait.run();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                    StopPoint.throwIfStopped();
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
