package javakernel.output;

import java.util.concurrent.ForkJoinWorkerThread;
import javakernel.base.system.InheritedValues;
import javakernel.base.system.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * Which cell does the current thread work for?
 *
 * <ul>
 * <li>A thread works for the cell that started it: it inherits the cell of the thread that made it, and
 * {@link #starting} mends
 *     that when it was made in one cell and started in another.
 * <li>A task works for the cell that handed it over, whichever thread runs it: it has a {@link Ticket}.
 * <li>A thread of which nothing is known works for the latest cell.
 * </ul>
 */
public final class CellOfThread {
    /** A thread's cell. Only the thread itself writes it. */
    private static final class Work {
        volatile @Nullable Cell cell;
        volatile @Nullable Cell starter; // of the thread, whatever it works for now
        volatile boolean settled; // whether it is known that no other cell started this thread
        @Nullable String site; // where the thread was started; this and the next only the thread itself reads
        // whether the notebook's own code has turned it to that cell; a pool's thread has inherited one by chance
        boolean entered;

        Work(@Nullable Cell cell, @Nullable Cell starter, boolean settled) {
            this.cell = cell;
            this.starter = starter;
            this.settled = settled;
        }

        /** The same thread's, while it works for another cell. */
        static Work of(Cell cell, @Nullable Work before) {
            var work = new Work(cell, before == null ? null : before.starter, true);
            work.site = before == null ? null : before.site;
            work.entered = true;
            return work;
        }
    }

    private record Start(@Nullable Cell cell, String site) {}

    private static final InheritableThreadLocal<Work> WORK = new InheritableThreadLocal<>() {
        @Override protected @Nullable Work childValue(@Nullable Work parent) {
            return parent == null ? null : new Work(parent.cell, parent.cell, false);
        }
    };
    private static final Work NONE = new Work(null, null, true); // stands for null
    // stands for the one that is left as it was, but entered
    private static final Work SAME = new Work(null, null, true);
    private static final WeakIdentityMap<Start> STARTED = new WeakIdentityMap<>();
    // the cell that a fork-join pool has begun to work for last
    private static final WeakIdentityMap<Cell> POOLS = new WeakIdentityMap<>();
    private static volatile @Nullable Cell latest;

    private CellOfThread() {}

    /** The cell that the current thread works for; null before the first cell. */
    public static @Nullable Cell current() {
        var work = WORK.get();
        return work == null ? latest : settled(work).cell;
    }

    private static Work settled(Work work) {
        if (!work.settled) {
            var start = STARTED.remove(Thread.currentThread());
            if (start != null) {
                work.cell = work.starter = start.cell();
                work.site = start.site();
                work.entered = true;
            }
            work.settled = true;
        }
        return work;
    }

    /** The cell that another thread works for, as far as is known; null when nothing is. */
    public static @Nullable Cell of(Thread thread) {
        return InheritedValues.get(thread, WORK) instanceof Work work && work.settled ? work.cell : starter(thread);
    }

    /**
     * The cell that started another thread, as far as is known; null when nothing is. A pool's thread may work for
     * another cell now.
     */
    public static @Nullable Cell starter(Thread thread) {
        var start = STARTED.get(thread);
        if (start != null) return start.cell();
        return InheritedValues.get(thread, WORK) instanceof Work work ? work.starter : null;
    }

    /** The current thread now runs {@code cell}; and what is of unknown cause counts as this cell's. */
    public static void run(Cell cell) {
        latest = cell;
        var work = new Work(cell, cell, true);
        work.entered = true;
        WORK.set(work);
    }

    /** Where the current thread was started, if the notebook's code did that and it is known; else null. */
    public static @Nullable String site() {
        current();
        var work = WORK.get();
        return work == null ? null : work.site;
    }

    /** Woven before {@code x.start()}: if x is a thread, it is the current cell that starts it, at this site. */
    public static void starting(Object x, String site) {
        if (x instanceof Thread thread && !thread.isAlive()) STARTED.put(thread, new Start(current(), site));
    }

    /** Whether the current thread runs the cell or a task with a ticket, or was started by the notebook's code. */
    public static boolean isEntered() {
        return WORK.get() instanceof Work work && settled(work).entered;
    }

    /**
     * The current thread begins a task. It works for the ticket's cell, but for a later one where that may have called
     * the task by itself.
     *
     * @return what {@link #leave} is to be told
     */
    public static @Nullable Object enter(@Nullable Ticket ticket) {
        if (ticket == null) return null;
        var work = WORK.get();
        if (work != null) {
            var now = settled(work).cell;
            if (now == ticket.cell()) return same(work);
            boolean exact = ticket.alone() || ticket.site() != null && !work.entered;
            if (!exact && now != null && now.run() > ticket.cell().run()) return null;
        }
        return change(work, ticket.cell());
    }

    /**
     * The same, for a task without a ticket. One that a fork-join pool runs was made by another task of that pool. From
     * here on what the task calls is its own business, and asks for no ticket.
     */
    public static @Nullable Object enter() {
        var work = WORK.get();
        var ofPool = Thread.currentThread() instanceof ForkJoinWorkerThread worker ? POOLS.get(worker.getPool()) : null;
        var cell = ofPool == null ? current() : ofPool;
        if (cell == null) return null;
        return work != null && settled(work).cell == cell ? same(work) : change(work, cell);
    }

    private static @Nullable Object same(Work work) {
        if (work.entered) return null;
        work.entered = true;
        return SAME;
    }

    private static Object change(@Nullable Work before, Cell cell) {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread worker && POOLS.get(worker.getPool()) != cell) {
            POOLS.put(worker.getPool(), cell);
        }
        WORK.set(Work.of(cell, before));
        OutputEvents.work(cell);
        return before == null ? NONE : before;
    }

    /** The task ends that {@link #enter} has returned this for. */
    public static void leave(@Nullable Object entered) {
        if (entered == null) return;
        if (entered == SAME) {
            WORK.get().entered = false;
            return;
        }
        var before = (Work) entered;
        if (before == NONE) WORK.remove();
        else WORK.set(before);
        OutputEvents.work(before.cell);
    }
}
