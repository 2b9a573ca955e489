package javakernel.engine.threads;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.base.Log;
import javakernel.base.system.JdkInternals;
import javakernel.engine.threads.ThreadState.Monitor;
import javakernel.engine.threads.ThreadState.Owned;
import org.jspecify.annotations.Nullable;

/**
 * A look at a virtual thread that waits, unmounted, while it is kept from going on, in the way of {@code
 * VirtualThread.tryGetStackTrace}. The JVM's own snapshot of one that may go on meanwhile walks a stack that is being
 * changed, and with many threads that crashes the JVM. Where a JDK does it otherwise, the log says so once and nothing
 * is seen.
 */
final class SuspendedThread {
    private static final @Nullable Access ACCESS = access();

    /** What is opened of the JDK's insides: {@code jvm.options}. */
    private record Access(Method state, Method compareAndSet, Method set, Method submit, Field parkPermit,
            Field blockPermit,
            int suspended, int parked, int timedParked, int unparked, int blocked, int unblocked,
            Method snapshot, Method snapshotState, Method stackTrace, Method blockedOn, Method ownedAt) {
        /** It may have been woken while it was suspended: then nobody else makes it go on. */
        void resume(Thread thread, int state) throws ReflectiveOperationException {
            set.invoke(thread, state);
            boolean wasBlocked = state == blocked;
            boolean woken = (wasBlocked ? blockPermit : parkPermit).getBoolean(thread);
            if (woken && (boolean) compareAndSet.invoke(thread, state, wasBlocked ? unblocked : unparked))
                submit.invoke(thread);
        }

        @Nullable ThreadState snapshot(Thread thread) throws ReflectiveOperationException {
            var snapshot = this.snapshot.invoke(null, thread);
            if (snapshot == null) return null;
            var state = (Thread.State) snapshotState.invoke(snapshot);
            var stack = List.of((StackTraceElement[]) stackTrace.invoke(snapshot));
            var on = state == Thread.State.BLOCKED ? blockedOn.invoke(snapshot) : null;
            var owned = IntStream.range(0, stack.size()).boxed()
                    .flatMap(depth -> monitors(snapshot, depth).map(o -> new Owned(Monitor.of(o), depth))).toList();
            return new ThreadState(state, on == null ? null : Monitor.of(on), stack, owned);
        }

        Stream<?> monitors(Object snapshot, int depth) {
            try {
                return (Stream<?>) ownedAt.invoke(snapshot, depth);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private SuspendedThread() {}

    /** What {@code thread} waits for and holds; null when it is not parked or blocked now, or that cannot be seen. */
    static @Nullable ThreadState look(Thread thread) {
        if (ACCESS == null || !thread.isVirtual()) return null;
        try {
            int state = (int) ACCESS.state.invoke(thread);
            if (state != ACCESS.blocked && state != ACCESS.parked && state != ACCESS.timedParked) return null;
            if (!(boolean) ACCESS.compareAndSet.invoke(thread, state, state | ACCESS.suspended)) return null;
            try {
                return ACCESS.snapshot(thread);
            } finally {
                ACCESS.resume(thread, state);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("what " + thread + " waits for cannot be found", e);
            return null;
        }
    }

    /**
     * The monitor at which a platform thread is blocked, and has been for a while; null when it is not, or that cannot
     * be seen.
     */
    static @Nullable Monitor blockedOn(Thread thread) {
        if (ACCESS == null) return null;
        try {
            var snapshot = ACCESS.snapshot.invoke(null, thread);
            var on = snapshot == null || ACCESS.snapshotState.invoke(snapshot) != Thread.State.BLOCKED ? null
                    : ACCESS.blockedOn.invoke(snapshot);
            return on == null ? null : Monitor.of(on);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("what " + thread + " waits for cannot be found", e);
            return null;
        }
    }

    private static @Nullable Access access() {
        try {
            var thread = Class.forName("java.lang.VirtualThread");
            var snapshot = Class.forName("jdk.internal.vm.ThreadSnapshot");
            return new Access(JdkInternals.method(thread, "state"),
                    JdkInternals.method(thread, "compareAndSetState", int.class, int.class),
                    JdkInternals.method(thread, "setState", int.class),
                    JdkInternals.method(thread, "submitRunContinuation"), JdkInternals.field(thread, "parkPermit"),
                    JdkInternals.field(thread, "blockPermit"),
                    constant(thread, "SUSPENDED"), constant(thread, "PARKED"), constant(thread, "TIMED_PARKED"),
                    constant(thread, "UNPARKED"),
                    constant(thread, "BLOCKED"), constant(thread, "UNBLOCKED"),
                    JdkInternals.method(snapshot, "of", Thread.class), JdkInternals.method(snapshot, "threadState"),
                    JdkInternals.method(snapshot, "stackTrace"), JdkInternals.method(snapshot, "blockedOn"),
                    JdkInternals.method(snapshot, "ownedMonitorsAt", int.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("what virtual threads wait for cannot be found", e);
            return null;
        }
    }

    private static int constant(Class<?> type, String name) throws ReflectiveOperationException {
        return JdkInternals.field(type, name).getInt(null);
    }

}
