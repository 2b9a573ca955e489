package javakernel.output;

import java.nio.charset.StandardCharsets;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * What Flight Recorder is told of output, child processes and whose work a thread does. Cells are known by
 * {@link Cell#run}. While nothing records, it costs the look at one field; until something has recorded, Flight
 * Recorder is not even loaded, which takes a tenth of a second.
 */
public final class OutputEvents {
    private static final int TEXT_BYTES = 120; // of what was printed; it is there to recognize it

    @Name(EventNames.WORK)
    @Label("Thread turns to a cell")
    @Enabled(false)
    @StackTrace(false) private static final class Work extends Event {
        long run; // 0: to none
    }

    @Name(EventNames.PRINT)
    @Label("Output")
    @Enabled(false)
    @StackTrace(false) private static final class Print extends Event {
        long run;
        boolean byChild;
        long pid; // the child's, 0 where it is not known
        String text = "";
    }

    @Name(EventNames.PROCESS_END)
    @Label("Child process has ended")
    @Enabled(false)
    @StackTrace(false) private static final class ProcessEnd extends Event {
        long pid;
        int exitCode;
    }

    private static volatile boolean wanted;

    private OutputEvents() {}

    /** Something is about to record. */
    public static void want() {
        wanted = true;
    }

    /** Whether something has ever recorded. */
    public static boolean isWanted() {
        return wanted;
    }

    /** The current thread works for {@code cell} from here on; null for none. */
    static void work(@Nullable Cell cell) {
        if (!wanted) return;
        var event = new Work();
        if (!event.isEnabled()) return;
        event.run = cell == null ? 0 : cell.run();
        event.commit();
    }

    /** Whether it is recorded who prints. */
    static boolean prints() {
        return wanted && new Print().isEnabled();
    }

    /** The current thread prints. */
    static void print(Cell cell, byte[] bytes, int offset, int length) {
        if (prints()) commit(new Print(), cell, bytes, offset, length);
    }

    /** The current thread has read what a child process printed. */
    static void printByChild(Cell cell, long pid, byte[] bytes, int length) {
        if (!prints()) return;
        var event = new Print();
        event.byChild = true;
        event.pid = pid;
        commit(event, cell, bytes, 0, length);
    }

    private static void commit(Print event, Cell cell, byte[] bytes, int offset, int length) {
        event.run = cell.run();
        event.text = new String(bytes, offset, Math.min(length, TEXT_BYTES), StandardCharsets.UTF_8);
        event.commit();
    }

    public static void end(Process process) {
        if (!wanted) return;
        var event = new ProcessEnd();
        if (!event.isEnabled()) return;
        event.pid = process.pid();
        event.exitCode = process.exitValue();
        event.commit();
    }
}
