package kernel.engine;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import kernel.output.Cell;
import kernel.output.Cells;

/**
 * The check that the weaver puts before each backward branch and at the beginning of lambdas and of methods that call the notebook's, so that
 * any loop and any recursion can be stopped. It is an {@code invokedynamic} call to nothing behind a {@link SwitchPoint}, which the JIT folds away: no field is read in the loop, so the
 * memory model is what plain Java has. To stop, the switch point is invalidated; until the stop is over each check then takes the slow path,
 * where the threads of stopped cells throw. One stop at a time.
 */
public final class StopPoint {
    private static final MethodHandle NOTHING = MethodHandles.empty(MethodType.methodType(void.class));
    private static final MethodHandle SLOW = slow();
    private static volatile SwitchPoint running = new SwitchPoint();    // null while something is being stopped
    private static final Set<Object> STOPPED = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));      // cells and threads
    private static volatile long stoppedRun;

    /** Thrown in a thread of the notebook that is being stopped. Carries no stack trace. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private StopPoint() { }

    /** From now on until {@link #end} every check asks whether it is to throw, also each time that a doomed thread catches that. */
    static void begin() {
        var old = running;
        running = null;
        SwitchPoint.invalidateAll(new SwitchPoint[] {old});
    }

    /** Dooms all cells up to {@code run} ({@link Cell#run}), whichever thread they are in, and more cells and threads. */
    static void doom(long run, Collection<?> more) {
        if (run > stoppedRun) stoppedRun = run;
        STOPPED.addAll(more);
    }

    /** Checks cost nothing again. */
    static void end() {
        running = new SwitchPoint();
    }

    /** Links one check. Called by the JVM, for woven code. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type) {
        var site = new MutableCallSite(type);
        site.setTarget(SLOW.bindTo(site));      // checked once before it is linked: the cell may have been stopped meanwhile
        return site;
    }

    private static void check(MutableCallSite site) {
        var now = running;
        if (now != null) site.setTarget(now.guardWithTest(NOTHING, SLOW.bindTo(site)));
        throwIfStopped();
    }

    static void throwIfStopped() {
        var cell = Cells.current();
        if (cell != null && isStopped(cell) || STOPPED.contains(Thread.currentThread())) throw new Stopped();
    }

    static boolean isStopped(Cell cell) {
        return cell.run() <= stoppedRun || STOPPED.contains(cell);
    }

    private static MethodHandle slow() {
        try {
            return MethodHandles.lookup().findStatic(StopPoint.class, "check", MethodType.methodType(void.class, MutableCallSite.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
