package javakernel.base.system;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The file descriptors are the notebook's too, and a cell may use up all that the process can have. Some are set aside,
 * as pipes that are made before they are needed, so that the next cell has its own and the kernel can ask the system
 * for its child processes. Any thread may call; where the system has no pipes, nothing is set aside.
 */
public final class Descriptors {
    // pipes: two for a cell, one that is lent, and those of cells that end meanwhile
    private static final int SPARE = 6;
    private static final Deque<Native.Pipe> PIPES = new ArrayDeque<>(); // guarded by itself
    private static volatile boolean supported;

    private Descriptors() {}

    /** From now on descriptors are set aside. */
    public static void begin() {
        supported = true;
        setAside();
    }

    /** Sets aside again what was taken, as far as there are descriptors. To be called now and then. */
    public static void setAside() {
        if (!supported) return;
        synchronized (PIPES) {
            try {
                while (PIPES.size() < SPARE) PIPES.push(Native.pipe());
            } catch (IOException e) {
                // another time
            }
        }
    }

    /**
     * A pipe: one of those set aside when no other can be made.
     *
     * @throws IOException when those are used up too
     */
    public static Native.Pipe pipe() throws IOException {
        try {
            return Native.pipe();
        } catch (IOException e) {
            synchronized (PIPES) {
                if (PIPES.isEmpty()) throw e;
                return PIPES.pop();
            }
        }
    }

    /** Does {@code step}, which opens a file or two of the system's, with two descriptors that were set aside. */
    public static <T> T lend(Supplier<T> step) {
        if (!supported) return step.get();
        synchronized (PIPES) {
            if (!PIPES.isEmpty()) PIPES.pop().close();
        }
        try {
            return step.get();
        } finally {
            setAside();
        }
    }
}
