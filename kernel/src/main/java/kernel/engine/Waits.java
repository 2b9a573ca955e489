package kernel.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The JDK's waits that an interrupt does not end, for the notebook's code: woven before the methods of the same names.
 * They wait as those do, and keep an interrupt for later as those do; only when the waiting thread's cell is being
 * stopped, they throw. Only objects whose class is exactly the JDK's are waited for: what the notebook's own class does
 * instead is its business.
 */
public final class Waits {
    private static final MethodHandles.Lookup HELP = help();

    private Waits() { }

    /** Links a wait. Called by the JVM, for woven code. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type)
            throws ReflectiveOperationException {
        return new ConstantCallSite(HELP.findStatic(HELP.lookupClass(), name, type));
    }

    /** A hidden class: its methods are in no stack trace. */
    private static MethodHandles.Lookup help() {
        try (var bytes = Waits.class.getResourceAsStream("Waits$Help.class")) {
            return MethodHandles.lookup().defineHiddenClass(bytes.readAllBytes(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What {@link #help} makes a hidden class of. */
    private static final class Help {
        /** Whether the lock is locked now; else it is for its own {@code lock()} to do that. */
        static boolean lock(Object lock) {
            boolean interrupted = false;
            while (true) {
                try {
                    switch (lock) {
                        case ReentrantLock l when l.getClass() == ReentrantLock.class -> l.lockInterruptibly();
                        case ReentrantReadWriteLock.ReadLock l when l.getClass() == ReentrantReadWriteLock.ReadLock.class -> l.lockInterruptibly();
                        case ReentrantReadWriteLock.WriteLock l when l.getClass() == ReentrantReadWriteLock.WriteLock.class -> l.lockInterruptibly();
                        case null, default -> {
                            return false;
                        }
                    }
                    if (interrupted) Thread.currentThread().interrupt();
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    goOn();
                }
            }
        }

        /** Whether the permit is acquired now; else it is for the semaphore's own method to do that. */
        static boolean acquireUninterruptibly(Object semaphore) {
            boolean interrupted = false;
            while (semaphore instanceof Semaphore s && s.getClass() == Semaphore.class) {
                try {
                    s.acquire();
                    if (interrupted) Thread.currentThread().interrupt();
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    goOn();
                }
            }
            return false;
        }

        /** Waits until the future is done, whose own {@code join()} tells how. */
        static void join(Object future) {
            boolean interrupted = false;
            while (future instanceof CompletableFuture<?> f && f.getClass() == CompletableFuture.class && !f.isDone()) {
                try {
                    f.get();
                } catch (ExecutionException | CancellationException e) {
                    // it is done
                } catch (InterruptedException e) {
                    interrupted = true;
                    goOn();
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }

        /** The current thread was interrupted: to end it, or by the notebook's own code. */
        private static void goOn() {
            try {
                StopPoint.throwIfStopped();
            } catch (StopPoint.Stopped e) {
                Thread.currentThread().interrupt();
                throw e;
            }
        }
    }
}
