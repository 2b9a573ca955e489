package kernel.output;

import java.io.IOException;
import java.util.List;

/** Starts the notebook's child processes for the cell that the current thread works for. Woven in place of the JDK's methods of the same names. */
public final class Processes {
    private Processes() { }

    public static Process start(ProcessBuilder builder) throws IOException {
        var cell = Cells.current();
        return cell == null ? builder.start() : cell.start(builder::start);
    }

    public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
        var cell = Cells.current();
        return cell == null ? ProcessBuilder.startPipeline(builders) : cell.start(() -> ProcessBuilder.startPipeline(builders));
    }
}
