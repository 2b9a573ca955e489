package javakernel.base;

/**
 * How the kernel starts its own threads: named after their job, apart from the notebook's in a group of their own,
 * ending with the JVM. What ends one that should not have ended stands in the log.
 */
public final class KernelThread {
    private static final ThreadGroup GROUP = new ThreadGroup(root(), "kernel");

    private KernelThread() {}

    /** A thread that is not started yet, as executors want it. */
    public static Thread of(String name, Runnable job) {
        return of(name, job, 0);
    }

    /** @param stackBytes how much stack it has, 0 for what threads usually have */
    public static Thread of(String name, Runnable job, long stackBytes) {
        return Thread.ofPlatform().group(GROUP).name(name).daemon().stackSize(stackBytes)
                .inheritInheritableThreadLocals(false)
                .uncaughtExceptionHandler((thread, e) -> Log.warn("thread " + thread.getName() + " has ended", e))
                .unstarted(job);
    }

    public static Thread start(String name, Runnable job) {
        var thread = of(name, job);
        thread.start();
        return thread;
    }

    /** A thread whose job goes on when it is begun again after it has run out of memory. */
    public static Thread ofLasting(String name, Runnable job) {
        return of(name, () -> {
            while (true) {
                try {
                    job.run();
                    return;
                } catch (OutOfMemoryError e) {
                    Memory.await();
                }
            }
        });
    }

    /** @see #ofLasting */
    public static void startLasting(String name, Runnable job) {
        ofLasting(name, job).start();
    }

    private static ThreadGroup root() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) group = group.getParent();
        return group;
    }
}
