package kernel.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Function;

/** Java of a cell, compiled once as a loop. Used by the thread that runs the cells. */
public final class Repeated {
    private static final String BEGIN = "new Object() { static final java.util.concurrent.atomic.AtomicLong n$ = new java.util.concurrent.atomic.AtomicLong();"
            + " static final java.util.concurrent.atomic.AtomicReference<Object> o$ = new java.util.concurrent.atomic.AtomicReference<>();"
            + " static void use$(long x) { n$.setOpaque(x); } static void use$(double x) { n$.setOpaque(Double.doubleToRawLongBits(x)); }"
            + " static void use$(boolean x) { n$.setOpaque(x ? 1 : 0); } static void use$(Object x) { o$.setOpaque(x); }"
            + " public long run$(long times$) throws Throwable { long begin$ = System.nanoTime(); for (long i$ = 0; i$ < times$; i$++) {\n";
    private static final String USE = " use$(";     // its result is used, or the JIT would leave out what has no effect
    private static final String END = "\n} return System.nanoTime() - begin$; } }";

    private final Object loop;
    private final Method run;
    private final Function<Throwable, Result.Failed> explain;

    /**
     * @param loop    an instance of what {@link #loop} is the code of
     * @param explain tells what the code threw
     */
    Repeated(Object loop, Function<Throwable, Result.Failed> explain) {
        this.loop = loop;
        this.explain = explain;
        try {
            run = loop.getClass().getMethod("run$", long.class);
            run.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Source code, and where in it the notebook's begins. */
    record Code(String text, int start) { }

    /** The code of a loop over statements and a last one, which may be an expression whose value counts. */
    static Code loop(String statements, String last, boolean expression) {
        if (!expression) return new Code(BEGIN + statements + last + "\n;" + END, BEGIN.length());
        return new Code(BEGIN + statements + USE + last + "\n);" + END, BEGIN.length() + (statements.isEmpty() ? USE.length() : 0));
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
            return (long) run.invoke(loop, times);
        } catch (InvocationTargetException e) {
            throw new Ended(explain.apply(e.getCause()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
