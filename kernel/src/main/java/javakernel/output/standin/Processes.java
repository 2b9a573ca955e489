package javakernel.output.standin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javakernel.base.system.Descriptors;
import javakernel.base.Log;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import javakernel.output.ChildStreams;
import javakernel.output.OutputEvents;
import org.jspecify.annotations.Nullable;

/**
 * The notebook's child processes. Each is started for the cell that the current thread works for: woven in place of the
 * JDK's methods of the same names.
 */
public final class Processes {
    private static final Map<ProcessHandle, Cell> CELLS = new ConcurrentHashMap<>(); // of those that live

    private static final Map<Cell, UnaryOperator<List<String>>> CHANGES = new ConcurrentHashMap<>();

    private Processes() {}

    public static Process start(ProcessBuilder builder) throws IOException {
        // as it is now: else the child would inherit what the JVM was started with, without what %env has set
        builder.environment();
        var cell = CellOfThread.current();
        return cell == null ? builder.start()
                : of(cell, cell.start(() -> changed(cell, List.of(builder), builder::start)));
    }

    public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
        builders.forEach(ProcessBuilder::environment);
        var cell = CellOfThread.current();
        if (cell == null) return ProcessBuilder.startPipeline(builders);
        var processes = cell.start(() -> changed(cell, builders, () -> ProcessBuilder.startPipeline(builders)));
        processes.forEach(p -> of(cell, p));
        return processes;
    }

    /**
     * From here on the commands of {@code cell} are changed by {@code change} when they are started; null: no longer.
     */
    public static void change(Cell cell, @Nullable UnaryOperator<List<String>> change) {
        if (change == null) CHANGES.remove(cell);
        else CHANGES.put(cell, change);
    }

    private static <T> T changed(Cell cell, List<ProcessBuilder> builders, ChildStreams.Starter<T> start)
            throws IOException {
        var change = CHANGES.getOrDefault(cell, UnaryOperator.identity());
        var commands = builders.stream().map(ProcessBuilder::command).toList();
        builders.forEach(b -> b.command(change.apply(b.command())));
        try {
            return start.start();
        } finally {
            for (int i = 0; i < commands.size(); i++) builders.get(i).command(commands.get(i));
        }
    }

    private static Process of(Cell cell, Process process) {
        CELLS.put(process.toHandle(), cell);
        process.onExit().thenRun(() -> {
            OutputEvents.end(process);
            CELLS.remove(process.toHandle());
        });
        return process;
    }

    /**
     * The child processes that live now, and theirs; where the system cannot be asked, those that the notebook has
     * started by itself.
     */
    public static Stream<ProcessHandle> alive() {
        try {
            return Descriptors.lend(() -> ProcessHandle.current().descendants().toList()).stream();
        } catch (RuntimeException e) {
            Log.warn("child processes cannot be listed", e);
            return CELLS.keySet().stream();
        }
    }

    /** Whether a child process of {@code cell} lives, or its end is not known yet. */
    public static boolean anyOf(Cell cell) {
        return CELLS.containsValue(cell);
    }

    /** The cell that started {@code process}, or the child of ours that it comes from; null when that is not known. */
    public static @Nullable Cell cell(ProcessHandle process) {
        return Stream.iterate(Optional.of(process), Optional::isPresent, p -> p.get().parent())
                .map(p -> CELLS.get(p.get())).filter(c -> c != null).findFirst().orElse(null);
    }
}
