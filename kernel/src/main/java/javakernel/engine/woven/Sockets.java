package javakernel.engine.woven;

import java.io.Closeable;
import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.base.system.JdkInternals;
import org.jspecify.annotations.Nullable;

/**
 * What no interrupt gets out of a socket: a platform thread that accepts or reads, and the thread of a {@code
 * HttpServer}. To stop it, the socket on which it waits is closed. Which that is, the JDK tells only inside; what is
 * opened for that stands in {@code jvm.options}.
 */
public final class Sockets {
    private static final String HTTP_SERVER = "sun.net.httpserver.ServerImpl";
    private static final Set<String> USES = Set.of("java/net/ServerSocket.accept", "java/net/Socket.getInputStream",
            "java/net/Socket.getOutputStream", "java/net/DatagramSocket.receive");
    /** In whose methods threads wait. */
    private static final Set<String> WAITS = Set.of("sun.nio.ch.NioSocketImpl", "sun.nio.ch.DatagramChannelImpl");
    /** What leads there from a socket, the first of them that there is. */
    private static final List<String> FIELDS = List.of("impl", "dc", "delegate");
    private static final Set<Closeable> USED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static final Set<Object> STOPPING =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private Sockets() {}

    /** Whether it is a method whose receiver somebody may wait for afterwards. */
    public static boolean isUse(String owner, String name) {
        return USES.contains(owner + "." + name);
    }

    /** Writes, before such a call, one of {@link #using}. */
    public static void tell(CodeBuilder code, InvokeInstruction call) {
        if (call.typeSymbol().parameterCount() == 0) code.dup();
        else code.dup2().pop();
        code.invokestatic(ClassDesc.of(Sockets.class.getName()), "using",
                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object));
    }

    /** Woven before a socket is used: somebody may wait for it. */
    public static void using(Object socket) {
        if (socket instanceof Closeable closeable) USED.add(closeable);
    }

    /**
     * Closes what {@code thread} waits for, if it is a socket. Returns what was closed, for the reader; nothing when
     * there was none, or it is being closed.
     */
    public static List<String> close(Thread thread) {
        if (thread.isVirtual()) return List.of(); // an interrupt closes it
        try {
            var server = httpServer(thread);
            if (server != null) return stop(server);
            if (List.of(thread.getStackTrace()).stream().noneMatch(f -> WAITS.contains(f.getClassName())))
                return List.of();
            var waited = List.copyOf(USED).stream().filter(socket -> waits(thread, socket)).toList();
            for (var socket : waited) socket.close();
            return waited.stream().map(Object::toString).toList();
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            Log.warn("what " + thread + " waits for cannot be closed", e);
            return List.of();
        }
    }

    private static boolean waits(Thread thread, Closeable socket) {
        try {
            var impl = (Object) socket;
            while (!WAITS.contains(impl.getClass().getName())) impl = within(impl);
            var reading = (ReentrantLock) JdkInternals.field(impl.getClass(), "readLock").get(impl);
            return owner(JdkInternals.field(ReentrantLock.class, "sync").get(reading)) == thread;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false; // of another kind
        }
    }

    private static Object within(Object socket) throws ReflectiveOperationException {
        for (var name : FIELDS) {
            try {
                return JdkInternals.field(socket.getClass(), name).get(socket);
            } catch (NoSuchFieldException e) {
                // the next one
            }
        }
        throw new NoSuchFieldException(socket.getClass().getName());
    }

    private static Thread owner(Object sync) throws ReflectiveOperationException {
        return (Thread) JdkInternals.method(AbstractOwnableSynchronizer.class, "getExclusiveOwnerThread").invoke(sync);
    }

    /** The server whose connections this thread takes; null when it takes none's. */
    private static @Nullable Object httpServer(Thread thread) throws ReflectiveOperationException {
        var holder = JdkInternals.field(Thread.class, "holder").get(thread);
        var task = JdkInternals.field(holder.getClass(), "task").get(holder);
        return task == null || !task.getClass().getName().equals(HTTP_SERVER + "$Dispatcher") ? null
                : JdkInternals.field(task.getClass(), "this$0").get(task);
    }

    /** It waits for its own thread, which may be in a handler: nobody waits for that here. */
    private static List<String> stop(Object server) {
        if (!STOPPING.add(server)) return List.of();
        KernelThread.start("stop of a server", () -> {
            try {
                JdkInternals.method(server.getClass(), "stop", int.class).invoke(server, 0);
            } catch (ReflectiveOperationException | RuntimeException e) {
                Log.warn("a server cannot be stopped", e);
            }
        });
        return List.of("HttpServer");
    }

}
