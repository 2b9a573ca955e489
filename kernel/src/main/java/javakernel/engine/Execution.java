package javakernel.engine;

import java.lang.invoke.MethodHandle;
import java.util.List;
import javakernel.base.Memory;
import javakernel.engine.threads.Stop;
import javakernel.engine.threads.Stopwatch;
import javakernel.engine.threads.TimeLimit;
import javakernel.engine.woven.LockEvents;
import org.jspecify.annotations.Nullable;

/** Runs compiled code in this JVM, on the thread that runs the cells. */
final class Execution {
    private final Stop stop;
    private final Stopwatch stopwatch;
    private final TimeLimit timeLimit;
    private volatile @Nullable Thread running; // the one that is in the notebook's code, null for none

    /** Ends a thread that comes out of a cell without which the notebook has gone on. */
    static final class GivenUp extends Error {
        private static final long serialVersionUID = 1;

        GivenUp() {
            super("given up", null, false, false);
        }
    }

    Execution(Stop stop, Stopwatch stopwatch, TimeLimit timeLimit) {
        this.stop = stop;
        this.stopwatch = stopwatch;
        this.timeLimit = timeLimit;
    }

    /**
     * Runs these one after the other and returns what the last gives.
     *
     * @throws Throwable what the notebook's code throws
     */
    @Nullable Object run(List<MethodHandle> code) throws Throwable {
        stopwatch.go();
        running = Thread.currentThread();
        LockEvents.begins();
        try (var _ = timeLimit.begin()) {
            Object value = null;
            for (var part : code) value = part.invoke();
            if (stop.isRunner()) return value;
            throw new GivenUp();
        } catch (Throwable e) {
            Memory.note(e);
            if (stop.isRunner()) throw e;
            throw new GivenUp();
        } finally {
            if (isRunning()) running = null;
            LockEvents.ends();
            if (stop.isRunner()) stopwatch.hold();
        }
    }

    /** Whether the current thread is in the notebook's code, as the one that runs the cells. */
    boolean isRunning() {
        return running == Thread.currentThread();
    }
}
