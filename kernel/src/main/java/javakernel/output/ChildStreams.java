package javakernel.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javakernel.base.system.Descriptors;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.base.Memory;
import javakernel.base.Reason;
import javakernel.base.system.Native;
import javakernel.base.Texts;
import jdk.internal.vm.annotation.ReservedStackAccess;
import org.jspecify.annotations.Nullable;

/**
 * The output of child processes. Each cell gets a pipe of its own on file descriptors 1 and 2; a child that inherits
 * them keeps them, so its output finds the cell that started it, whatever runs later. A pipe ends with the last process
 * that holds it.
 */
public final class ChildStreams {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /**
     * Held while descriptors 1 and 2 are changed, and while a child inherits them: they belong to the whole process.
     */
    private static final Object STARTING = new Object();

    private final Set<Pipes> live = ConcurrentHashMap.newKeySet();
    private final boolean supported;
    private @Nullable Cell latest; // whose pipes new children inherit; guarded by STARTING

    /** Keeps the kernel's own standard error for its log. Where the system has no pipes, the log says so once. */
    public ChildStreams() {
        supported = keepLog();
    }

    private static boolean keepLog() {
        try {
            int log = Native.dup(STDERR);
            Descriptors.begin();
            Log.to(new PrintStream(new OutputStream() {
                @Override public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override public void write(byte[] bytes, int offset, int length) throws IOException {
                    Native.write(log, bytes, offset, length);
                }
            }, true, StandardCharsets.UTF_8));
            return true;
        } catch (IOException | UnsupportedOperationException | LinkageError e) {
            Log.warn("this system has no pipes for child processes: use redirectOutput and read them in the cell", e);
            return false;
        }
    }

    /**
     * From now on new child processes write to {@code cell}, through the pipes returned; null where there are none:
     * then the cell says why.
     */
    @Nullable Pipes open(Cell cell) {
        if (!supported) return null;
        try {
            synchronized (STARTING) {
                return redirect(cell);
            }
        } catch (IOException e) {
            return noPipes(cell, e);
        } catch (OutOfMemoryError e) {
            if (!Memory.isOfThreads(e)) throw e;
            return noPipes(cell, e);
        } finally {
            Descriptors.setAside();
        }
    }

    private static @Nullable Pipes noPipes(Cell cell, Throwable why) {
        cell.err().println(Texts.of("output.noPipes", Reason.of(why)));
        return null;
    }

    /**
     * Starts child processes for {@code cell}, which need not be the running one: their output becomes that cell's.
     *
     * @throws IOException what {@code start} throws, or that there are no descriptors or threads for pipes
     */
    @ReservedStackAccess <T> T start(Cell cell, Starter<T> start) throws IOException {
        synchronized (STARTING) {
            // while it is recorded who prints, each child gets pipes of its own
            if (!supported || cell == latest && !OutputEvents.prints()) return start.start();
            var before = latest;
            int out = Native.dup(STDOUT);
            try {
                int err = Native.dup(STDERR);
                try {
                    var pipes = redirect(cell);
                    cell.use(pipes);
                    var started = start.start();
                    pipes.child = child(started);
                    return started;
                } finally {
                    latest = before;
                    point(STDERR, err);
                }
            } finally {
                point(STDOUT, out);
            }
        }
    }

    /** Starts one or more processes. */
    public @FunctionalInterface interface Starter<T> {
        T start() throws IOException;
    }

    /** Which process writes; 0 when that is not known. */
    private static long child(Object started) {
        return started instanceof Process process ? process.pid()
                : started instanceof List<?> pipeline && pipeline.getLast() instanceof Process last ? last.pid() : 0;
    }

    /**
     * @throws IOException      when the process has no descriptors left: the children of this cell write where those
     *       before them do
     * @throws OutOfMemoryError when the system has no thread left, or the notebook no memory: likewise
     */
    private Pipes redirect(Cell cell) throws IOException {
        var out = Descriptors.pipe();
        Native.Pipe err = null;
        Pipes pipes = null;
        try {
            err = Descriptors.pipe();
            pipes = new Pipes(cell, out.read(), err.read());
            live.add(pipes);
            KernelThread.startLasting("children of In[" + cell.number() + "]", pipes::run);
        } catch (IOException | OutOfMemoryError e) {
            if (pipes != null) live.remove(pipes);
            out.close();
            if (err != null) err.close();
            throw e;
        }
        latest = cell;
        point(STDOUT, out.write());
        point(STDERR, err.write());
        return pipes;
    }

    /** Lets {@code fd} be what {@code end} was. */
    private static void point(int fd, int end) throws IOException {
        try {
            Native.dup2(end, fd);
        } finally {
            Native.close(end);
        }
    }

    /** Takes over what the children of all cells have written until now. */
    void take() {
        for (var pipes : live) {
            pipes.cell.inOrder(() -> {
                pipes.take();
                return null;
            });
        }
    }

    /**
     * One cell's two pipes: standard output and standard error. All fields are guarded by the cell's order; their own
     * thread closes them.
     */
    final class Pipes {
        private static final int CAPACITY = 1 << 16;

        private final Cell cell;
        private final int[] fds;
        private volatile long child; // the pid of the only process that writes here; 0: it may be any of the cell
        private final TextStream[] streams;
        private final MemorySegment taking;
        private final MemorySegment waiting; // for the pipes' own thread, which waits without the lock
        private @Nullable MemorySegment buffer;
        private byte @Nullable [] bytes;
        private int open;

        Pipes(Cell cell, int... fds) {
            this.cell = cell;
            this.fds = fds;
            streams = new TextStream[] {cell.text("stdout"), cell.text("stderr")};
            taking = Native.watch(Arena.ofAuto(), fds);
            waiting = Native.watch(Arena.ofAuto(), fds);
            open = fds.length;
        }

        /**
         * Takes over what has been written until now: at most a full pipe of each stream. The caller holds the cell's
         * order.
         */
        void take() {
            if (open == 0 || Native.poll(taking, 0) <= 0) return;
            for (int i = 0; i < fds.length; i++) {
                if (Native.ready(taking, i)) read(i);
            }
        }

        private void read(int i) {
            if (buffer == null) buffer = Arena.ofAuto().allocate(CAPACITY);
            if (bytes == null) bytes = new byte[CAPACITY]; // before anything is read, which would be lost without it
            int length = length(i, buffer);
            if (length > 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
                OutputEvents.printByChild(cell, child, bytes, length);
                streams[i].write(bytes, 0, length);
            } else {
                streams[i].end();
                Native.ignore(taking, i);
                Native.ignore(waiting, i);
                open--;
            }
        }

        /** How much was read; 0 at the end. */
        private int length(int i, MemorySegment buffer) {
            try {
                return Native.read(fds[i], buffer);
            } catch (IOException e) {
                Log.warn("what children print cannot be read", e);
                return 0;
            }
        }

        private void run() {
            do {
                Native.poll(waiting, -1);
            } while (cell.inOrder(() -> {
                take();
                return open > 0;
            }));
            live.remove(this);
            cell.forget(this);
            for (int fd : fds) Native.close(fd);
        }
    }
}
