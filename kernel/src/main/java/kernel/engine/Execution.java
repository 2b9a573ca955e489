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

    /** A variable's name alone is no code to run: JShell asks for its value here. */
    @Override public String varValue(String className, String varName) throws EngineTerminationException, InternalException {
        try {
            var field = findClass(className).getDeclaredField(varName);
            field.setAccessible(true);
            value = field.get(null);
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
