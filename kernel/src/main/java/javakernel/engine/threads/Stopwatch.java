package javakernel.engine.threads;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * How long the notebook's code takes by itself: while the kernel compiles, the watch is held. The thread that runs the
 * cells uses it; one that was given up, and comes back, changes nothing.
 */
public final class Stopwatch {
    private @Nullable OperatingSystemMXBean system; // null while nobody measures
    private volatile @Nullable Thread owner; // the one that measures
    private boolean running;
    private long wall;
    private long cpu;

    public Stopwatch() {}

    /** Starts from zero. */
    public void start() {
        owner = Thread.currentThread();
        system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        wall = 0;
        cpu = 0;
        running = false;
        go();
    }

    public void stop() {
        hold();
        system = null;
    }

    public void go() {
        if (owner != Thread.currentThread() || system == null || running) return;
        running = true;
        wall -= System.nanoTime();
        cpu -= system.getProcessCpuTime();
    }

    public void hold() {
        if (owner != Thread.currentThread() || system == null || !running) return;
        running = false;
        wall += System.nanoTime();
        cpu += system.getProcessCpuTime();
    }

    public long wallNanos() {
        return wall;
    }

    /** Of all threads of the kernel's JVM; child processes not counted. */
    public long cpuNanos() {
        return cpu;
    }
}
