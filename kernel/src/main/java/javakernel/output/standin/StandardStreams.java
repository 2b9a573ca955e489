package javakernel.output.standin;

import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import javakernel.base.Log;
import javakernel.base.Texts;
import javakernel.base.system.JdkInternals;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import org.jspecify.annotations.Nullable;

/**
 * The notebook's {@code System.in}, {@code System.out} and {@code System.err}. A cell may replace them as any program
 * may; at its end they are again what they were, so that no cell takes them away from another. The thread that runs the
 * cells uses it.
 *
 * <p>What the JDK has no method for is done by reflection; {@code jvm.options} opens it.
 */
public final class StandardStreams {
    private static final List<FileDescriptor> DESCRIPTORS =
            List.of(FileDescriptor.in, FileDescriptor.out, FileDescriptor.err);

    private final InputStream in;
    private final PrintStream out = new CellStream("System.out", Cell::out, System.out);
    private final PrintStream err = new CellStream("System.err", Cell::err, System.err);

    public StandardStreams(Input in) {
        this.in = in;
        put();
    }

    private void put() {
        System.setIn(in);
        System.setOut(out);
        System.setErr(err);
    }

    /** {@code cell} has ended. */
    public void restore(Cell cell) {
        var changed = new ArrayList<String>();
        if (System.in != in) changed.add("System.in");
        if (System.out != out) changed.add("System.out");
        if (System.err != err) changed.add("System.err");
        put();
        try {
            forgetReader();
            for (int i = 0; i < DESCRIPTORS.size(); i++) {
                if (!DESCRIPTORS.get(i).valid()) {
                    open(DESCRIPTORS.get(i), i);
                    changed.add("FileDescriptor." + List.of("in", "out", "err").get(i));
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            Log.warn("standard streams cannot be opened again", e);
        }
        if (!changed.isEmpty()) cell.err().println(Texts.of("output.replaced", String.join(", ", changed)));
    }

    /** {@code IO.readln} keeps what {@code System.in} was when it was called first. */
    private static void forgetReader() throws ReflectiveOperationException {
        synchronized (IO.class) {
            JdkInternals.field(IO.class, "br").set(null, null);
        }
    }

    /**
     * The JDK points a closed standard descriptor to nowhere and marks it as closed; the next cell's pipes are there
     * again.
     */
    private static void open(FileDescriptor descriptor, int number) throws ReflectiveOperationException {
        synchronized (descriptor) {
            set(descriptor, "parent", null);
            set(descriptor, "otherParents", null);
            set(descriptor, "closed", false);
            set(descriptor, "fd", number);
        }
    }

    private static void set(FileDescriptor descriptor, String name, @Nullable Object value)
            throws ReflectiveOperationException {
        JdkInternals.field(FileDescriptor.class, name).set(descriptor, value);
    }

    /** A stream was closed that other cells use too. */
    static void staysOpen(String name) {
        var cell = CellOfThread.current();
        if (cell != null) cell.staysOpen(name);
    }
}
