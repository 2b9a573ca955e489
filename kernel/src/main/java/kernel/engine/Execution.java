package kernel.engine;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import kernel.protocol.Memory;
import kernel.protocol.Texts;

/**
 * Runs compiled snippets in this JVM, on the thread that evaluates them, and keeps what they return or throw as objects: JShell itself
 * only passes strings on. While the notebook's code runs, the compiler's lock is free, so that completion is answered.
 */
final class Execution extends DirectExecutionControl {
    private static final String COMPILER_FAILED = Texts.of("cell.compilerFailed");

    private final SnippetLoader loader;
    private final ReentrantLock compiler;
    private final Stop stop;
    private final Stopwatch stopwatch;
    private final TimeLimit timeLimit;
    private final Runnable settle;
    private Object value;
    private Throwable thrown;
    private boolean onlyDeclares;
    private volatile Thread running;    // the one that is in the notebook's code, null for none

    /** Ends a thread that comes out of a cell without which the notebook has gone on: the compiler is another's now. */
    private static final class GivenUp extends Error {
        private static final long serialVersionUID = 1;
    }

    /** @param settle is run before new classes are used */
    Execution(SnippetLoader loader, ReentrantLock compiler, Stop stop, Stopwatch stopwatch, TimeLimit timeLimit, Runnable settle) {
        super(loader);
        this.loader = loader;
        this.compiler = compiler;
        this.stop = stop;
        this.stopwatch = stopwatch;
        this.timeLimit = timeLimit;
        this.settle = settle;
    }

    @Override public String invoke(String className, String methodName) throws RunException, EngineTerminationException, InternalException {
        if (onlyDeclares) return "";
        settle.run();
        compiler.unlock();
        try {
            return super.invoke(className, methodName);
        } catch (InternalException e) {
            if (stop.isRunner()) thrown = new IllegalStateException(COMPILER_FAILED);
            throw e;
        } finally {
            backToCompiler();
        }
    }

    /** What JShell would have replaced is left as it is where it means the same; otherwise JShell makes classes of new names. */
    @Override public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        if (!loader.has(classes)) throw new NotImplementedException("redefine");
    }

    /** Evaluates declarations of variables without giving them a value: they keep the one they have. */
    <T> T declaring(Supplier<T> evaluation) {
        onlyDeclares = true;
        try {
            return evaluation.get();
        } finally {
            onlyDeclares = false;
        }
    }

    private void backToCompiler() {
        if (!stop.isRunner()) throw new GivenUp();
        compiler.lock();
    }

    /** By a method handle, which does not wrap what is thrown: there may be no memory for a wrapper. */
    @Override protected String invoke(Method method) throws Exception {
        var handle = MethodHandles.lookup().unreflect(method);
        stopwatch.go();
        running = Thread.currentThread();
        Steps.begins();
        try (var _ = timeLimit.begin()) {
            var returned = handle.invoke();
            var shown = Shown.take();
            if (stop.isRunner()) value = shown == null ? returned : shown;
            return "";
        } catch (Throwable e) {
            Memory.note(e);
            if (stop.isRunner()) thrown = e;
            // JShell would ask the exception for its message, and that is the notebook's code
            throw new InvocationTargetException(e instanceof SPIResolutionException ? e : new IllegalStateException());
        } finally {
            if (isRunning()) running = null;
            Steps.ends();
            stopwatch.hold();
        }
    }

    /** Whether the current thread is in the notebook's code, as the one that runs the cells. */
    boolean isRunning() {
        return running == Thread.currentThread();
    }

    /** A variable's name alone is no code to run: JShell asks for its value here. */
    @Override public String varValue(String className, String varName) throws EngineTerminationException, InternalException {
        settle.run();
        try {
            value = loader.linker().field(className, varName).get(null);
            return "";
        } catch (ReflectiveOperationException e) {
            throw new InternalException(e.toString());
        }
    }

    /** What the last snippet returned; forgotten here. */
    Object takeValue() {
        var v = value;
        value = null;
        return v;
    }

    /** What the last snippet threw, null for nothing; forgotten here. */
    Throwable takeThrown() {
        var t = thrown;
        thrown = null;
        return t;
    }
}
