package kernel.output;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The notebook's child processes. Each is started for the cell that the current thread works for: woven in place of the JDK's
 * methods of the same names.
 */
public final class Processes {
    private static final Map<ProcessHandle, Cell> CELLS = new ConcurrentHashMap<>();    // of those that live

    private Processes() { }

    public static Process start(ProcessBuilder builder) throws IOException {
        builder.environment();      // as it is now: else the child would inherit what the JVM was started with, without what %env has set
        var cell = Cells.current();
        return cell == null ? builder.start() : of(cell, cell.start(builder::start));
    }

    public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
        builders.forEach(ProcessBuilder::environment);
        var cell = Cells.current();
        if (cell == null) return ProcessBuilder.startPipeline(builders);
        var processes = cell.start(() -> ProcessBuilder.startPipeline(builders));
        processes.forEach(p -> of(cell, p));
        return processes;
    }

    private static Process of(Cell cell, Process process) {
        CELLS.put(process.toHandle(), cell);
        process.onExit().thenRun(() -> CELLS.remove(process.toHandle()));
        return process;
    }

    /** The child processes that live now, and theirs. */
    public static Stream<ProcessHandle> alive() {
        return ProcessHandle.current().descendants();
    }

    /** The cell that started {@code process}, or the child of ours that it comes from; null when that is not known. */
    public static Cell cell(ProcessHandle process) {
        return Stream.iterate(Optional.of(process), Optional::isPresent, p -> p.get().parent())
                .map(p -> CELLS.get(p.get())).filter(c -> c != null).findFirst().orElse(null);
    }
}
