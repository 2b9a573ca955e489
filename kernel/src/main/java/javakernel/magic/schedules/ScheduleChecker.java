package javakernel.magic.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javakernel.notebook.Action;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cell's threads in one order after the other. The main class of a JVM of its own, and what the cell calls
 * there.
 */
public final class ScheduleChecker {
    /** How the file begins that tells what came of it. */
    static final String BAD = "bad";
    static final String NONE = "none";
    static final String ERROR = "error";

    /**
     * Every new object of the cell is written here: the checker counts what is reached only through lambdas, or the
     * JDK's own objects, as one thread's, and would not look.
     */
    public static @Nullable Object made;

    // not a variable, for after each run the checker makes all variables what they were
    private static final String TRIED = "kernel.schedules.tried";
    private static final long TOLD_MILLIS = 200;
    private static int undone;
    private static @Nullable Throwable uncaught;

    private ScheduleChecker() {}

    /** What runs a cell once, in new variables. Not by reflection: the checker does not look into what that calls. */
    public interface Once {
        void run() throws Throwable;
    }

    /**
     * @param arguments the class, a {@link Once}; how many schedules, at most; the file for the result; the file for
     * how many have been tried so far
     */
    public static void main(String[] arguments) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught = thrown);
        var cell = Class.forName(arguments[0]).asSubclass(Once.class).getConstructor().newInstance();
        var file = Path.of(arguments[2]);
        tell(Path.of(arguments[3]));
        try {
            Lincheck.runConcurrentTest(Integer.parseInt(arguments[1]), () -> {
                System.setProperty(TRIED, String.valueOf(Integer.getInteger(TRIED, 0) + 1));
                undone++;
                try {
                    cell.run();
                    if (uncaught != null) throw uncaught;
                } catch (Throwable e) {
                    throw ScheduleChecker.<RuntimeException>unchecked(e);
                }
            });
            // an error without a text: it cannot look into the classes of this JDK
            write(file, undone == 0 ? NONE : ERROR, "");
        } catch (LincheckAssertionError e) {
            write(file, BAD, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            write(file, ERROR, e.toString());
        }
        Runtime.getRuntime().halt(0); // threads that are in a deadlock are still there
    }

    /** Writes again and again how many schedules have been tried, until the JVM ends. */
    private static void tell(Path file) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    Thread.sleep(TOLD_MILLIS);
                    Files.writeString(file, String.valueOf(Integer.getInteger(TRIED, 0)));
                }
            } catch (IOException | InterruptedException e) {
                // then nobody is told
            }
        });
    }

    private static void write(Path file, String result, String text) throws IOException {
        Files.writeString(file, result + "\n" + Integer.getInteger(TRIED, 0) + "\n" + text);
    }

    @SuppressWarnings("unchecked") private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }

    // ---- what the cell calls ----

    /** As {@link javakernel.notebook.Notebook#together} does it. */
    public static void together(Action... actions) throws Throwable {
        together(List.of(actions));
    }

    public static void together(int n, Action action) throws Throwable {
        together(Collections.nCopies(n, action));
    }

    private static void together(List<Action> actions) throws Throwable {
        var thrown = new Throwable[1];
        made = thrown;
        var threads = new Thread[actions.size()];
        for (int i = 0; i < threads.length; i++) {
            var action = actions.get(i);
            threads[i] = new Thread(() -> {
                try {
                    action.run();
                } catch (Throwable e) {
                    thrown[0] = e;
                }
            }, "actor-" + (i + 1));
        }
        for (var thread : threads) thread.start();
        for (var thread : threads) thread.join();
        if (thrown[0] != null) throw thrown[0];
    }

    /** Sleeping takes no time: every order is tried anyhow. */
    public static void sleep(long millis) {}

    public static void sleep(long millis, int nanos) {}

    public static void sleep(Duration duration) {}

    public static void sleep(TimeUnit unit, long duration) {}
}
