package kernel.output;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Which cell does the current thread work for?
 *
 * <ul>
 * <li>A thread works for the cell that started it: it inherits the cell of the thread that made it, and {@link #starting} mends
 *     that when it was made in one cell and started in another.
 * <li>A task works for the cell that handed it over, whichever thread runs it: {@link Tasks} wraps it with that cell.
 * <li>A thread of which nothing is known works for the latest cell.
 * </ul>
 */
public final class Cells {
    /** A thread's cell. Only the thread itself writes it. */
    private static final class Work {
        volatile Cell cell;
        volatile Cell starter;          // of the thread, whatever it works for now
        volatile boolean settled;       // whether it is known that no other cell started this thread
        String site;                    // where the thread was started; only the thread itself reads it

        Work(Cell cell, Cell starter, boolean settled) {
            this.cell = cell;
            this.starter = starter;
            this.settled = settled;
        }

        /** The same thread's, while it works for another cell. */
        static Work of(Cell cell, Work before) {
            var work = new Work(cell, before == null ? null : before.starter, true);
            work.site = before == null ? null : before.site;
            return work;
        }
    }

    private record Start(Cell cell, String site) { }

    private static final InheritableThreadLocal<Work> WORK = new InheritableThreadLocal<>() {
        @Override protected Work childValue(Work parent) {
            return parent == null ? null : new Work(parent.cell, parent.cell, false);
        }
    };
    private static final Map<Thread, Start> STARTED = Collections.synchronizedMap(new WeakHashMap<>());
    private static volatile Cell latest;
    private static volatile Thread runner;

    private Cells() { }

    /** The cell that the current thread works for; null before the first cell. */
    public static Cell current() {
        var work = WORK.get();
        if (work == null) return latest;
        if (!work.settled) {
            var start = STARTED.remove(Thread.currentThread());
            if (start != null) {
                work.cell = work.starter = start.cell();
                work.site = start.site();
            }
            work.settled = true;
        }
        return work.cell;
    }

    /** The cell that another thread works for, as far as is known; null when nothing is. */
    public static Cell of(Thread thread) {
        return Inheritables.get(thread, WORK) instanceof Work work && work.settled ? work.cell : starter(thread);
    }

    /** The cell that started another thread, as far as is known; null when nothing is. A pool's thread may work for another cell now. */
    public static Cell starter(Thread thread) {
        var start = STARTED.get(thread);
        if (start != null) return start.cell();
        return Inheritables.get(thread, WORK) instanceof Work work ? work.starter : null;
    }

    /** The current thread now runs {@code cell}; and what is of unknown cause counts as this cell's. */
    public static void run(Cell cell) {
        runner = Thread.currentThread();
        latest = cell;
        WORK.set(new Work(cell, cell, true));
    }

    /** Where the current thread was started, if the notebook's code did that and it is known; else null. */
    public static String site() {
        current();
        var work = WORK.get();
        return work == null ? null : work.site;
    }

    /** Woven before {@code x.start()}: if x is a thread, it is the current cell that starts it, at this site. */
    public static void starting(Object x, String site) {
        if (x instanceof Thread thread && thread.getState() == Thread.State.NEW) STARTED.put(thread, new Start(current(), site));
    }

    /** Woven for {@code Thread::start}. */
    public static void start(Thread thread) {
        starting(thread, null);
        thread.start();
    }

    /** Runs {@code body} as work for {@code cell}, which handed it over at {@code site}, if that is known. */
    static <R, X extends Throwable> R in(Cell cell, String site, Body<R, X> body) throws X {
        var before = WORK.get();
        boolean switches = before == null || !before.settled || before.cell != cell;
        if (switches) {
            WORK.set(Work.of(cell, before));
            Recorded.work(cell);
        }
        try {
            return body.run();
        } catch (Throwable e) {
            if (site != null) HandedOver.failed(e, site);
            throw e;
        } finally {
            if (switches && before == null) WORK.remove();
            else if (switches) WORK.set(before);
            if (switches) Recorded.work(before == null ? null : before.cell);
        }
    }

    /** From here on the current thread works for {@code cell}, unless it is the one that runs the cells: a direct call stays with its cell. */
    static void switchTo(Cell cell) {
        if (Thread.currentThread() == runner) return;
        WORK.set(Work.of(cell, WORK.get()));
        Recorded.work(cell);
    }

    interface Body<R, X extends Throwable> {
        R run() throws X;
    }
}
