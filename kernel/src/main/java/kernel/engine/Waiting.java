package kernel.engine;

import java.lang.Thread.State;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kernel.protocol.Log;

/**
 * What a thread, platform or virtual, does and waits for: a snapshot, which may have passed when it is looked at. The JDK tells it of
 * virtual threads only inside; what is opened for that stands in {@code jvm.options}.
 *
 * @param on    the monitor or synchronizer that it waits for; null when it waits for none
 * @param stack its stack
 * @param owned the monitors that it holds, those of the innermost frame first
 */
record Waiting(State state, Object on, List<StackTraceElement> stack, List<Owned> owned) {
    /** @param depth of the frame that holds it, from 0, the innermost */
    record Owned(Object monitor, int depth) { }

    private static final List<String> INNER = List.of("jdk.internal.", "java.lang.VirtualThread", "java.util.concurrent.locks.", "java.lang.invoke.", "kernel.");

    static Map<Thread, Waiting> of(List<Thread> threads) {
        var all = new LinkedHashMap<Thread, Waiting>();
        for (var thread : threads) all.put(thread, of(thread));
        return all;
    }

    static Waiting of(Thread thread) {
        try {
            var type = Class.forName("jdk.internal.vm.ThreadSnapshot");
            var snapshot = method(type, "of", Thread.class).invoke(null, thread);
            if (snapshot == null) return none(thread);
            var state = (State) method(type, "threadState").invoke(snapshot);
            var stack = (StackTraceElement[]) method(type, "stackTrace").invoke(snapshot);
            var ownedAt = method(type, "ownedMonitorsAt", int.class);
            return new Waiting(state, on(state, type, snapshot), List.of(stack),
                    IntStream.range(0, stack.length).boxed().flatMap(depth -> objects(snapshot, ownedAt, depth).map(o -> new Owned(o, depth))).toList());
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("what " + thread + " waits for cannot be found", e);
            return none(thread);
        }
    }

    /** The thread that holds what this one waits for; null when none does. Of monitors it must be among {@code others}. */
    Thread holder(Map<Thread, Waiting> others) {
        if (on instanceof AbstractOwnableSynchronizer lock) return owner(lock);
        if (state != State.BLOCKED) return null;
        return others.entrySet().stream().filter(t -> t.getValue().holds(on)).map(Map.Entry::getKey).findFirst().orElse(null);
    }

    private boolean holds(Object monitor) {
        return owned.stream().anyMatch(o -> o.monitor() == monitor);
    }

    /** The stack from the frame outwards that holds this monitor; empty when none does. */
    List<StackTraceElement> stackHolding(Object monitor) {
        return owned.stream().filter(o -> o.monitor() == monitor).findFirst().map(o -> stack.subList(o.depth(), stack.size())).orElse(List.of());
    }

    /** The monitor or lock, or else the method that waits: {@code monitor Object@1f}, {@code lock ReentrantLock@2e}, {@code LinkedBlockingQueue.take}; empty when it does not wait. */
    String what() {
        return switch (state) {
            case BLOCKED -> "monitor " + name(on);
            case WAITING, TIMED_WAITING -> on instanceof AbstractOwnableSynchronizer ? "lock " + name(on) : waitingMethod();
            default -> "";
        };
    }

    /** For the reader: state, what it waits for, who of {@code others} holds that. */
    String describe(Map<Thread, Waiting> others) {
        var holder = holder(others);
        return state + (what().isEmpty() ? "" : ", waits for " + what()) + (holder == null ? "" : ", held by " + NotebookThreads.name(holder));
    }

    /** Synchronizers are classes inside the locks that they belong to. */
    private static String name(Object object) {
        var type = object.getClass();
        var outer = object instanceof AbstractOwnableSynchronizer && type.getEnclosingClass() != null ? type.getEnclosingClass() : type;
        return outer.getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(object));
    }

    /** The method that was called, not what it calls in its own class; that of the JDK's park where the notebook calls it itself. */
    private String waitingMethod() {
        var frames = stack.stream().dropWhile(f -> INNER.stream().anyMatch(f.getClassName()::startsWith)).toList();
        var first = frames.isEmpty() || frames.getFirst().getClassName().startsWith("REPL.") ? stack.stream().filter(f -> f.getClassName().equals("java.util.concurrent.locks.LockSupport")).toList()
                : frames.stream().takeWhile(f -> f.getClassName().equals(frames.getFirst().getClassName())).toList();
        return first.isEmpty() ? "" : first.getLast().getClassName().replaceFirst(".*\\.", "") + "." + first.getLast().getMethodName();
    }

    private static Waiting none(Thread thread) {
        return new Waiting(thread.getState(), null, List.of(), List.of());
    }

    private static Object on(State state, Class<?> type, Object snapshot) throws ReflectiveOperationException {
        return switch (state) {
            case BLOCKED -> method(type, "blockedOn").invoke(snapshot);
            case WAITING, TIMED_WAITING -> {
                var parked = method(type, "parkBlocker").invoke(snapshot);
                yield parked != null ? parked : method(type, "waitingOn").invoke(snapshot);
            }
            default -> null;
        };
    }

    private static Thread owner(AbstractOwnableSynchronizer lock) {
        try {
            return (Thread) method(AbstractOwnableSynchronizer.class, "getExclusiveOwnerThread").invoke(lock);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("the owner of a lock cannot be found", e);
            return null;
        }
    }

    private static Stream<?> objects(Object snapshot, Method ownedAt, int depth) {
        try {
            return (Stream<?>) ownedAt.invoke(snapshot, depth);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        var method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
