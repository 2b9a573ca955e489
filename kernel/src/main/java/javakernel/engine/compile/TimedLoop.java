package javakernel.engine.compile;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import javakernel.engine.source.Source;
import javakernel.output.Result;

/** Java of a cell, compiled once as a loop. Used by the thread that runs the cells. */
public final class TimedLoop {
    /** The method with the loop, and its type: how often, to how many nanoseconds. */
    public static final String RUN = "loop$";
    public static final MethodType TYPE = MethodType.methodType(long.class, long.class);

    private static final String BEGIN =
            "static final java.util.concurrent.atomic.AtomicLong n$ = new java.util.concurrent.atomic.AtomicLong();"
                    + " static final java.util.concurrent.atomic.AtomicReference<Object> o$"
                    + " = new java.util.concurrent.atomic.AtomicReference<>();"
                    + " static void use$(long x) { n$.setOpaque(x); }"
                    + " static void use$(double x) { n$.setOpaque(Double.doubleToRawLongBits(x)); }"
                    + " static void use$(boolean x) { n$.setOpaque(x ? 1 : 0); }"
                    + " static void use$(Object x) { o$.setOpaque(x); }"
                    + " public static long " + RUN + "(long times$) throws Throwable {"
                    + " long begin$ = System.nanoTime(); for (long i$ = 0; i$ < times$; i$++) {\n";
    private static final String END = "\n} return System.nanoTime() - begin$; } }";

    private final MethodHandle loop;
    private final Function<Throwable, Result.Failed> explain;

    /**
     * @param loop    the method {@link #RUN}
     * @param explain tells what the code threw
     */
    public TimedLoop(MethodHandle loop, Function<Throwable, Result.Failed> explain) {
        this.loop = loop;
        this.explain = explain;
    }

    /**
     * The code of a loop over what stands from {@code from} to {@code end}.
     *
     * @param head   what stands before the class
     * @param value  whether what stands from {@code last} to {@code lastEnd} is an expression with a value: it is used,
     *               or the JIT would leave out what has no effect
     */
    static UnitSource loop(String head, String holder, Source code, int from, int last, int lastEnd, int end,
            boolean value) {
        var text = new UnitSource(holder);
        text.map().add(head + "public class " + holder + " { " + BEGIN).add(code, from, last, null);
        if (value) text.map().add("\nuse$(").add(code, last, lastEnd, null).add("\n);");
        else text.map().add("\n;");
        text.map().add(END);
        return text;
    }

    /** The code threw, or was stopped. */
    public static final class Ended extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Result.Failed result;

        private Ended(Result.Failed result) {
            this.result = result;
        }

        public Result.Failed result() {
            return result;
        }
    }

    /** Runs it so many times and returns the nanoseconds that took. */
    public long run(long times) throws Ended {
        try {
            return (long) loop.invokeExact(times);
        } catch (Throwable e) {
            throw new Ended(explain.apply(e));
        }
    }
}
