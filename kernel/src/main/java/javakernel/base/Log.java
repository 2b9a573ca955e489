package javakernel.base;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;

/**
 * The kernel's own log: the standard error it was started with, which the Jupyter server shows in its console;
 * {@value #EACH_MINUTE} warnings a minute. {@code System.err} is the notebook's, so nothing of the kernel's is written
 * there. Any thread may use it, and none fails by it: a line that cannot be written, because the standard error is
 * closed or the disk behind it is full, is dropped.
 */
public final class Log {
    private static final int EACH_MINUTE = 100;

    private static volatile PrintStream out = System.err;
    private static long minute; // guarded by the class, like warnings
    private static int warnings;

    private Log() {}

    /** Where the log goes from now on. */
    public static void to(PrintStream stream) {
        out = stream;
    }

    public static void warn(String message) {
        if (isLogged()) say(message);
    }

    public static void warn(String message, Throwable cause) {
        if (isLogged()) say(message + "\n" + stack(cause));
    }

    private static String stack(Throwable cause) {
        try {
            var text = new StringWriter();
            cause.printStackTrace(new PrintWriter(text));
            return text.toString().stripTrailing();
        } catch (RuntimeException | Error e) { // of the cause's own methods, or there is no memory for it
            return cause.getClass().getName();
        }
    }

    private static synchronized boolean isLogged() {
        long now = System.nanoTime() / TimeUnit.MINUTES.toNanos(1);
        if (now != minute) warnings = 0;
        minute = now;
        if (++warnings == EACH_MINUTE + 1)
            say("more than " + EACH_MINUTE + " warnings; those of the next minute are left out");
        return warnings <= EACH_MINUTE;
    }

    private static void say(String message) {
        try {
            out.println("[java kernel] " + message);
        } catch (RuntimeException | Error e) {
            // there is nobody else to tell
        }
    }
}
