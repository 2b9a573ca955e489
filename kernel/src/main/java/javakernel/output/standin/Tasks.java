package javakernel.output.standin;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import javakernel.base.system.WeakIdentityMap;
import javakernel.output.CellOfThread;
import javakernel.output.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that work for the cell which handed them over. The notebook's code is woven to call these methods, on any
 * thread. A task is left as it is: a lambda has its {@link Ticket} in a field, as one more value that it captures; of
 * other objects it is remembered beside them, and their own methods ask for it.
 */
public final class Tasks {
    /** The field of a lambda's class that holds its ticket. */
    public static final String TICKET = "ticket$";

    private static final WeakIdentityMap<Ticket> TICKETS = new WeakIdentityMap<>();
    private static final MethodHandle IS_OF =
            handle("isOf", MethodType.methodType(boolean.class, Class.class, Object.class));
    private static final MethodHandle NOTHING = MethodHandles.empty(MethodType.methodType(void.class, Object.class));

    private Tasks() {}

    // ---- lambdas ----

    /** A place in the code where lambdas are made: gives those that one cell makes the same ticket. */
    public static final class Maker {
        private final @Nullable String site;
        private @Nullable Ticket last; // tickets are immutable: threads that race for it make several

        /** @param site where the lambda is handed over at once; empty when it is not */
        public Maker(String site) {
            this.site = site.isEmpty() ? null : site;
        }

        /** A ticket of the current cell; null before the first. */
        public @Nullable Object ticket() {
            var cell = CellOfThread.current();
            var ticket = last;
            if (ticket != null && ticket.cell() == cell) return ticket;
            return last = cell == null ? null : new Ticket(cell, site, site != null);
        }
    }

    /** A lambda with this ticket begins. Returns what {@link #end} is to be told. */
    public static @Nullable Object begin(@Nullable Object ticket) {
        return CellOfThread.enter((Ticket) ticket);
    }

    /** A task ends that {@code begin} has returned this for. */
    public static void end(@Nullable Object begun) {
        CellOfThread.leave(begun);
    }

    /** A lambda with this ticket ends by an exception. */
    public static void fail(@Nullable Object begun, @Nullable Object ticket, Throwable thrown) {
        CellOfThread.leave(begun);
        if (ticket instanceof Ticket t && t.site() != null) SubmissionSites.failed(thrown, t.site());
    }

    // ---- objects of the notebook's classes ----

    /** A method of {@code task} begins by which others run it. Returns what {@link #end} is to be told. */
    public static @Nullable Object beginOwn(Object task) {
        if (CellOfThread.isEntered()) return null; // it is called by the notebook's code
        var ticket = TICKETS.get(task);
        return ticket == null ? CellOfThread.enter() : CellOfThread.enter(ticket);
    }

    /** The method ends by an exception. */
    public static void failOwn(@Nullable Object begun, Object task, Throwable thrown) {
        fail(begun, begun == null ? null : TICKETS.get(task), thrown);
    }

    // ---- handing over ----

    /** What an object is, as a task. */
    private enum Kind { LAMBDA, OWN, MANY, OTHER }

    private static final ClassValue<Kind> KIND = new ClassValue<>() {
        @Override protected Kind computeValue(Class<?> type) {
            if (type.getClassLoader() == null) return Collection.class.isAssignableFrom(type) ? Kind.MANY : Kind.OTHER;
            if (type.isHidden()) return field(type) == null ? Kind.OTHER : Kind.LAMBDA;
            return Kind.OWN;
        }
    };
    private static final ClassValue<@Nullable VarHandle> FIELD = new ClassValue<>() {
        @Override protected @Nullable VarHandle computeValue(Class<?> type) {
            return field(type);
        }
    };

    private static @Nullable VarHandle field(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findVarHandle(type, TICKET, Object.class).withInvokeBehavior();
        } catch (NoSuchFieldException e) {
            return null; // the JDK's own lambda, which prints nothing
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Links the call that is told of each task before it is handed over at {@code site}. Called by the JVM, for woven
     * code.
     */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type, String site) {
        var call = new MutableCallSite(type);
        call.setTarget(MethodHandles.insertArguments(HAND_OVER, 0, call, site));
        return call;
    }

    private static final MethodHandle HAND_OVER =
            handle("handOver", MethodType.methodType(void.class, MutableCallSite.class, String.class, Object.class));

    /** What works for no cell in particular costs the look at its class from the second time on. */
    private static void handOver(MutableCallSite call, String site, @Nullable Object task) {
        if (task == null) return;
        if (KIND.get(task.getClass()) == Kind.OTHER) {
            call.setTarget(MethodHandles.guardWithTest(IS_OF.bindTo(task.getClass()), NOTHING,
                    MethodHandles.insertArguments(HAND_OVER, 0, call, site)));
        } else {
            var cell = CellOfThread.current();
            if (cell != null) handOver(task, new Ticket(cell, site, false));
        }
    }

    private static void handOver(Object task, Ticket ticket) {
        switch (KIND.get(task.getClass())) {
            case LAMBDA -> FIELD.get(task.getClass()).set(task, ticket);
            case OWN -> TICKETS.put(task, ticket);
            case MANY -> ((Collection<?>) task).forEach(t -> {
                if (t != null) handOver(t, ticket);
            });
            case OTHER -> {}
        }
    }

    private static boolean isOf(Class<?> type, @Nullable Object x) {
        return x != null && x.getClass() == type;
    }

    private static MethodHandle handle(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(Tasks.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
