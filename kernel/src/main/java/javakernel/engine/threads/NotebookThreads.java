package javakernel.engine.threads;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import javakernel.base.Log;
import javakernel.base.system.JdkInternals;
import javakernel.output.CellCode;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the notebook: the platform threads of the group in which the cells run, the common pool's while they
 * run the notebook's code, and all virtual threads, of which the kernel itself has none.
 *
 * <p>The JDK has no public way to list virtual threads or to find the pool that an idle thread belongs to; what is
 * opened for that stands in {@code jvm.options}. Where a JDK does it otherwise, the log says so and these threads are
 * only interrupted.
 */
final class NotebookThreads {
    private static final Set<String> NEXT_TASK =
            Set.of("java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ForkJoinPool.awaitWork",
                    "java.util.TimerThread.mainLoop");

    // what the JVM makes of the main thread, once that is given up and comes back
    private static final String JVMS = "DestroyJavaVM";

    private final ThreadGroup group = Thread.currentThread().getThreadGroup();

    /** Those that are alive now, without {@code runner}, the thread that runs the cells. */
    List<Thread> alive(@Nullable Thread runner) {
        return Stream.concat(platform(), virtual()).filter(t -> t != runner && isAlive(t)).toList();
    }

    /** Whether it is one of the notebook's. */
    boolean has(Thread thread) {
        return thread.isVirtual() || thread.getThreadGroup() != null && group.parentOf(thread.getThreadGroup())
                || isCommonPool(thread);
    }

    /** Whether it still does something for the notebook: the common pool's threads live on without it. */
    static boolean isAlive(Thread thread) {
        return thread.isAlive() && !thread.getName().equals(JVMS)
                && (!isCommonPool(thread) || runsNotebookCode(thread));
    }

    /** Whether it is a pool's or a timer's and waits for its next task. */
    static boolean isIdle(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(f -> NEXT_TASK.contains(f.getClassName() + "." + f.getMethodName()));
    }

    private Stream<Thread> platform() {
        var own = of(group);
        // the common pool's threads stand in a group of the JDK's
        var common = of(root()).filter(t -> isCommonPool(t) && t.getThreadGroup() != group);
        return Stream.concat(own, common);
    }

    /** The group from which all others come: listing its threads takes no stacks, as another way would. */
    private static ThreadGroup root() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) group = group.getParent();
        return group;
    }

    /** Those of the group and of the groups within. */
    private static Stream<Thread> of(ThreadGroup group) {
        for (int room = group.activeCount() + 64;; room *= 2) {
            var threads = new Thread[room];
            int count = group.enumerate(threads);
            if (count < room) return Arrays.stream(threads, 0, count); // else there may be more
        }
    }

    private static Stream<Thread> virtual() {
        try {
            var containers = Class.forName("jdk.internal.vm.ThreadContainers");
            var container = Class.forName("jdk.internal.vm.ThreadContainer");
            return virtual(containers.getMethod("root").invoke(null), container.getMethod("threads"),
                    container.getMethod("children"))
                    .filter(t -> t.isVirtual() && !isPoller(t));
        } catch (ReflectiveOperationException e) {
            Log.warn("virtual threads cannot be listed", e);
            return Stream.empty();
        }
    }

    /** The JDK's own, by which virtual threads wait for sockets. */
    private static boolean isPoller(Thread thread) {
        return thread.getName().contains("Poller") && Arrays.stream(thread.getStackTrace())
                .anyMatch(f -> f.getClassName().startsWith("sun.nio.ch.Poller"));
    }

    private static Stream<Thread> virtual(Object container, Method threads, Method children) {
        try {
            var own = ((Stream<?>) threads.invoke(container)).map(Thread.class::cast);
            var inner = ((Stream<?>) children.invoke(container)).flatMap(c -> virtual(c, threads, children));
            return Stream.concat(own, inner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is the common pool's, which lives as long as the JVM. */
    static boolean isCommonPool(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
    }

    private static boolean runsNotebookCode(Thread thread) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(CellCode::is);
    }

    /**
     * Ends the pool or the timer whose thread this is: such a thread waits for ever for its next task, interrupted or
     * not.
     */
    static void endPool(Thread thread) {
        try {
            // does nothing to the common pool
            if (thread instanceof ForkJoinWorkerThread worker) worker.getPool().shutdownNow();
            else if (thread.getClass().getName().equals("java.util.TimerThread")) endTimer(thread);
            else if (!thread.isVirtual() && poolOf(thread) instanceof ThreadPoolExecutor pool) pool.shutdownNow();
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("the pool of " + thread + " cannot be found", e);
        }
    }

    private static @Nullable Object poolOf(Thread thread) throws ReflectiveOperationException {
        var holder = JdkInternals.field(Thread.class, "holder").get(thread);
        var task = JdkInternals.field(holder.getClass(), "task").get(holder);
        if (task == null || !task.getClass().getName().equals("java.util.concurrent.ThreadPoolExecutor$Worker"))
            return null;
        return JdkInternals.field(task.getClass(), "this$0").get(task);
    }

    /** As {@code Timer.cancel} does it. */
    private static void endTimer(Thread thread) throws ReflectiveOperationException {
        var queue = JdkInternals.field(thread.getClass(), "queue").get(thread);
        synchronized (queue) {
            JdkInternals.field(thread.getClass(), "newTasksMayBeScheduled").setBoolean(thread, false);
            JdkInternals.method(queue.getClass(), "clear").invoke(queue);
            queue.notifyAll();
        }
    }

}
