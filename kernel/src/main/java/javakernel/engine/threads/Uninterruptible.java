package javakernel.engine.threads;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javakernel.base.Log;
import javakernel.engine.woven.StopPoint;
import org.jspecify.annotations.Nullable;

/**
 * Ends waits of the JDK's that no interrupt ends: for a lock, a permit, a future, the next phase. Nothing is woven for
 * them: only when a thread that is to be stopped is in such a wait, {@code LockSupport.park(Object)} is redefined until
 * the stop is over. Whoever parks is then asked whether he is to stop, and if so, an Error comes out of the wait: the
 * JDK's queues are left by it as by any Error.
 *
 * <p>To redefine it, the kernel makes itself an agent of its JVM, when it first has to. Called by the one that stops.
 */
public final class Uninterruptible {
    /** What parks, which only the method that is waited in calls. */
    private static final Set<String> WAITS = Set.of("java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire",
            "java.util.concurrent.locks.AbstractQueuedLongSynchronizer.acquire",
            "java.util.concurrent.locks.StampedLock.acquireRead", "java.util.concurrent.locks.StampedLock.acquireWrite",
            "java.util.concurrent.CompletableFuture$Signaller.block", "java.util.concurrent.Phaser$QNode.block");
    private static final String AGAIN = "reacquire"; // after a condition's wait: goes on until the lock is its own
    private static final int DEPTH = 8; // of the stack, in which the wait is found
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final ClassDesc RUNNABLE = Runnable.class.describeConstable().orElseThrow();
    private static final ClassDesc HOLDER = ClassDesc.of("java.util.concurrent.locks.ParkingThread");
    private static final String ASKED = "ASKED";

    private static @Nullable Instrumentation agent; // null before it was needed
    private static byte @Nullable [] original;
    private boolean isOn;

    /** Called by the JVM: the manifest names this class. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        agent = instrumentation;
    }

    /** Ends the waits of those of {@code threads} that are in one. */
    void end(Stream<Thread> threads) {
        var waiting = threads.filter(t -> t.getState() == Thread.State.WAITING)
                .filter(t -> isWait(List.of(t.getStackTrace()))).toList();
        if (waiting.isEmpty()) return;
        try {
            if (original == null) original = prepare();
            if (!isOn) redefine(asking(original));
            isOn = true;
            waiting.forEach(LockSupport::unpark);
        } catch (ReflectiveOperationException | UnmodifiableClassException | IOException | URISyntaxException
                | RuntimeException | LinkageError e) {
            Log.warn("waits that no interrupt ends cannot be ended", e);
        }
    }

    /** The JDK's class is again as it was. */
    void off() {
        if (!isOn || original == null) return;
        try {
            redefine(original);
            isOn = false;
        } catch (ClassNotFoundException | UnmodifiableClassException | RuntimeException | LinkageError e) {
            Log.warn("LockSupport stays redefined", e);
        }
    }

    private static void redefine(byte[] bytes) throws ClassNotFoundException, UnmodifiableClassException {
        Objects.requireNonNull(agent, "prepare has not loaded it")
                .redefineClasses(new ClassDefinition(LockSupport.class, bytes));
    }

    /** Returns the JDK's class as it is. */
    private static byte[] prepare() throws ReflectiveOperationException, IOException, URISyntaxException {
        if (agent == null) {
            var jar = Path.of(Uninterruptible.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Class.forName("sun.instrument.InstrumentationImpl").getMethod("loadAgent", String.class)
                    .invoke(null, jar.toString());
            var holder = MethodHandles.privateLookupIn(LockSupport.class, MethodHandles.lookup()).defineClass(holder());
            var asked = holder.getDeclaredField(ASKED);
            asked.setAccessible(true);
            asked.set(null, (Runnable) Uninterruptible::parking);
        }
        try (var bytes = LockSupport.class.getResourceAsStream("LockSupport.class")) {
            return bytes.readAllBytes();
        }
    }

    /** Beside the JDK's class, which cannot see the kernel's. */
    private static byte[] holder() {
        return ClassFile.of().build(HOLDER, c -> c.withFlags(AccessFlag.FINAL)
                .withField(ASKED, RUNNABLE, ClassFile.ACC_STATIC));
    }

    private static byte[] asking(byte[] lockSupport) {
        var ask = new CodeTransform() {
            @Override public void atStart(CodeBuilder code) {
                code.getstatic(HOLDER, ASKED, RUNNABLE).invokeinterface(RUNNABLE, "run", ConstantDescs.MTD_void);
            }

            @Override public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
        var file = ClassFile.of();
        return file.transformClass(file.parse(lockSupport), ClassTransform
                .transformingMethodBodies(Uninterruptible::parks, ask));
    }

    private static boolean parks(MethodModel method) {
        var onObject = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
        return method.methodName().equalsString("park") && method.methodTypeSymbol().equals(onObject);
    }

    /** Called by any thread of the JVM that is about to park. */
    private static void parking() {
        if (!StopPoint.isStopped()) return;
        var stack = STACK.walk(frames -> frames.limit(DEPTH).map(StackWalker.StackFrame::toStackTraceElement).toList());
        if (isWait(stack)) StopPoint.throwIfStopped();
    }

    private static boolean isWait(List<StackTraceElement> stack) {
        for (int i = 1; i < Math.min(DEPTH, stack.size()); i++) {
            var frame = stack.get(i - 1);
            if (WAITS.contains(frame.getClassName() + "." + frame.getMethodName()))
                return !stack.get(i).getMethodName().equals(AGAIN);
        }
        return false;
    }
}
