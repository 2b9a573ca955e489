package javakernel;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.base.system.Pids;

/**
 * The Jupyter server that has started this kernel: when it ends, the kernel does. It tells its pid in {@code
 * JPY_PARENT_PID}; on Windows a handle stands there, of which the launcher makes the pid. A thread {@code parent} asks
 * the system once a second, which takes no descriptor: a notebook may have used them all up.
 */
final class ParentProcess {
    private static final String VARIABLE = "JPY_PARENT_PID";
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** What the system knows. */
    interface Processes {
        /**
         * The pid of the process that has started this one; the system's first, or another one's, once that has ended.
         * Empty when it does not tell.
         */
        OptionalLong parent();

        boolean isAlive(long pid);
    }

    private final Processes system;
    private final long pid;
    // whether it has started this process itself: then its pid cannot be another's later
    private final boolean direct;

    private ParentProcess(Processes system, long pid) {
        this.system = system;
        this.pid = pid;
        direct = isParent();
    }

    /**
     * Calls {@code end} on a thread of its own, once the process that {@code environment} names has ended; never when
     * it names none.
     */
    static void watch(Map<String, String> environment, Runnable end) {
        watch(environment, Pids.isSupported() ? new Posix() : new Jdk(), PERIOD, end);
    }

    static void watch(Map<String, String> environment, Processes system, Duration period, Runnable end) {
        var pid = environment.getOrDefault(VARIABLE, "");
        if (pid.isEmpty()) return;
        try {
            var parent = new ParentProcess(system, Long.parseLong(pid));
            KernelThread.startLasting("parent", () -> {
                while (parent.isAlive()) LockSupport.parkNanos(period.toNanos());
                end.run();
            });
        } catch (NumberFormatException e) {
            Log.warn(VARIABLE + " is no pid: " + pid + "; the kernel does not end with its server");
        }
    }

    private boolean isParent() {
        var parent = system.parent();
        return parent.isPresent() && parent.getAsLong() == pid;
    }

    private boolean isAlive() {
        return direct ? isParent() : system.isAlive(pid);
    }

    private static final class Posix implements Processes {
        @Override public OptionalLong parent() {
            return OptionalLong.of(Pids.parent());
        }

        @Override public boolean isAlive(long pid) {
            return Pids.isAlive(pid);
        }
    }

    /** Where there is no POSIX: the JDK asks Windows for handles, which do not run out. */
    private static final class Jdk implements Processes {
        @Override public OptionalLong parent() {
            return OptionalLong.empty(); // Windows tells the same pid also when that process has ended
        }

        @Override public boolean isAlive(long pid) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }
}
