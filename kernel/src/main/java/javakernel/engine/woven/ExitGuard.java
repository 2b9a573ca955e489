package javakernel.engine.woven;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.base.system.JdkInternals;

/**
 * The end of the JVM. {@code Runtime.exit} that is called by reflection, or by what else {@link Exits} is not put in
 * place of, is caught where the JDK logs it (logger {@code java.lang.Runtime}, which its documentation names), before
 * it takes the lock that it never gives back: the thread waits there for ever, and hooks and signals still work.
 */
public final class ExitGuard {
    // held, for the JDK holds it weakly
    private static final Logger RUNTIME = Logger.getLogger("java.lang.Runtime");

    private ExitGuard() {}

    /** @param leave called by a thread that calls {@code Runtime.exit}; says whether it is to wait for ever */
    public static void install(Predicate<Thread> leave) {
        RUNTIME.setUseParentHandlers(false);
        RUNTIME.setLevel(Level.FINE);
        RUNTIME.addHandler(new Handler() {
            @Override public void publish(LogRecord logged) {
                if (leave.test(Thread.currentThread())) while (true) LockSupport.park();
            }

            @Override public void flush() {}

            @Override public void close() {}
        });
    }

    /**
     * Does what is registered by {@code Runtime.addShutdownHook} and {@code File.deleteOnExit}, for that long at most.
     */
    public static void runHooks(Duration limit) throws InterruptedException {
        KernelThread.start("hooks", () -> {
            run("java.lang.ApplicationShutdownHooks");
            run("java.io.DeleteOnExitHook");
        }).join(TimeUnit.NANOSECONDS.toMillis(limit.toNanos()));
    }

    /** As the JVM does at its end; {@code jvm.options} opens it. */
    private static void run(String hooks) {
        try {
            JdkInternals.method(Class.forName(hooks), "runHooks").invoke(null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("hooks are not run", e);
        }
    }
}
