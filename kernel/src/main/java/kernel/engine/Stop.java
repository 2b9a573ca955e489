package kernel.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import kernel.output.Cell;

/**
 * Stops what the notebook's code is doing: the running cell, threads and pools of this and of finished cells, child processes.
 * Variables stay. {@link #begin} and {@link #end} are called by the thread that runs the cells, {@link #all} by the kernel's.
 */
public final class Stop {
    private static final long LIMIT_MILLIS = 2_000;     // for threads; most need a few
    private static final long AGAIN_MILLIS = 10;        // a thread may catch what stops it: it is stopped again
    private static final long GRACE_MILLIS = 500;       // for children to end by themselves

    private final NotebookThreads threads = new NotebookThreads();
    private final Set<Thread> givenUp = Collections.newSetFromMap(new WeakHashMap<>());     // only the caller of all() uses it
    private Thread runner;
    private Cell running;       // guarded by this, like runner and latest
    private Cell latest;

    /** To be made by the thread that runs the cells: the threads of its group are the notebook's. */
    public Stop() { }

    /** The current thread starts to run {@code cell}. */
    public synchronized void begin(Cell cell) {
        runner = Thread.currentThread();
        running = cell;
        latest = cell;
    }

    /** The cell's own thread is through. What interrupted it is over. */
    public synchronized void end() {
        running = null;
        Thread.interrupted();
        notifyAll();
    }

    /** Stops everything, the next cell excepted, and says below the latest cell what was stopped and what could not be, which it leaves alone from then on. */
    public void all() throws InterruptedException {
        var cell = latest();
        if (cell == null) return;
        var doomed = new LinkedHashSet<Thread>();
        var children = new LinkedHashSet<ProcessHandle>();
        var left = stop(cell, doomed, children);
        givenUp.addAll(left);
        kill(children);
        say(cell, doomed, children, left);
    }

    /** Whether a thread ended only because it was stopped. */
    public static boolean isStop(Throwable thrown) {
        return thrown instanceof StopPoint.Stopped;
    }

    private synchronized Cell latest() {
        return latest;
    }

    private synchronized Thread runner() {
        return runner;
    }

    /** Stops threads and children, adds them to {@code doomed} and {@code children}, and returns the threads that could not be stopped. */
    private List<Thread> stop(Cell cell, Set<Thread> doomed, Set<ProcessHandle> children) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        while (true) {
            addAlive(cell, doomed, children);
            StopPoint.stopThrough(cell.run());
            boolean idle = interruptCell(cell);
            addAlive(cell, doomed, children);
            children.forEach(ProcessHandle::destroy);
            var left = new ArrayList<>(doomed);
            left.removeIf(t -> !NotebookThreads.isAlive(t));
            if (left.isEmpty() && idle) return List.of();
            if (System.nanoTime() > deadline) {
                if (!idle) left.add(runner());
                return left;
            }
            left.forEach(NotebookThreads::endPool);
            left.forEach(Thread::interrupt);
            if (idle) left.getFirst().join(Duration.ofMillis(AGAIN_MILLIS));
        }
    }

    /** Until the next cell begins, all that lives is to be stopped; the cell that is being stopped may have started more meanwhile. */
    private synchronized void addAlive(Cell cell, Set<Thread> doomed, Set<ProcessHandle> children) {
        if (running != null && running != cell) return;
        ProcessHandle.current().descendants().forEach(children::add);
        threads.alive(runner).stream().filter(t -> !givenUp.contains(t)).forEach(doomed::add);
    }

    /** Interrupts the cell, if it still runs, and waits a little for its end; says whether it has ended. */
    private synchronized boolean interruptCell(Cell cell) throws InterruptedException {
        if (running == cell) runner.interrupt();
        if (running == cell) wait(AGAIN_MILLIS);
        return running != cell;
    }

    /** Ends all child processes: asks them to, then kills those that stay. */
    public static void children() {
        var children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroy);
        kill(children);
    }

    private static void kill(Collection<ProcessHandle> children) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        for (var child : children) {
            try {
                child.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                child.destroyForcibly();
            }
        }
    }

    private void say(Cell cell, Set<Thread> doomed, Set<ProcessHandle> children, List<Thread> left) {
        var names = doomed.stream().filter(t -> !left.contains(t)).map(Stop::name).collect(Collectors.toCollection(ArrayList::new));
        children.forEach(c -> names.add("process " + c.pid()));
        if (!names.isEmpty()) cell.err().println("stopped: " + String.join(", ", names));
        for (var thread : left) {
            cell.err().println("not stopped: " + name(thread) + ", " + thread.getState() + "\n"
                    + Arrays.stream(thread.getStackTrace()).map(f -> "    at " + f).collect(Collectors.joining("\n")));
        }
    }

    private static String name(Thread thread) {
        return (thread.isVirtual() ? "virtual thread " : "thread ") + (thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName());
    }
}
