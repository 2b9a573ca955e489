package javakernel.base.system;

/** Processes by their pid, without a descriptor: where the system is POSIX. Any thread may ask. */
public final class Pids {
    private static final boolean SUPPORTED = supported();

    private Pids() {}

    private static boolean supported() {
        try {
            return Native.parent() > 0;
        } catch (UnsupportedOperationException | LinkageError e) {
            return false;
        }
    }

    /** Whether this system can be asked. */
    public static boolean isSupported() {
        return SUPPORTED;
    }

    /** The pid of the process whose child this one is now. */
    public static long parent() {
        return Native.parent();
    }

    /** Whether a process has this pid, also one that has ended and that nobody has waited for. */
    public static boolean isAlive(long pid) {
        return Native.exists((int) pid);
    }
}
