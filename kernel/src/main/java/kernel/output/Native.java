package kernel.output;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/** The few POSIX calls (see their manual pages, section 2) that the JDK has no method for. A result below 0 is an error. */
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final MethodHandle PIPE = call("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle DUP = call("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle DUP2 = call("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READ = call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE = call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL = call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final int POLLFD_BYTES = 8;
    private static final short POLLIN = 1;

    private Native() { }

    private static MethodHandle call(String name, FunctionDescriptor type) {
        var symbol = LIBC.find(name).orElseThrow(() -> new UnsupportedOperationException("this system has no " + name + "()"));
        return LINKER.downcallHandle(symbol, type);
    }

    /** A new pipe's read end and write end. */
    record Pipe(int read, int write) { }

    static Pipe pipe() {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(JAVA_INT, 2);
            check("pipe", (int) PIPE.invokeExact(ends));
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int dup(int fd) {
        try {
            return check("dup", (int) DUP.invokeExact(fd));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void dup2(int from, int to) {
        try {
            check("dup2", (int) DUP2.invokeExact(from, to));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void close(int fd) {
        try {
            check("close", (int) CLOSE.invokeExact(fd));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Reads at most the buffer's size; 0 at the end. */
    static int read(int fd, MemorySegment buffer) {
        try {
            return check("read", (int) (long) READ.invokeExact(fd, buffer, buffer.byteSize()));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void write(int fd, MemorySegment bytes) {
        try {
            for (long done = 0; done < bytes.byteSize(); ) {
                done += check("write", (int) (long) WRITE.invokeExact(fd, bytes.asSlice(done), bytes.byteSize() - done));
            }
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** The descriptors to watch, for {@link #poll}. */
    static MemorySegment watch(Arena arena, int... fds) {
        var set = arena.allocate((long) POLLFD_BYTES * fds.length, 4);
        for (int i = 0; i < fds.length; i++) {
            set.set(JAVA_INT, (long) i * POLLFD_BYTES, fds[i]);
            set.set(JAVA_SHORT, (long) i * POLLFD_BYTES + 4, POLLIN);
        }
        return set;
    }

    /** How many of the descriptors can be read, or have ended; waits until one is, or for {@code millis}, -1 for ever. */
    static int poll(MemorySegment set, int millis) {
        try {
            return (int) POLL.invokeExact(set, set.byteSize() / POLLFD_BYTES, millis);    // below 0: a signal came; the caller asks again
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Whether the descriptor at {@code index} can be read, or has ended, as of the last {@link #poll}. */
    static boolean ready(MemorySegment set, int index) {
        return set.get(JAVA_SHORT, (long) index * POLLFD_BYTES + 6) != 0;
    }

    /** The descriptor at {@code index} is not watched any more. */
    static void ignore(MemorySegment set, int index) {
        set.set(JAVA_INT, (long) index * POLLFD_BYTES, -1);
    }

    private static int check(String call, int result) {
        if (result < 0) throw new IllegalStateException(call + "() failed");
        return result;
    }

    private static RuntimeException failed(Throwable e) {
        if (e instanceof RuntimeException r) return r;
        throw (Error) e;
    }
}
