package javakernel.engine.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.base.ThreadName;
import javakernel.engine.woven.Sockets;
import javakernel.engine.woven.StopPoint;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import javakernel.output.standin.Processes;
import org.jspecify.annotations.Nullable;

/**
 * Stops what the notebook's code is doing: the running cell, threads and pools of this and of finished cells, child
 * processes. Variables stay. {@link #begin} and {@link #end} are called by the thread that runs the cells; {@link #all}
 * by the kernel's, the other ways to stop by the cell that wants it. One stops at a time.
 */
public final class Stop {
    private static final long LIMIT_MILLIS = 2_000; // for threads; most need a few
    private static final long AGAIN_MILLIS = 10; // a thread may catch what stops it: it is stopped again
    private static final long GRACE_MILLIS = 500; // for children to end by themselves

    /**
     * What is to be stopped.
     *
     * @param run   all cells up to this run
     * @param takes whether a thread or child belongs to it, by its name or pid and its cell, null when that is not
     *              known
     * @param mark  what tells the loops of such a thread to stop: itself, or its cell
     */
    private record Choice(long run, BiPredicate<String, @Nullable Cell> takes,
            Function<Thread, @Nullable Object> mark) {}

    /** What a stop has found; of sockets those it has closed. */
    private record Found(Set<Thread> threads, Set<ProcessHandle> children, List<String> sockets) {
        Found() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new ArrayList<>());
        }
    }

    private final NotebookThreads threads = new NotebookThreads();
    private final Object stopping = new Object(); // held by the one that stops
    private final Uninterruptible waits = new Uninterruptible();
    private final Set<Thread> givenUp = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    // in System.exit
    private final Set<Thread> leftBehind = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile Function<List<StackTraceElement>, List<String>> frames =
            stack -> stack.stream().map(f -> "    at " + f).toList();
    private @Nullable Thread runner;
    private @Nullable Cell running; // guarded by this, like runner and latest
    private @Nullable Cell latest;

    /** To be made by the thread that runs the cells: the threads of its group are the notebook's. */
    public Stop() {}

    /** How stacks are told to the reader, a line each. */
    public void tellFrames(Function<List<StackTraceElement>, List<String>> told) {
        frames = told;
    }

    /** This thread, which does not run yet, will run the cells: none of them is what it does. */
    public synchronized void runBy(Thread thread) {
        runner = thread;
    }

    /** The current thread starts to run {@code cell}. */
    public synchronized void begin(Cell cell) {
        runner = Thread.currentThread();
        running = cell;
        latest = cell;
    }

    /**
     * The current thread is through with {@code cell}, and what interrupted it is over. Says whether the cell is still
     * its own: it may have been given up.
     */
    public synchronized boolean end(Cell cell) {
        if (running != cell) return false;
        running = null;
        Thread.interrupted();
        notifyAll();
        return true;
    }

    /** Waits until the stop that goes on, if one does, has said what it stopped. */
    public void awaitSaid() {
        synchronized (stopping) {
            // it is over
        }
    }

    /** Whether the current thread is the one that runs the cells: it may have been given up. */
    public synchronized boolean isRunner() {
        return Thread.currentThread() == runner;
    }

    /**
     * Stops {@code latest} and all before it, the next cell excepted, and says below it what was stopped and what could
     * not be, which it leaves alone from then on.
     *
     * @param latest null for nothing
     * @return the running cell, if its own thread cannot be stopped: that cell is no longer the thread's
     */
    public Optional<Cell> all(@Nullable Cell latest) throws InterruptedException {
        if (latest == null) return Optional.empty();
        synchronized (stopping) {
            boolean ended =
                    stop(latest, new Choice(latest.run(), (name, of) -> true, thread -> null), true, new Found());
            return ended ? Optional.empty() : giveUp(latest);
        }
    }

    /** Stops what other cells have left running. */
    public void others() throws InterruptedException {
        var latest = latest();
        if (latest != null) stop(new Choice(latest.run() - 1, (name, of) -> of != latest, thread -> null));
    }

    /** Stops what works for {@code In[number]}, and the child process that has this pid; says whether there was any. */
    public boolean numbered(long number) throws InterruptedException {
        return stop(
                new Choice(0, (name, of) -> of != null && of.number() == number || name.equals(String.valueOf(number)),
                        CellOfThread::of));
    }

    /** Stops the threads of this name; says whether there was any. */
    public boolean named(String name) throws InterruptedException {
        return stop(new Choice(0, (n, of) -> n.equals(name), thread -> thread));
    }

    private boolean stop(Choice choice) throws InterruptedException {
        synchronized (stopping) {
            var found = new Found();
            var latest = latest();
            if (latest == null) return false;
            stop(latest, choice, false, found);
            return !found.threads().isEmpty() || !found.children().isEmpty() || !earlier(choice).isEmpty();
        }
    }

    /** Whether a thread ended only because it was stopped. */
    public static boolean isStop(Throwable thrown) {
        return thrown instanceof StopPoint.Stopped;
    }

    /**
     * The thread of the notebook that has made the JVM end, by code that was not woven: it never comes back from there.
     * Null when the end has another cause.
     */
    public @Nullable Thread exiting() {
        return alive().stream()
                .filter(t -> !leftBehind.contains(t) && Arrays.stream(t.getStackTrace()).anyMatch(Stop::isExit))
                .findFirst().orElse(null);
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
    }

    /** Whether it is a thread of the notebook's. */
    public boolean isNotebook(Thread thread) {
        return threads.has(thread);
    }

    /** Says below its cell that {@code exiting} is left behind; returns that cell, if the thread runs it. */
    public Optional<Cell> leave(Thread exiting) {
        leftBehind.add(exiting);
        givenUp.add(exiting);
        var cell = CellOfThread.of(exiting);
        if (cell != null) cell.err().println(Texts.of("exit.left", name(exiting)));
        synchronized (this) {
            return exiting == runner && running != null ? giveUp(running) : Optional.empty();
        }
    }

    /** The threads of the notebook that live now, the one that runs the cells included. */
    List<Thread> alive() {
        return threads.alive(null);
    }

    /** The same without the one that runs the cells. */
    List<Thread> aliveBeside() {
        return threads.alive(runner());
    }

    /** The cell that runs, or has run last; null before the first. */
    public synchronized @Nullable Cell latest() {
        return latest;
    }

    private synchronized @Nullable Thread runner() {
        return runner;
    }

    private synchronized Optional<Cell> giveUp(Cell cell) {
        if (running != cell) return Optional.empty(); // it came to its end after all
        givenUp.add(runner);
        running = null;
        runner = null;
        return Optional.of(cell);
    }

    /**
     * Stops what is chosen and says so below {@code cell}, the latest one. With {@code own}, also the cell's own
     * thread, if it still runs it: says whether that has ended.
     */
    private boolean stop(Cell cell, Choice choice, boolean own, Found found) throws InterruptedException {
        doom(cell, choice, found);
        // not before they are doomed: a loop that is woken sees what its thread had not seen, and may end
        StopPoint.begin();
        try {
            return stopping(cell, choice, own, found);
        } finally {
            // they serve everybody
            StopPoint.pardon(found.threads().stream().filter(NotebookThreads::isCommonPool).toList());
            StopPoint.end();
            waits.off();
        }
    }

    private boolean stopping(Cell cell, Choice choice, boolean own, Found found) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        var left = new LinkedHashSet<Thread>();
        boolean ended;
        do {
            doom(cell, choice, found);
            endWaits(own ? cell : null, found.threads());
            ended = !own || interruptCell(cell);
            if (!ended && runner() instanceof Thread cells) found.sockets().addAll(Sockets.close(cells));
            find(cell, choice, found);
            found.children().forEach(ProcessHandle::destroy);
            left.clear();
            found.threads().stream().filter(t -> NotebookThreads.isAlive(t) && isTaken(choice, t, CellOfThread.of(t)))
                    .forEach(left::add);
            // not the pool that only runs a task of it
            left.stream().filter(t -> isTaken(choice, t, CellOfThread.starter(t))).forEach(NotebookThreads::endPool);
            left.forEach(Thread::interrupt);
            left.forEach(t -> found.sockets().addAll(Sockets.close(t)));
            if (ended && !left.isEmpty()) left.getFirst().join(Duration.ofMillis(AGAIN_MILLIS));
        } while ((!left.isEmpty() || !ended) && System.nanoTime() < deadline);
        left.removeIf(t -> !NotebookThreads.isAlive(t)); // it ended at the last moment
        kill(found.children());
        var stuck = new LinkedHashSet<>(left);
        ended |= !isRunning(cell); // so did the cell
        if (!ended) stuck.add(runner());
        stuck.addAll(earlier(choice));
        givenUp.addAll(left);
        say(cell, found, stuck);
        return ended;
    }

    /**
     * Before they are interrupted: one that releases a lock, because it is, would leave it to one that is stopped at
     * once and holds it for good.
     */
    private void endWaits(@Nullable Cell own, Set<Thread> found) {
        waits.end(Stream.concat(found.stream(), Stream.ofNullable(own != null && isRunning(own) ? runner() : null)));
    }

    private synchronized boolean isRunning(Cell cell) {
        return running == cell;
    }

    /** What is chosen and could not be stopped before. */
    private List<Thread> earlier(Choice choice) {
        return threads.alive(null).stream()
                .filter(t -> givenUp.contains(t) && !leftBehind.contains(t) && isTaken(choice, t, CellOfThread.of(t)))
                .toList();
    }

    private void doom(Cell cell, Choice choice, Found found) {
        find(cell, choice, found);
        StopPoint.doom(choice.run(),
                found.threads().stream().map(choice.mark()).filter(mark -> mark != null && mark != cell).toList());
    }

    /**
     * Until the next cell begins, all that is chosen and lives is to be stopped; the cell that is being stopped may
     * have started more meanwhile.
     */
    private synchronized void find(Cell cell, Choice choice, Found found) {
        if (running != null && running != cell) return;
        Processes.alive().filter(p -> choice.takes().test(String.valueOf(p.pid()), Processes.cell(p)))
                .forEach(found.children()::add);
        threads.alive(runner).stream().filter(t -> !givenUp.contains(t) && isTaken(choice, t, CellOfThread.of(t)))
                .forEach(found.threads()::add);
    }

    private static boolean isTaken(Choice choice, Thread thread, @Nullable Cell cell) {
        return choice.takes().test(ThreadName.of(thread), cell);
    }

    /** Interrupts the cell, if it still runs, and waits a little for its end; says whether it has ended. */
    private synchronized boolean interruptCell(Cell cell) throws InterruptedException {
        if (running == cell && runner != null) runner.interrupt();
        if (running == cell) wait(AGAIN_MILLIS);
        return running != cell;
    }

    /** Ends all child processes: asks them to, then kills those that stay. */
    public static void children() {
        var children = Processes.alive().toList();
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

    private void say(Cell cell, Found found, Set<Thread> left) {
        var names = found.threads().stream().filter(t -> !left.contains(t)).map(Stop::name)
                .collect(Collectors.toCollection(ArrayList::new));
        found.children().forEach(c -> names.add(Texts.of("stop.process", c.pid())));
        if (!names.isEmpty()) cell.err().println(Texts.of("stop.stopped", String.join(", ", names)));
        if (!found.sockets().isEmpty()) cell.err().println(Texts.of("stop.closed", String.join(", ", found.sockets())));
        if (!left.isEmpty()) sayLeft(cell, left);
    }

    /** Of each what it waits for and where it is; then what the reader can do. */
    private void sayLeft(Cell cell, Set<Thread> left) {
        var waits = ThreadState.of(alive());
        boolean blocked = false;
        for (var thread : left) {
            var waiting = ThreadState.of(thread);
            blocked |= waiting.state() == Thread.State.BLOCKED;
            var stack = frames.apply(waiting.stack()).stream().map("\n"::concat).collect(Collectors.joining());
            cell.err().println(Texts.of("stop.left", name(thread), waiting.describe(waits) + stack));
        }
        cell.err().println(Texts.of(blocked ? "stop.blocked" : "stop.restart"));
    }

    private static String name(Thread thread) {
        return Texts.of(thread.isVirtual() ? "stop.virtual" : "stop.thread", ThreadName.of(thread));
    }
}
