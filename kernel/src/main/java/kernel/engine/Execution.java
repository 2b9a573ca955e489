package kernel.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs compiled snippets in this JVM, on the thread that evaluates them, and keeps what they return or throw as objects: JShell itself
 * only passes strings on. While the notebook's code runs, the compiler's lock is free, so that completion is answered.
 */
final class Execution extends DirectExecutionControl {
    private final ReentrantLock compiler;
    private Object value;
    private Throwable thrown;

    Execution(SnippetLoader loader, ReentrantLock compiler) {
        super(loader);
        this.compiler = compiler;
    }

    @Override protected String invoke(Method method) throws Exception {
        compiler.unlock();
        try {
            value = method.invoke(null);
            return "";
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
            throw e;
        } finally {
            compiler.lock();
        }
    }

    /** JShell never needs a variable's value: the notebook's own {@code toString} is not run for it. */
    @Override public String varValue(String className, String varName) {
        return "";
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
