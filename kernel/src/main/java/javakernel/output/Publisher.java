package javakernel.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.base.Memory;
import javakernel.protocol.Message;
import org.jspecify.annotations.Nullable;

/**
 * Takes the output of all cells and publishes it: in order for each cell, text that was printed together in one
 * message, nothing dropped. The first text of a cell leaves at once, what follows after a pause, which grows with what
 * the front end has to draw anew; a message that is not text takes all text before it along, except one of which only
 * the latest counts: that one waits as text does. A writer that is far ahead waits, so that memory stays bounded.
 *
 * <p>One thread, {@code publisher}, sends; the publisher's monitor guards everything that waits. It is never held while
 * sending, and writers wait without being interrupted: what is printed is not lost. A monitor, not a lock with
 * conditions, for a writer may have used up its stack: then a lock stays locked or forgets who waits.
 */
public final class Publisher {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PAUSE_NANOS_PER_BYTE = 1_000;
    private static final int FULL = 1 << 19; // characters
    private static final int MANY = 1 << 8; // pieces

    /** What is published as one piece. */
    private sealed interface Piece {}

    private record Text(String stream, StringBuilder chars) implements Piece {}

    private record Whole(Supplier<@Nullable Message> message) implements Piece {}

    private record Latest(String key, Message message) implements Piece {}

    /** What one cell has not published yet; forgotten once it is empty and the pause is over. */
    private static final class Backlog {
        final Deque<Piece> pieces = new ArrayDeque<>();
        int characters;
        boolean urgent;
        long due;
    }

    private final SequencedMap<Cell, Backlog> backlogs = new LinkedHashMap<>();
    private final Queue<Supplier<@Nullable Message>> leaving = new ArrayDeque<>(); // the publisher's thread's
    private final Pace pace = new Pace();
    private final Consumer<Message> sender;

    /** @param sender where finished messages go; it may wait */
    public Publisher(Consumer<Message> sender) {
        this.sender = sender;
        KernelThread.startLasting("publisher", this::run);
    }

    synchronized void addText(Cell cell, String stream, String chars) {
        var backlog = backlogWithRoom(cell);
        if (backlog.pieces.peekLast() instanceof Text last && last.stream().equals(stream)) last.chars().append(chars);
        else backlog.pieces.add(new Text(stream, new StringBuilder(chars)));
        backlog.characters += chars.length();
        if (backlog.characters >= FULL) backlog.urgent = true;
        if (backlog.urgent || backlog.pieces.size() == 1) notifyAll();
    }

    synchronized void add(Cell cell, Message message) {
        var backlog = backlogWithRoom(cell);
        backlog.pieces.add(new Whole(() -> message));
        backlogs.values().forEach(b -> b.urgent = true); // what other cells printed before must not come after it:
        backlogs.putLast(cell, backlog); // it leaves last
        notifyAll();
    }

    /** Waits for its time as text does; a later message with the same key takes its place. */
    synchronized void addLatest(Cell cell, String key, Message message) {
        var pieces = backlogWithRoom(cell).pieces;
        pieces.removeIf(p -> p instanceof Latest old && old.key().equals(key));
        pieces.add(new Latest(key, message));
        notifyAll();
    }

    /**
     * A message that is made by the publisher's thread when it leaves: of what changes all the time the reader sees the
     * latest. It may be null: then nothing leaves.
     */
    synchronized void addToBeMade(Cell cell, boolean urgent, Supplier<@Nullable Message> message) {
        var backlog = backlogWithRoom(cell);
        backlog.pieces.add(new Whole(message));
        backlog.urgent |= urgent;
        notifyAll();
    }

    private Backlog backlogWithRoom(Cell cell) {
        while (true) {
            var backlog = backlogs.computeIfAbsent(cell, c -> new Backlog());
            if (backlog.characters < FULL && backlog.pieces.size() < MANY) return backlog;
            if (!backlog.urgent) { // once: those that wait for room would wake each other
                backlog.urgent = true;
                notifyAll();
            }
            awaitUninterruptibly();
        }
    }

    private void awaitUninterruptibly() {
        boolean interrupted = Thread.interrupted();
        try {
            wait();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void run() {
        try {
            while (true) {
                if (leaving.isEmpty()) take();
                send(leaving.element());
                leaving.remove();
            }
        } catch (InterruptedException e) {
            // the end
        }
    }

    private void send(Supplier<@Nullable Message> next) throws InterruptedException {
        try {
            var message = Memory.retry(next::get);
            if (message == null) return;
            Memory.retry(() -> {
                pace.await(message);
                return null;
            });
            Memory.retry(() -> sender.accept(message));
        } catch (RuntimeException | Error e) {
            Log.warn("output not published", e);
        }
    }

    /** Waits until something is due and takes it. */
    private synchronized void take() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            long wait = Long.MAX_VALUE;
            for (var entries = backlogs.entrySet().iterator(); entries.hasNext();) {
                var entry = entries.next();
                var backlog = entry.getValue();
                long left = backlog.due - now;
                if (backlog.pieces.isEmpty()) {
                    // nothing has come of it, or nothing has come since
                    if (backlog.due == 0 || left <= 0) entries.remove();
                    else wait = Math.min(wait, left);
                } else if (backlog.urgent || backlog.due == 0 || left <= 0) {
                    take(entry.getKey(), backlog);
                    long pause = PAUSE_NANOS + PAUSE_NANOS_PER_BYTE * entry.getKey().shownBytes();
                    backlog.due = now + pause;
                    wait = Math.min(wait, pause);
                } else {
                    wait = Math.min(wait, left);
                }
            }
            if (!leaving.isEmpty()) return;
            if (wait == Long.MAX_VALUE) wait();
            else TimeUnit.NANOSECONDS.timedWait(this, wait);
        }
    }

    private void take(Cell cell, Backlog backlog) {
        for (Piece piece; (piece = backlog.pieces.peek()) != null; backlog.pieces.remove()) {
            leaving.add(switch (piece) {
                case Text(var stream, var chars) -> () -> cell.request().publish("stream",
                        Map.of("name", stream, "text", chars.toString()));
                case Whole(var message) -> message;
                case Latest(_, var message) -> () -> message;
            });
        }
        backlog.characters = 0;
        backlog.urgent = false;
        notifyAll();
    }
}
