package javakernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javakernel.engine.threads.Stop;
import javakernel.notebook.Comm;
import javakernel.output.Cell;
import javakernel.output.ChildStreams;
import javakernel.output.Publisher;
import javakernel.protocol.Message;

/**
 * What front ends send over comms: handled by the thread that runs the cells, in turn with them, and stopped as they
 * are.
 */
final class Comms {
    // the cell whose handler runs, to the message's own
    private final Map<Cell, Cell> handled = new ConcurrentHashMap<>();
    private final Publisher publisher;
    private final ChildStreams children;
    private final Stop stop;
    private final Function<Throwable, Map<String, ?>> error;

    /** @param error what is said of a handler that throws this */
    Comms(Publisher publisher, ChildStreams children, Stop stop, Function<Throwable, Map<String, ?>> error) {
        this.publisher = publisher;
        this.children = children;
        this.stop = stop;
        this.error = error;
    }

    static boolean isComm(Message message) {
        return message.type().startsWith("comm_");
    }

    /** Says whether the current thread goes on running cells. */
    boolean handle(Message message) {
        var own = new Cell(0, message, publisher, children);
        own.publish("status", Map.of("execution_state", "busy"));
        var work = Comm.received(message.type(), message.content());
        if (work.isPresent()) return run(work.get(), own);
        if (message.type().equals("comm_open"))
            own.publish("comm_close", Map.of("comm_id", message.content().path("comm_id"), "data", Map.of()));
        end(own);
        return true;
    }

    /**
     * In a new run of the cell that has set the handler, for that cell may have been stopped; without such a cell, in
     * the message's own.
     */
    private boolean run(Comm.Work work, Cell own) {
        var cell =
                work.cell() == null ? own : new Cell(work.cell().number(), work.cell().request(), publisher, children);
        handled.put(cell, own);
        cell.beginWithoutPipes(); // there may be many messages a second, and few start programs
        stop.begin(cell);
        Throwable thrown = null;
        try {
            work.action().run();
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
        if (!stop.end(cell)) return false;
        stop.awaitSaid();
        if (thrown != null) cell.publish("error", error.apply(thrown));
        end(handled.remove(cell));
        return true;
    }

    /** The thread in this cell cannot be stopped; says whether it runs a handler there. */
    boolean giveUp(Cell cell, Map<String, ?> why) {
        var own = handled.remove(cell);
        if (own == null) return false;
        cell.publish("error", why);
        end(own);
        return true;
    }

    private static void end(Cell own) {
        own.end("status", Map.of("execution_state", "idle"));
    }
}
