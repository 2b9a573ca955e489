package javakernel.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javakernel.base.Texts;
import javakernel.protocol.Message;
import jdk.internal.vm.annotation.ReservedStackAccess;
import org.jspecify.annotations.Nullable;

/**
 * One run of a cell, as far as its output goes. Whatever belongs to this run, now or long after its end, is written
 * here and appears under it, in the order in which it was written.
 *
 * <p>Any thread may write. {@link #order} is held while something is added, so that what a child process has written
 * before comes first.
 */
public final class Cell {
    private static final AtomicLong RUNS = new AtomicLong();

    private final long run = RUNS.incrementAndGet();
    private final int number;
    private final Message request;
    private final Publisher publisher;
    private volatile CellText text; // renewed when the reader's front end forgets what was shown
    private final ChildStreams children;
    private final Object order = new Object(); // a monitor, which also a used-up stack leaves in order
    private final PrintStream out = stream("stdout");
    private final PrintStream err = stream("stderr");
    private @Nullable Map<String, ?> heading; // shown before the first text; this and the next: in the cell's order
    private boolean isHeaded;
    private final Set<String> keptOpen = ConcurrentHashMap.newKeySet();
    private final List<ChildStreams.Pipes> pipes = new CopyOnWriteArrayList<>();

    /**
     * @param number  the cell's execution count, from 1
     * @param request the execute_request that runs it
     */
    public Cell(int number, Message request, Publisher publisher, ChildStreams children) {
        this.number = number;
        this.request = request;
        this.publisher = publisher;
        this.children = children;
        text = new CellText(this, publisher);
    }

    /** The execution count: the 3 of {@code In[3]}. */
    public int number() {
        return number;
    }

    /** Which run of a cell this is, from 1; unlike the execution count it also rises for a silent request. */
    public long run() {
        return run;
    }

    /** The request that runs the cell. */
    public Message request() {
        return request;
    }

    /** What {@code System.out} is for this cell's threads. */
    public PrintStream out() {
        return out;
    }

    /** What {@code System.err} is for this cell's threads. */
    public PrintStream err() {
        return err;
    }

    /** The cell starts: the current thread and new child processes work for it. */
    public void begin() {
        CellOfThread.run(this);
        use(children.open(this));
    }

    /** The same for what starts programs only now and then: each gets pipes of its own when it is started. */
    public void beginWithoutPipes() {
        CellOfThread.run(this);
    }

    /** Children of this cell write into these pipes too; null for none. */
    void use(ChildStreams.@Nullable Pipes more) {
        if (more != null) pipes.add(more);
    }

    /** These pipes have ended. */
    void forget(ChildStreams.Pipes ended) {
        pipes.remove(ended);
    }

    /**
     * Starts child processes of this cell, which may get pipes of their own: what those before them have written comes
     * first.
     */
    public <T> T start(ChildStreams.Starter<T> starter) throws IOException {
        afterChildren(() -> {});
        return children.start(this, starter);
    }

    /**
     * The cell's own thread has come to its end: publishes {@code content} after all that any child process has written
     * until now.
     */
    public void end(String type, Map<String, ?> content) {
        children.take();
        text.end();
        publish(type, content);
    }

    /** Publishes a message other than a stream's after all that was written before. */
    public void publish(String type, Map<String, ?> content) {
        afterChildren(() -> {
            publisher.add(this, request.publish(type, content));
            if (type.equals("clear_output")) {
                text.forget();
                text = new CellText(this, publisher);
                isHeaded = false;
            }
        });
    }

    /** Publishes a message of which only the last with this {@code key} counts: one that still waits is forgotten. */
    public void publishLatest(String key, String type, Map<String, ?> content) {
        afterChildren(() -> publisher.addLatest(this, key, request.publish(type, content)));
    }

    /** From now on this display stands above the text, as soon as there is any. */
    public void head(Map<String, ?> display) {
        inOrder(() -> heading = display);
    }

    /** No text is headed any more. Says whether the display is there. */
    public boolean endHead() {
        return inOrder(() -> {
            heading = null;
            return isHeaded;
        });
    }

    private void write(String stream, String chars) {
        if (heading != null && !isHeaded) {
            publisher.add(this, request.publish("display_data", heading));
            isHeaded = true;
        }
        text.write(stream, chars);
    }

    /** Says, once, that a stream which was closed stays open. */
    public void staysOpen(String name) {
        if (keptOpen.add(name)) err.println(Texts.of("output.keptOpen", name));
    }

    /**
     * What is begun here comes to its end also where the caller has used up its stack; only then the caller is told.
     */
    @ReservedStackAccess <T> T inOrder(Supplier<T> body) {
        synchronized (order) {
            return body.get();
        }
    }

    /** A stream of bytes into this cell; the caller holds the cell's order. */
    TextStream text(String name) {
        return new TextStream(chars -> write(name, chars));
    }

    /** How many bytes of text the front end shows for this run, about. */
    int shownBytes() {
        return text.shownBytes();
    }

    private PrintStream stream(String name) {
        var text = text(name);
        return new PrintStream(new OutputStream() {
            @Override public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override public void write(byte[] bytes, int offset, int length) {
                OutputEvents.print(Cell.this, bytes, offset, length);
                afterChildren(() -> text.write(bytes, offset, length));
            }
        }, true, StandardCharsets.UTF_8);
    }

    /** Adds something after all that this cell's children have written until now. */
    private void afterChildren(Runnable body) {
        inOrder(() -> {
            pipes.forEach(ChildStreams.Pipes::take);
            body.run();
            return null;
        });
    }
}
