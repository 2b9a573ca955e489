package kernel.protocol;

import java.io.PrintStream;

/**
 * The kernel's own log: the standard error it was started with, which the Jupyter server shows in its console.
 * {@code System.err} is the notebook's, so nothing of the kernel's is written there.
 */
public final class Log {
    private static volatile PrintStream out = System.err;

    private Log() { }

    /** Where the log goes from now on. */
    public static void to(PrintStream stream) {
        out = stream;
    }

    public static void warn(String message) {
        out.println("[java kernel] " + message);
    }

    public static void warn(String message, Throwable cause) {
        warn(message);
        cause.printStackTrace(out);
    }
}
