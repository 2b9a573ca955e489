package javakernel.engine.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javakernel.base.KernelThread;
import javakernel.base.Texts;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import org.jspecify.annotations.Nullable;

/** Ends a cell when one of its statements takes too long. */
public final class TimeLimit {
    private final @Nullable Duration limit;
    private final Consumer<Cell> stop;

    /**
     * @param limit null for none
     * @param stop  stops a cell, called by a thread of the kernel's
     */
    public TimeLimit(@Nullable Duration limit, Consumer<Cell> stop) {
        this.limit = limit;
        this.stop = stop;
    }

    /** The current thread begins a statement, which lasts until the result is closed. */
    public Running begin() {
        var cell = CellOfThread.current();
        if (limit == null || cell == null) return () -> {};
        var ended = new CountDownLatch(1);
        KernelThread.start("time limit of In[" + cell.number() + "]", () -> {
            try {
                if (ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) return;
                cell.err().println(Texts.of("settings.exceeded", limit.toMillis() / 1e3));
                stop.accept(cell);
            } catch (InterruptedException e) {
                // nobody does that
            }
        });
        return ended::countDown;
    }

    public interface Running extends AutoCloseable {
        @Override void close();
    }
}
