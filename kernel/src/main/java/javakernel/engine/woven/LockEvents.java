package javakernel.engine.woven;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.UnaryOperator;
import javakernel.base.ThreadName;
import javakernel.base.system.JdkInternals;
import javakernel.output.CellOfThread;
import javakernel.output.EventNames;
import javakernel.output.OutputEvents;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flight Recorder what the notebook's code does with locks and other things that it may have to wait for; woven
 * in by {@code StepWeaver}. Any thread calls it. While no timeline is made, a call costs nothing ({@link WovenCalls}).
 *
 * <p>What the JDK's own events do not tell: how long a lock is held, by whom, which one it is, and what a virtual
 * thread is parked for.
 */
public final class LockEvents {
    private static final int LIMIT = 100_000; // steps of one recording: a loop around a lock makes millions

    /**
     * One step. {@code kind}: {@code want} a lock, {@code got} it, did {@code not}, {@code free} it again;
     * {@code enter} a call that may wait, {@code leave} it; {@code begin} and {@code end} of a part of the cell's own
     * code; {@code full}: there are too many steps, those that follow are not recorded.
     */
    @Name(EventNames.STEP)
    @Label("Step")
    @Enabled(false)
    @StackTrace(false) static final class Step extends Event {
        String kind = "";
        String site = ""; // class:line:method:variable, the last often empty; the method of a monitor is "synchronized"
        String what = ""; // the class of the lock, the name of the joined thread or the like
        int on; // tells locks and the like from each other; 0 for none
        long run; // Cell.run of the cell that the thread works for, 0 for none
    }

    /** Its class is made with the first step that may be recorded. */
    private static final class Probe {
        static final Step STEP = new Step();
    }

    private static final WovenCalls RECORDING = new WovenCalls();
    private static final Map<String, CallSite> CALLS = Map.of("want", call("want"), "got", call("got"),
            "free", call("free"), "enter", call("enter"), "leave", call("leave"), "tried", RECORDING.call(
                    MethodHandles.dropArguments(MethodHandles.identity(boolean.class), 1, Object.class, String.class),
                    handle("tried", MethodType.methodType(boolean.class, boolean.class, Object.class, String.class))));

    private static int left; // not exact where threads race for it

    private LockEvents() {}

    /** A recording begins: so many steps are recorded from here on. */
    public static void begin() {
        left = LIMIT;
        RECORDING.on();
    }

    /** To be called once for each {@link #begin}. */
    public static void end() {
        RECORDING.off();
    }

    /**
     * Links one step: a call that is told what it is on, null for nothing, and at which site it stands. Called by the
     * JVM, for woven code.
     *
     * @param kind as in {@link Step}; or {@code tried}, which is told first whether the lock was got, and returns that
     */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String kind, MethodType type) {
        return Objects.requireNonNull(CALLS.get(kind), kind);
    }

    private static CallSite call(String kind) {
        var record = handle("record", MethodType.methodType(void.class, String.class, Object.class, String.class))
                .bindTo(kind);
        return RECORDING.call(MethodHandles.empty(record.type()), record);
    }

    private static MethodHandle handle(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(LockEvents.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static boolean tried(boolean got, Object lock, String site) {
        record(got ? "got" : "not", lock, site);
        return got;
    }

    /** A part of the cell's own code begins on the current thread. */
    public static void begins() {
        if (isRecorded()) commit("begin", null, "");
    }

    public static void ends() {
        if (isRecorded()) commit("end", null, "");
    }

    private static boolean isRecorded() {
        return OutputEvents.isWanted() && Probe.STEP.isEnabled();
    }

    private static void record(String kind, @Nullable Object on, String site) {
        if (isRecorded() && left >= 0) commit(left-- > 0 ? kind : "full", on, site);
    }

    private static void commit(String kind, @Nullable Object on, String site) {
        var step = new Step();
        step.kind = kind;
        step.site = site;
        step.what = switch (on) {
            case null -> "";
            case Thread thread -> ThreadName.of(thread);
            case Process process -> String.valueOf(process.pid());
            default -> on.getClass().getSimpleName();
        };
        step.on = on == null ? 0 : System.identityHashCode(inner(on));
        var cell = CellOfThread.current();
        step.run = cell == null ? 0 : cell.run();
        step.commit();
    }

    /** What a lock and its conditions, or a reader's and a writer's lock, have in common: the synchronizer inside. */
    private static Object inner(Object on) {
        return on instanceof Lock || on instanceof Condition ? INNER.get(on.getClass()).apply(on) : on;
    }

    private static final ClassValue<UnaryOperator<Object>> INNER = new ClassValue<>() {
        @Override protected UnaryOperator<Object> computeValue(Class<?> type) {
            try {
                var field = JdkInternals.field(type, Condition.class.isAssignableFrom(type) ? "this$0" : "sync");
                return on -> value(field, on);
            } catch (NoSuchFieldException | RuntimeException e) {
                return on -> on; // made otherwise than the JDK's
            }
        }
    };

    private static Object value(Field field, Object on) {
        try {
            return field.get(on);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
