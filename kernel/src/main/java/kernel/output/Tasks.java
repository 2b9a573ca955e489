package kernel.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Tasks that know the cell they work for. The notebook's code is woven to call these methods (their names and
 * types are the weaver's): {@code carry} around an argument of the JDK's concurrency methods, with the site where that stands; {@code made} around a new lambda; and
 * {@code remember} and {@code resume} in the classes of timer tasks and fork-join tasks, which cannot be wrapped.
 *
 * <p>A task that is {@code Comparable} is left as it is, for a priority queue compares it.
 */
@SuppressWarnings("overloads")     // the weaver picks each by its exact type
public final class Tasks {
    private Tasks() { }

    public static Runnable carry(Runnable f, String site) {
        return f == null || f instanceof Comparable<?> ? f : in(Cells.current(), site, f);
    }

    public static <T> Callable<T> carry(Callable<T> f, String site) {
        return f == null || f instanceof Comparable<?> ? f : in(Cells.current(), site, f);
    }

    /** For {@code invokeAll} and {@code invokeAny}: the same tasks, those that are callables carried. */
    public static <T> Collection<T> carry(Collection<T> tasks, String site) {
        if (tasks == null || tasks.stream().noneMatch(Callable.class::isInstance)) return tasks;
        var carried = new ArrayList<T>();
        for (var task : tasks) carried.add(carryIfCallable(task, site));
        return carried;
    }

    @SuppressWarnings("unchecked")      // where callables are expected, any callable of that result will do
    private static <T> T carryIfCallable(T task, String site) {
        return task instanceof Callable<?> callable ? (T) carry(callable, site) : task;
    }

    public static <T> Supplier<T> carry(Supplier<T> f, String site) {
        return f == null ? null : in(Cells.current(), site, f);
    }

    public static <T> Consumer<T> carry(Consumer<T> f, String site) {
        var cell = Cells.current();
        return f == null ? null : x -> Cells.in(cell, site, () -> nothing(() -> f.accept(x)));
    }

    public static <T, U> BiConsumer<T, U> carry(BiConsumer<T, U> f, String site) {
        var cell = Cells.current();
        return f == null ? null : (x, y) -> Cells.in(cell, site, () -> nothing(() -> f.accept(x, y)));
    }

    public static <T, R> Function<T, R> carry(Function<T, R> f, String site) {
        var cell = Cells.current();
        return f == null ? null : x -> Cells.in(cell, site, () -> f.apply(x));
    }

    public static <T, U, R> BiFunction<T, U, R> carry(BiFunction<T, U, R> f, String site) {
        var cell = Cells.current();
        return f == null ? null : (x, y) -> Cells.in(cell, site, () -> f.apply(x, y));
    }

    public static IntConsumer carry(IntConsumer f, String site) {
        var cell = Cells.current();
        return f == null ? null : x -> Cells.in(cell, site, () -> nothing(() -> f.accept(x)));
    }

    public static LongConsumer carry(LongConsumer f, String site) {
        var cell = Cells.current();
        return f == null ? null : x -> Cells.in(cell, site, () -> nothing(() -> f.accept(x)));
    }

    public static <R> IntFunction<R> carry(IntFunction<R> f, String site) {
        var cell = Cells.current();
        return f == null ? null : x -> Cells.in(cell, site, () -> f.apply(x));
    }

    /**
     * A lambda works at least for the cell that made it. So it finds its cell through a queue that the notebook built by itself, and
     * yet, called directly by a later cell, it works for that one.
     */
    public static Runnable made(Runnable f) {
        var maker = Cells.current();
        return () -> in(later(maker), null, f).run();
    }

    public static <T> Callable<T> made(Callable<T> f) {
        var maker = Cells.current();
        return () -> in(later(maker), null, f).call();
    }

    public static <T> Supplier<T> made(Supplier<T> f) {
        var maker = Cells.current();
        return () -> in(later(maker), null, f).get();
    }

    /** The current cell, for a new task to keep. */
    public static Object remember() {
        return Cells.current();
    }

    /** The current thread begins a task that {@link #remember remembered} this. */
    public static void resume(Object remembered) {
        if (remembered instanceof Cell cell) Cells.switchTo(cell);
    }

    private static Cell later(Cell maker) {
        var current = Cells.current();
        return current.run() > maker.run() ? current : maker;
    }

    private static Runnable in(Cell cell, String site, Runnable f) {
        return () -> Cells.in(cell, site, () -> nothing(f));
    }

    private static <T> Callable<T> in(Cell cell, String site, Callable<T> f) {
        return () -> Cells.in(cell, site, f::call);
    }

    private static <T> Supplier<T> in(Cell cell, String site, Supplier<T> f) {
        return () -> Cells.in(cell, site, f::get);
    }

    private static Void nothing(Runnable f) {
        f.run();
        return null;
    }
}
