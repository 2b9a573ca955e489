package javakernel.engine.threads;

import java.lang.Thread.State;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.base.KernelCode;
import javakernel.base.Log;
import javakernel.base.Texts;
import javakernel.base.ThreadName;
import javakernel.base.system.JdkInternals;
import javakernel.output.CellCode;
import org.jspecify.annotations.Nullable;

/**
 * What a thread, platform or virtual, does and waits for: a snapshot, which may have passed when it is looked at.
 *
 * <p>Of platform threads {@link java.lang.management.ThreadMXBean} tells their monitors. Of virtual threads the JDK
 * tells them only inside ({@code jdk.internal.vm.ThreadSnapshot}), and that is safe only of a thread that cannot go on
 * meanwhile: {@link SuspendedThread} sees to it. Which lock of {@code java.util.concurrent} a thread waits for, and who
 * holds that, is asked of the lock.
 *
 * @param on    the monitor, as {@link Monitor}, or the synchronizer that it waits for; null when it waits for none, or
 *       that is not known
 * @param stack its stack
 * @param owned the monitors that it holds, as far as they are known, those of the innermost frame first
 */
record ThreadState(State state, @Nullable Object on, List<StackTraceElement> stack, List<Owned> owned) {
    /** An object that is synchronized on, by its class and identity. */
    record Monitor(String type, int hash) {
        static Monitor of(Object object) {
            return new Monitor(object.getClass().getName(), System.identityHashCode(object));
        }

        static Monitor of(LockInfo info) {
            return new Monitor(info.getClassName(), info.getIdentityHashCode());
        }

        String name() {
            return type.replaceFirst(".*[.$](?!\\d)", "") + "@" + Integer.toHexString(hash);
        }
    }

    /** @param depth of the frame that holds it, from 0, the innermost */
    record Owned(Monitor monitor, int depth) {}

    private static final List<String> INNER =
            List.of("jdk.internal.", "java.lang.VirtualThread", "java.util.concurrent.locks.", "java.lang.invoke.");
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final ThreadMXBean PLATFORM = ManagementFactory.getThreadMXBean();

    static Map<Thread, ThreadState> of(List<Thread> threads) {
        var seen = new HashMap<Thread, ThreadState>();
        var platform = threads.stream().filter(t -> !t.isVirtual()).toList();
        var infos = PLATFORM.getThreadInfo(platform.stream().mapToLong(Thread::threadId).toArray(), true, false);
        for (int i = 0; i < infos.length; i++)
            seen.put(platform.get(i), infos[i] == null ? none(platform.get(i)) : of(platform.get(i), infos[i]));
        var stuck = IntStream.range(0, infos.length).filter(i -> isBlockedByVirtual(platform.get(i), infos[i])).boxed()
                .collect(Collectors.toMap(platform::get, i -> infos[i].getBlockedCount()));
        if (!stuck.isEmpty()) {
            LockSupport.parkNanos(STUCK_NANOS);
            stuck.forEach((thread, times) -> seen.computeIfPresent(thread, (t, waiting) -> blocked(t, times, waiting)));
        }
        var all = new LinkedHashMap<Thread, ThreadState>(); // in the order of threads
        for (var thread : threads)
            all.put(thread, seen.get(thread) instanceof ThreadState state ? state : ofVirtual(thread));
        return all;
    }

    /**
     * Of a monitor that a virtual thread holds, {@link ThreadMXBean} does not know: it takes the thread for one that
     * runs.
     */
    private static boolean isBlockedByVirtual(Thread thread, ThreadInfo info) {
        return info != null && info.getThreadState() == State.RUNNABLE && thread.getState() == State.BLOCKED;
    }

    /**
     * The JVM's snapshot of a thread that has just ended crashes it: one is taken only of a thread that has been
     * blocked by the same for a while.
     */
    private static ThreadState blocked(Thread thread, long times, ThreadState waiting) {
        var now = PLATFORM.getThreadInfo(thread.threadId());
        boolean same = now != null && now.getBlockedCount() == times && thread.getState() == State.BLOCKED;
        return new ThreadState(State.BLOCKED, same ? SuspendedThread.blockedOn(thread) : null, waiting.stack(),
                waiting.owned());
    }

    static ThreadState of(Thread thread) {
        return Objects.requireNonNull(of(List.of(thread)).get(thread), "it was asked for");
    }

