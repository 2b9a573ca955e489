package javakernel.engine.javac;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javakernel.base.KernelThread;

/**
 * The thread that compiles: with a stack that is deep enough for code nested a thousand times, and which nobody
 * interrupts. Who waits for it can be interrupted.
 */
public final class CompilerThread {
    private static final long STACK_BYTES = 512L << 20; // reserved; the system gives what is used

    private volatile ExecutorService thread = start();

    private static ExecutorService start() {
        return Executors.newSingleThreadExecutor(job -> KernelThread.of("compiler", job, STACK_BYTES));
    }

    /** The one that waits need not wait any more. */
    public static final class Abandoned extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Does {@code job} and returns what it gives, or throws what it throws.
     *
     * @param isStopped asked when the current thread is interrupted: whether it is to wait no longer. The job goes on
     *                  until its end; the next one has a thread of its own
     */
    public <T> T call(Callable<T> job, BooleanSupplier isStopped) throws Abandoned {
        var task = new FutureTask<>(job);
        thread.execute(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (!isStopped.getAsBoolean()) continue;
                    thread.shutdown();
                    thread = start();
                    throw new Abandoned();
                }
            }
        } catch (ExecutionException e) {
            throw CompilerThread
                    .<RuntimeException>thrown(Objects.requireNonNull(e.getCause(), "the job has thrown it"));
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked") private static <X extends Throwable> X thrown(Throwable cause) throws X {
        throw (X) cause;
    }
}
