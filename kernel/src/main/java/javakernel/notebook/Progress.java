package javakernel.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javakernel.base.KernelThread;
import javakernel.base.Texts;
import javakernel.display.AlreadyShown;
import javakernel.display.Display;
import javakernel.display.DisplayData;
import javakernel.display.Html;
import javakernel.display.MimeType;
import javakernel.display.render.CellDisplay;
import javakernel.display.render.MimeBundle;
import javakernel.display.render.ValueText;
import org.jspecify.annotations.Nullable;

/**
 * A bar below the cell that made it, which says how much of some work is done, how fast it goes and how long the rest
 * will take. Any thread may advance it, also after the cell has ended, and a loop over it does. It is drawn ten times a
 * second at the most: by the thread that advances it, or, when that was too soon, a little later by the kernel's thread
 * {@code progress}.
 *
 * @param <T> what a loop over it gives
 */
public final class Progress<T> implements Iterable<T>, AlreadyShown {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int WIDTH = 25; // characters of the bar
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,18})\\s*");

    /** Its thread is made when it is needed. */
    private static final class Later {
        static final ScheduledThreadPoolExecutor EXECUTOR =
                new ScheduledThreadPoolExecutor(1, job -> KernelThread.of("progress", job));
    }

    private final String label;
    private final Iterable<T> elements;
    private final long total; // −1 where it is not known
    private final AtomicLong count = new AtomicLong();
    private final AtomicBoolean drawsLater = new AtomicBoolean();
    private final Display display;
    private volatile long begin = System.nanoTime();
    private volatile long drawn = begin;
    private volatile long end; // 0 until then
    private long drawnCount; // guarded by this
    private volatile boolean ended;
    private volatile int exitCode;
    private volatile @Nullable Thread reader; // null where no child is followed

    private Progress(String label, long total, Iterable<T> elements) {
        this.label = label;
        this.total = total;
        this.elements = elements;
        display = CellDisplay.show(MimeBundle.render(bar()));
    }

    static <T> Progress<T> of(String label, Iterable<T> elements) {
        return new Progress<>(label, elements instanceof Collection<?> known ? known.size() : -1, elements);
    }

    static Progress<Integer> of(String label, int total) {
        if (total < 0) throw new IllegalArgumentException(Texts.of("progress.noSteps", total));
        return new Progress<>(label, total, () -> IntStream.range(0, total).iterator());
    }

    // ---- advancing: any thread ----

    /** One more is done. */
    public void step() {
        advance(n -> n + 1);
    }

    /** So many more are done. */
    public void step(long more) {
        advance(n -> n + more);
    }

    /** So many are done in all. */
    public void to(long done) {
        advance(n -> done);
    }

    private void advance(LongUnaryOperator change) {
        if (count.updateAndGet(change) == total) draw();
        else if (System.nanoTime() - drawn >= PAUSE_NANOS) draw();
        else if (drawsLater.compareAndSet(false, true)) {
            Later.EXECUTOR.schedule(() -> {
                drawsLater.set(false);
                drawUnlessAtEnd();
            }, drawn + PAUSE_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** Advances with each round of a loop; the loop begins anew at 0. */
    @Override public Iterator<T> iterator() {
        var inner = elements.iterator();
        count.set(0);
        begin = System.nanoTime();
        ended = false;
        return new Iterator<>() {
            private boolean inRound;

            @Override public boolean hasNext() {
                endRound();
                boolean more = inner.hasNext();
                if (!more) end();
                return more;
            }

            @Override public T next() {
                endRound();
                var element = inner.next();
                inRound = true;
                return element;
            }

            private void endRound() {
                if (inRound) step();
                inRound = false;
            }
        };
    }

    /**
     * Advances with a child process, on a thread of its own: a line of the child's standard output that is a number
     * says how many steps are done in all; other lines are printed below the cell.
     *
     * @param child started with its standard output as a pipe, which is the default
     * @return this bar
     */
    public Progress<T> follow(Process child) {
        if (child.getInputStream().getClass().getName().equals("java.lang.ProcessBuilder$NullInputStream")) {
            throw new IllegalArgumentException(Texts.of("progress.elsewhere"));
        }
        reader = Thread.ofPlatform().name("progress of process " + child.pid()).daemon().start(() -> readAll(child));
        return this;
    }

    /**
     * Waits until all is done, or until the child that it follows has ended and all that it printed is below the cell.
     */
    public void join() throws InterruptedException {
        if (reader != null) {
            reader.join();
            return;
        }
        synchronized (this) {
            while (end == 0) wait();
        }
    }

    private void readAll(Process child) {
        try (var lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = lines.readLine()) != null;) {
                var number = NUMBER.matcher(line);
                if (number.matches()) to(Long.parseLong(number.group(1)));
                else System.out.println(line);
            }
            exitCode = child.waitFor();
        } catch (IOException | InterruptedException e) {
            // it has been stopped
        }
        end();
    }

    /** There will be no more, however much is done. */
    private void end() {
        if (count.get() == total && exitCode == 0) return; // that is drawn
        ended = true;
        draw();
    }

    // ---- drawing ----

    /** In order: what is drawn later is as it is later. */
    private synchronized void draw() {
        drawn = System.nanoTime();
        if (!ended && count.get() != total) end = 0;
        else if (end == 0) end = drawn;
        notifyAll();
        drawnCount = count.get();
        display.update(bar());
    }

    private synchronized void drawUnlessAtEnd() {
        if (end == 0 || count.get() != drawnCount) draw();
    }

    private DisplayData bar() {
        long done = count.get();
        int full = total == 0 ? WIDTH : Math.clamp(done * WIDTH / Math.max(total, 1), 0, WIDTH);
        var name = label.isEmpty() ? "" : label + "  ";
        var colour = exitCode != 0 || end != 0 && total >= 0 && done < total ? "#d98200"
                : end != 0 || done == total ? "#0a8f6b" : "#3b8fd4";
        var drawing = total < 0 ? "" : "█".repeat(full);
        var rest = total < 0 ? "" : "░".repeat(WIDTH - full);
        var html =
                "<div style=\"margin-left:8px;white-space:pre-wrap;font-family:var(--jp-code-font-family,monospace)\">"
                        + Html.escape(name) + "<span style=\"color:" + colour + "\">" + drawing + "</span>"
                        + "<span style=\"opacity:0.4\">" + rest + "</span>" + numbers(done) + "</div>";
        return new DisplayData(Map.of(MimeType.HTML, html, MimeType.PLAIN, name + drawing + rest + numbers(done)),
                Map.of());
    }

    private String numbers(long done) {
        double seconds = ((end == 0 ? System.nanoTime() : end) - begin) / 1e9;
        double rate = done / seconds;
        var numbers = new StringBuilder();
        if (total >= 0)
            numbers.append(String.format("%4d %%  ", total == 0 ? 100 : (long) Math.floor(100.0 * done / total)))
                    .append(ValueText.number(done)).append('/').append(ValueText.number(total));
        else numbers.append(ValueText.number(done));
        if (done > 0) numbers.append(" · ")
                .append(Texts.of("progress.perSecond", String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate)));
        if (end == 0 && total > done && done > 0)
            numbers.append(Texts.of("progress.left", time((total - done) / rate)));
        else if (done > 0 || end != 0) numbers.append(Texts.of("progress.took", time(seconds)));
        if (exitCode != 0) numbers.append(Texts.of("progress.code", exitCode));
        return numbers.toString();
    }

    private static String time(double seconds) {
        if (seconds < 60) return Texts.of("progress.seconds", seconds);
        long whole = Math.round(seconds);
        return whole < 3600 ? String.format("%d:%02d", whole / 60, whole % 60)
                : String.format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    @Override public String toString() {
        return String.valueOf(bar().data().get(MimeType.PLAIN));
    }
}