    private static ThreadState of(Thread thread, ThreadInfo info) {
        var owned = Stream.of(info.getLockedMonitors()).map(m -> new Owned(Monitor.of(m), m.getLockedStackDepth()))
                .toList();
        var monitor = info.getLockInfo() == null ? null : Monitor.of(info.getLockInfo());
        var state = info.getThreadState();
        var on = switch (state) {
            case BLOCKED -> monitor;
            case WAITING, TIMED_WAITING -> LockSupport.getBlocker(thread) instanceof Object parked ? parked : monitor;
            default -> null;
        };
        return new ThreadState(state, on, List.of(info.getStackTrace()), owned);
    }

    private static ThreadState ofVirtual(Thread thread) {
        var look = SuspendedThread.look(thread);
        if (look == null) return none(thread);
        return look.state() == State.BLOCKED ? look
                : new ThreadState(look.state(), LockSupport.getBlocker(thread), look.stack(), look.owned());
    }

    /**
     * The thread that holds what this one waits for; null when none does, or that is not known. Of monitors it must be
     * among {@code others}.
     */
    @Nullable Thread holder(Map<Thread, ThreadState> others) {
        if (on instanceof AbstractOwnableSynchronizer lock) return owner(lock);
        if (state != State.BLOCKED || on == null) return null;
        return others.entrySet().stream().filter(t -> t.getValue().holds(on)).map(Map.Entry::getKey).findFirst()
                .orElse(null);
    }

    private boolean holds(Object monitor) {
        return owned.stream().anyMatch(o -> o.monitor().equals(monitor));
    }

    /** The stack from the frame outwards that holds this monitor; empty when none does. */
    List<StackTraceElement> stackHolding(@Nullable Object monitor) {
        return owned.stream().filter(o -> o.monitor().equals(monitor)).findFirst()
                .map(o -> stack.subList(o.depth(), stack.size())).orElse(List.of());
    }

    /**
     * The monitor or lock, or else the method that waits: {@code monitor Object@1f}, {@code lock ReentrantLock@2e},
     * {@code LinkedBlockingQueue.take}; empty when it does not wait.
     */
    String what() {
        return switch (state) {
            case BLOCKED -> Texts.of("threads.monitor", on instanceof Monitor monitor ? monitor.name() : "").strip();
            case WAITING, TIMED_WAITING -> on instanceof AbstractOwnableSynchronizer lock
                    ? Texts.of("threads.lock", name(lock)) : waitingMethod();
            default -> "";
        };
    }

    /** For the reader: state, what it waits for, who of {@code others} holds that. */
    String describe(Map<Thread, ThreadState> others) {
        var holder = holder(others);
        return state + (what().isEmpty() ? "" : Texts.of("waiting.for", what()))
                + (holder == null ? "" : Texts.of("waiting.held", ThreadName.of(holder)));
    }

    /** Synchronizers are classes inside the locks that they belong to. */
    private static String name(AbstractOwnableSynchronizer object) {
        var type = object.getClass();
        var outer = type.getEnclosingClass() != null ? type.getEnclosingClass() : type;
        return outer.getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(object));
    }

    /**
     * The method that was called, not what it calls in its own class; that of the JDK's park where the notebook calls
     * it itself.
     */
    private String waitingMethod() {
        var frames = stack.stream().dropWhile(f -> isInner(f.getClassName())).toList();
        var first = frames.isEmpty() || CellCode.is(frames.getFirst())
                ? stack.stream().filter(f -> f.getClassName().equals("java.util.concurrent.locks.LockSupport")).toList()
                : frames.stream().takeWhile(f -> f.getClassName().equals(frames.getFirst().getClassName())).toList();
        return first.isEmpty() ? ""
                : first.getLast().getClassName().replaceFirst(".*\\.", "") + "." + first.getLast().getMethodName();
    }

    private static ThreadState none(Thread thread) {
        return new ThreadState(thread.getState(), null, List.of(thread.getStackTrace()), List.of());
    }

    private static @Nullable Thread owner(AbstractOwnableSynchronizer lock) {
        try {
            return (Thread) JdkInternals.method(AbstractOwnableSynchronizer.class, "getExclusiveOwnerThread")
                    .invoke(lock);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("the owner of a lock cannot be found", e);
            return null;
        }
    }

    private static boolean isInner(String className) {
        return KernelCode.is(className) || INNER.stream().anyMatch(className::startsWith);
    }
}
