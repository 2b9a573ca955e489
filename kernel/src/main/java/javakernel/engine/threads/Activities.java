package javakernel.engine.threads;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.base.ThreadName;
import javakernel.engine.source.Place;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import javakernel.output.standin.Processes;
import org.jspecify.annotations.Nullable;

/** What of the notebook's lives now. Any thread may ask. */
public final class Activities {
    /**
     * A thread or child process, for the reader; what does not apply is empty.
     *
     * @param name     the thread's name, or {@code process} with pid and program
     * @param state    {@link Thread.State}; of a process {@code running}
     * @param waitsFor the monitor, lock or method it waits for
     * @param heldBy   the thread that holds that
     * @param at       the innermost line of a cell it is in: {@code In[3], line 2}
     * @param cell     the cell it works for: {@code In[3]}
     */
    public record Activity(String name, String state, String waitsFor, String heldBy, String at, String cell) {}

    private final Function<List<StackTraceElement>, Optional<Place>> places;
    private final Stop stop;

    /** @param places the line of a cell that a stack is in */
    public Activities(Function<List<StackTraceElement>, Optional<Place>> places, Stop stop) {
        this.places = places;
        this.stop = stop;
    }

    /** Threads, then child processes. */
    public List<Activity> list() {
        var threads = ThreadState.of(stop.alive());
        return Stream
                .concat(threads.entrySet().stream().map(t -> of(t.getKey(), t.getValue(), threads)),
                        Processes.alive().map(Activities::of))
                .toList();
    }

    /**
     * Whether something still works for {@code cell} beside its own thread; threads of pools that have no task do not
     * count.
     */
    public boolean goOn(Cell cell) {
        return Processes.anyOf(cell)
                || stop.aliveBeside().stream().anyMatch(t -> CellOfThread.of(t) == cell && !NotebookThreads.isIdle(t));
    }

    private Activity of(Thread thread, ThreadState waiting, Map<Thread, ThreadState> others) {
        var holder = waiting.holder(others);
        return new Activity(name(thread), waiting.state().name(), waiting.what(), holder == null ? "" : name(holder),
                places.apply(waiting.stack()).map(Place::toString).orElse(""), name(CellOfThread.of(thread)));
    }

    private static Activity of(ProcessHandle process) {
        var program = process.info().command().map(c -> " " + Path.of(c).getFileName()).orElse("");
        return new Activity(Texts.of("threads.process", process.pid(), program), Texts.of("threads.running"), "", "",
                "", name(Processes.cell(process)));
    }

    private static String name(Thread thread) {
        return thread.isVirtual() ? Texts.of("threads.virtual", ThreadName.of(thread)) : ThreadName.of(thread);
    }

    private static String name(@Nullable Cell cell) {
        return cell == null ? "" : "In[" + cell.number() + "]";
    }
}
