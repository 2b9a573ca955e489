package javakernel.engine.woven;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;

/**
 * The check that the weaver puts before each backward branch and at the beginning of lambdas and of methods that may
 * call themselves, so that any loop and any recursion can be stopped. It costs nothing ({@link WovenCalls}) until
 * something is being stopped: then each check asks whether its thread works for a stopped cell, and throws. One stop at
 * a time.
 */
public final class StopPoint {
    private static final WovenCalls STOPPING = new WovenCalls();
    private static final CallSite CHECK =
            STOPPING.call(MethodHandles.empty(MethodType.methodType(void.class)), check());
    private static final Set<Object> STOPPED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>())); // cells and threads
    private static volatile long stoppedRun;

    /** Thrown in a thread of the notebook that is being stopped. Carries no stack trace. */
    public static final class Stopped extends Error {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private StopPoint() {}

    /**
     * From now on until {@link #end} every check asks whether it is to throw, also each time that a doomed thread
     * catches that.
     */
    public static void begin() {
        STOPPING.on();
    }

    /**
     * Dooms all cells up to {@code run} ({@link Cell#run}), whichever thread they are in, and more cells and threads.
     */
    public static void doom(long run, Collection<?> more) {
        if (run > stoppedRun) stoppedRun = run;
        STOPPED.addAll(more);
    }

    /** What comes after this stop in these threads is not to be stopped. */
    public static void pardon(Collection<Thread> threads) {
        STOPPED.removeAll(threads);
    }

    /** Checks cost nothing again. */
    public static void end() {
        STOPPING.off();
    }

    /** Links one check. Called by the JVM, for woven code. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type) {
        return CHECK;
    }

    /**
     * Between two statements of a cell: whether or not something is being stopped, the notebook may have gone on
     * without it.
     */
    public static void between() {
        throwIfStopped();
    }

    public static void throwIfStopped() {
        if (isStopped()) throw new Stopped();
    }

    /** Whether the current thread is to stop. */
    public static boolean isStopped() {
        var cell = CellOfThread.current();
        return cell != null && isStopped(cell) || STOPPED.contains(Thread.currentThread());
    }

    public static boolean isStopped(Cell cell) {
        return cell.run() <= stoppedRun || STOPPED.contains(cell);
    }

    private static MethodHandle check() {
        try {
            return MethodHandles.lookup().findStatic(StopPoint.class, "throwIfStopped",
                    MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
