package javakernel.base.system;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/** The few POSIX calls (see their manual pages, section 2) that the JDK has no method for. Any thread may use them. */
public final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final Linker.Option STATE = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO = Linker.Option.captureStateLayout().varHandle(groupElement("errno"));
    private static final MethodHandle STRERROR = call("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle PIPE = call("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS), STATE);
    private static final MethodHandle DUP = call("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT), STATE);
    private static final MethodHandle DUP2 = call("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), STATE);
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READ =
            call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), STATE);
    private static final MethodHandle WRITE =
            call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), STATE);
    private static final MethodHandle POLL =
            call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle GETPPID = call("getppid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle KILL = call("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), STATE);
    private static final int ESRCH = 3; // on Linux and macOS
    private static final int POLLFD_BYTES = 8;
    private static final short POLLIN = 1;
    private static final int MESSAGE_BYTES = 256; // no system's message is longer

    private Native() {}

    private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
        var symbol = LIBC.find(name)
                .orElseThrow(() -> new UnsupportedOperationException("this system has no " + name + "()"));
        return LINKER.downcallHandle(symbol, type, options);
    }

    /** A call that can fail. Its memory is there before it is made, so that none is lost that has succeeded. */
    @FunctionalInterface private interface Call {
        long run(MemorySegment state) throws Throwable;
    }

    /** @throws IOException with the system's reason, when the result is below 0 */
    private static long check(String name, Call call) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(Linker.Option.captureStateLayout());
            long result = call.run(state);
            if (result < 0) throw new IOException(name + ": " + message((int) ERRNO.get(state, 0L)));
            return result;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** The system's words for an error number: {@code Too many open files}. */
    private static String message(int errno) throws Throwable {
        return ((MemorySegment) STRERROR.invokeExact(errno)).reinterpret(MESSAGE_BYTES).getString(0);
    }

    /** A pipe's read end and write end. */
    public record Pipe(int read, int write) {
        public void close() {
            Native.close(read);
            Native.close(write);
        }
    }

    /** @throws IOException when the process or the system has no descriptors left */
    static Pipe pipe() throws IOException {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(JAVA_INT, 2);
            check("pipe", state -> (int) PIPE.invokeExact(state, ends));
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        }
    }

    /** @throws IOException when the process has no descriptors left, or {@code fd} is none */
    public static int dup(int fd) throws IOException {
        return (int) check("dup", state -> (int) DUP.invokeExact(state, fd));
    }

    /** @throws IOException when {@code from} is no descriptor */
    public static void dup2(int from, int to) throws IOException {
        check("dup2", state -> (int) DUP2.invokeExact(state, from, to));
    }

    /** What cannot be closed is closed already. */
    public static void close(int fd) {
        try {
            var _ = (int) CLOSE.invokeExact(fd);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Reads at most the buffer's size; 0 at the end. */
    public static int read(int fd, MemorySegment buffer) throws IOException {
        return (int) check("read", state -> (long) READ.invokeExact(state, fd, buffer, buffer.byteSize()));
    }

    /** Writes all. @throws IOException when nobody reads any more, or the disk is full */
    public static void write(int fd, byte[] bytes, int offset, int length) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var left = arena.allocate(Math.max(1, length));
            MemorySegment.copy(bytes, offset, left, ValueLayout.JAVA_BYTE, 0, length);
            for (long done = 0; done < length;) {
                long from = done;
                done += check("write", state -> (long) WRITE.invokeExact(state, fd, left.asSlice(from), length - from));
            }
        }
    }

    /** The descriptors to watch, for {@link #poll}. */
    public static MemorySegment watch(Arena arena, int... fds) {
        var set = arena.allocate((long) POLLFD_BYTES * fds.length, 4);
        for (int i = 0; i < fds.length; i++) {
            set.set(JAVA_INT, (long) i * POLLFD_BYTES, fds[i]);
            set.set(JAVA_SHORT, (long) i * POLLFD_BYTES + 4, POLLIN);
        }
        return set;
    }

    /**
     * How many of the descriptors can be read, or have ended; waits until one is, or for {@code millis}, -1 for ever.
     */
    public static int poll(MemorySegment set, int millis) {
        try {
            // below 0: a signal came; the caller asks again
            return (int) POLL.invokeExact(set, set.byteSize() / POLLFD_BYTES, millis);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Whether the descriptor at {@code index} can be read, or has ended, as of the last {@link #poll}. */
    public static boolean ready(MemorySegment set, int index) {
        return set.get(JAVA_SHORT, (long) index * POLLFD_BYTES + 6) != 0;
    }

    /** The descriptor at {@code index} is not watched any more. */
    public static void ignore(MemorySegment set, int index) {
        set.set(JAVA_INT, (long) index * POLLFD_BYTES, -1);
    }

    /** The pid of the process whose child this one is now. */
    static int parent() {
        try {
            return (int) GETPPID.invokeExact();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Whether there is a process of this pid. */
    static boolean exists(int pid) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(Linker.Option.captureStateLayout());
            return (int) KILL.invokeExact(state, pid, 0) == 0 || (int) ERRNO.get(state, 0L) != ESRCH;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(Throwable e) {
        if (e instanceof RuntimeException r) return r;
        throw (Error) e;
    }
}
