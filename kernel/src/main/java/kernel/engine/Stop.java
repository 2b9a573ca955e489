package kernel.engine;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import kernel.output.Cell;

/**
 * Stops what the notebook's code is doing: the running cell, threads of this and of finished cells, child processes.
 * Called by the kernel's threads; {@link #begin} and {@link #end} by the thread that runs the cells.
 */
public final class Stop {
    private static final long GRACE_MILLIS = 500;

    private final ThreadGroup notebook = Thread.currentThread().getThreadGroup();
    private Cell running;       // guarded by this, like latest
    private Cell latest;

    /** To be made by the thread that runs the cells: the threads of its group are the notebook's. */
    public Stop() { }

    /** The current thread starts to run {@code cell}. */
    public synchronized void begin(Cell cell) {
        running = cell;
        latest = cell;
    }

    /** The cell's own thread is through. What interrupted it is over. */
    public synchronized void end() {
        running = null;
        Thread.interrupted();
    }

    /** Stops everything; the next cell is not affected. Returns when children have ended or been killed. */
    public void all() {
        synchronized (this) {
            if (latest == null) return;
            StopPoint.stopThrough(latest.run());
            for (var thread : threads()) {
                if (running != null || thread.threadId() != 1) thread.interrupt();
            }
        }
        children();
    }

    /** Ends all child processes: asks them to, then kills those that stay. */
    public static void children() {
        var children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        for (var child : children) {
            try {
                child.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (Exception e) {
                child.destroyForcibly();
            }
        }
    }

    private Thread[] threads() {
        var threads = new Thread[notebook.activeCount() + 64];
        return Arrays.copyOf(threads, notebook.enumerate(threads));
    }
}
