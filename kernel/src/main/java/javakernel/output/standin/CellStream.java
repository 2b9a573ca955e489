package javakernel.output.standin;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;

/**
 * The one {@code System.out} (and the one {@code System.err}) of the notebook: each call goes to the stream of the cell
 * that the calling thread works for. Lines stay whole, for the cell's own stream prints each in one piece; and cells do
 * not wait for one another. It stays open when it is closed: the notebook's other threads and cells still print.
 */
final class CellStream extends PrintStream {
    private final Function<Cell, PrintStream> stream;
    private final PrintStream beforeFirstCell;
    private final String name;

    /**
     * @param name            what the reader knows it by
     * @param beforeFirstCell where output goes as long as no cell has run
     */
    CellStream(String name, Function<Cell, PrintStream> stream, PrintStream beforeFirstCell) {
        super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        this.name = name;
        this.stream = stream;
        this.beforeFirstCell = beforeFirstCell;
    }

    private PrintStream out() {
        var cell = CellOfThread.current();
        return cell == null ? beforeFirstCell : stream.apply(cell);
    }

    @Override public void flush() { out().flush(); }
    @Override public void close() { flush(); StandardStreams.staysOpen(name); }
    @Override public boolean checkError() { return out().checkError(); }

    @Override public void write(int b) { out().write(b); }
    @Override public void write(byte[] bytes) { out().writeBytes(bytes); }
    @Override public void write(byte[] bytes, int offset, int length) { out().write(bytes, offset, length); }
    @Override public void writeBytes(byte[] bytes) { out().writeBytes(bytes); }

    @Override public void print(boolean x) { out().print(x); }
    @Override public void print(char x) { out().print(x); }
    @Override public void print(int x) { out().print(x); }
    @Override public void print(long x) { out().print(x); }
    @Override public void print(float x) { out().print(x); }
    @Override public void print(double x) { out().print(x); }
    @Override public void print(char[] x) { out().print(x); }
    @Override public void print(String x) { out().print(x); }
    @Override public void print(Object x) { out().print(x); }

    @Override public void println() { out().println(); }
    @Override public void println(boolean x) { out().println(x); }
    @Override public void println(char x) { out().println(x); }
    @Override public void println(int x) { out().println(x); }
    @Override public void println(long x) { out().println(x); }
    @Override public void println(float x) { out().println(x); }
    @Override public void println(double x) { out().println(x); }
    @Override public void println(char[] x) { out().println(x); }
    @Override public void println(String x) { out().println(x); }
    @Override public void println(Object x) { out().println(x); }

    @Override public PrintStream format(String format, Object... args) {
        out().print(String.format(format, args));
        return this;
    }

    @Override public PrintStream format(Locale locale, String format, Object... args) {
        out().print(String.format(locale, format, args));
        return this;
    }
}
