package javakernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import javakernel.base.Log;
import javakernel.base.Memory;
import javakernel.base.Texts;
import javakernel.display.DisplayData;
import javakernel.display.render.MimeBundle;
import javakernel.engine.Engine;
import javakernel.engine.threads.Stop;
import javakernel.history.History;
import javakernel.magic.cells.Magics;
import javakernel.output.Cell;
import javakernel.output.ChildStreams;
import javakernel.output.Publisher;
import javakernel.output.Result;
import javakernel.output.standin.Input;
import javakernel.output.standin.StandardStreams;
import javakernel.protocol.Channel;
import javakernel.protocol.Channels;
import javakernel.protocol.Json;
import javakernel.protocol.Message;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the cells, one after the other, and tells the end of each, whatever happened in it. The thread {@code main} does
 * it; when it cannot be got out of a cell, that cell is given up and another thread of that name takes over.
 */
final class Runner {
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    private final ChildStreams children = new ChildStreams();
    private final ThreadGroup notebook = Thread.currentThread().getThreadGroup();
    private final Channels channels;
    private final Publisher publisher;
    private final StandardStreams streams;
    private final Stop stop;
    private final History history;
    private final CompletableFuture<Engine> engine;
    private final CompletableFuture<Magics> magics;
    private final Comms comms;
    private int count; // the current main thread's

    Runner(Channels channels, Publisher publisher, Input input, Stop stop, History history,
            CompletableFuture<Engine> engine, CompletableFuture<Magics> magics) {
        this.channels = channels;
        this.publisher = publisher;
        streams = new StandardStreams(input);
        this.stop = stop;
        this.history = history;
        this.engine = engine;
        this.magics = magics;
        comms = new Comms(publisher, children, stop, e -> error(explain(e)));
    }

    /** An execute_request or what came over a comm, to be handled after those before it. Any thread may call it. */
    void add(Message request) {
        waiting.add(request);
    }

    /** Whether no request waits. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Runs cells on the current thread, until one of them is given up. */
    void run() {
        magics.handle((m, e) -> m).join(); // where the engine has failed, each cell says so
        for (boolean mine = true; mine;) {
            try {
                mine = handle(waiting.take());
            } catch (InterruptedException e) {
                // meant for a cell that has just ended
            }
        }
    }

    private boolean handle(Message request) {
        try {
            return Comms.isComm(request) ? comms.handle(request) : execute(request);
        } catch (RuntimeException | Error e) {
            Log.warn(request.type() + " failed", e);
            Memory.retry(() -> refuse(request, error(explain(e))));
            return true;
        }
    }

    /** Answers a request that could not be begun. */
    private void refuse(Message request, Map<String, Object> error) {
        if (!Comms.isComm(request)) {
            channels.send(Channel.IOPUB, request.publish("error", error));
            channels.send(Channel.SHELL,
                    request.reply("execute_reply", with(with(error, "status", "error"), "execution_count", count)));
        }
        channels.send(Channel.IOPUB, request.publish("status", Map.of("execution_state", "idle")));
    }

    /**
     * The thread in this cell cannot be stopped: the notebook goes on without it. Called by the control thread, after
     * {@link Stop} took the cell from it.
     */
    void giveUp(Cell cell) {
        var message = Texts.of("kernel.givenUp", cell.number());
        var error = error(new Result.Failed("NotStopped", message, List.of(message)));
        if (!comms.giveUp(cell, error)) end(cell, new Wrong(error), Map.of());
        var next = Thread.ofPlatform().group(notebook).name("main").daemon(false).inheritInheritableThreadLocals(false)
                .unstarted(this::run);
        stop.runBy(next);
        next.start();
    }

    /** Says whether the current thread goes on running cells. */
    private boolean execute(Message request) {
        var content = request.content();
        var code = content.path("code").asString("");
        boolean silent = content.path("silent").asBoolean(false);
        boolean stored = !silent && content.path("store_history").asBoolean(true);
        if (stored) count++;
        var cell = begin(request, code, silent, stored);
        var outcome = evaluate(cell, code);
        Map<String, Object> expressions = outcome instanceof Shown ? userExpressions(cell) : Map.of();
        if (!stop.end(cell)) return false;
        stop.awaitSaid();
        try {
            Memory.retry(() -> end(cell, outcome, expressions));
        } catch (RuntimeException | Error e) {
            Log.warn("the end of In[" + cell.number() + "] failed", e);
            Memory.retry(() -> end(cell, new Wrong(error(explain(e))), Map.of()));
        }
        Memory.setAside();
        return true;
    }

    /** Each step by itself: one that is done is not done again where there is no memory for the next. */
    private Cell begin(Message request, String code, boolean silent, boolean stored) {
        if (stored) Memory.retry(() -> history.add(count, code));
        var cell = Memory.retry(() -> new Cell(count, request, publisher, children));
        Memory.retry(() -> cell.publish("status", Map.of("execution_state", "busy")));
        if (!silent) Memory.retry(() -> cell.publish("execute_input", Map.of("code", code, "execution_count", count)));
        Memory.retry(cell::begin);
        stop.begin(cell);
        return cell;
    }

    /** What came of a piece of code, as messages say it. */
    private sealed interface Outcome {}

    /** @param value {@code data} and {@code metadata} */
    private record Shown(ObjectNode value) implements Outcome {}

    private record Wrong(Map<String, Object> error) implements Outcome {}

    private Outcome evaluate(Cell cell, String code) {
        try {
            return switch (magics.join().run(cell, code)) {
                case Result.Done(var value) -> new Shown(
                        json(value == null ? DisplayData.NOTHING : MimeBundle.render(value)));
                case Result.Failed failed -> new Wrong(error(failed));
            };
        } catch (RuntimeException | Error e) {
            // of the value's toString, or ours: the cell's end must be told all the same
            return new Wrong(error(explain(e)));
        }
    }

    /** Made while the cell still runs: what the value's getters throw is its error. */
    private static ObjectNode json(DisplayData shown) {
        return Json.object(Map.of("data", shown.data(), "metadata", shown.metadata()));
    }

    /** What {@code thrown} means to the reader. Any thread may ask. */
    Result.Failed explain(Throwable thrown) {
        Memory.note(thrown);
        try {
            return Stop.isStop(thrown) ? Engine.stopped() : engine.join().explain(thrown);
        } catch (RuntimeException | Error e) {
            // of the exception's own methods, or there is no memory for more than its name
            Memory.note(e);
            return plain(
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
        }
    }

    private static Result.Failed plain(Throwable thrown) {
        var name = thrown.getClass().getName();
        try {
            var message = String.valueOf(thrown.getMessage());
            return new Result.Failed(name, message, List.of(name + ": " + message));
        } catch (RuntimeException | Error e) {
            return new Result.Failed(name, name, List.of(name));
        }
    }

    private static Map<String, Object> error(Result.Failed failed) {
        return Map.of("ename", failed.name(), "evalue", failed.message(), "traceback", failed.traceback());
    }

    private Map<String, Object> userExpressions(Cell cell) {
        var results = new LinkedHashMap<String, Object>();
        for (var e : cell.request().content().path("user_expressions").properties()) {
            results.put(e.getKey(), switch (evaluate(cell, e.getValue().asString(""))) {
                case Shown(var value) -> Map.of("status", "ok", "data", value.path("data"), "metadata",
                        value.path("metadata"));
                case Wrong(var error) -> with(error, "status", "error");
            });
        }
        return results;
    }

    /** Tells the front end how the cell ended. */
    private void end(Cell cell, Outcome outcome, Map<String, ?> userExpressions) {
        streams.restore(cell);
        var content = cell.request().content();
        boolean silent = content.path("silent").asBoolean(false);
        Map<String, Object> reply = switch (outcome) {
            case Shown(var value) -> {
                if (!silent && !value.path("data").isEmpty()) {
                    cell.publish("execute_result", Map.of("execution_count", cell.number(), "data", value.path("data"),
                            "metadata", value.path("metadata")));
                }
                yield Map.of("status", "ok", "payload", List.of(), "user_expressions", userExpressions);
            }
            case Wrong(var error) -> {
                if (!silent) cell.publish("error", error);
                yield with(error, "status", "error");
            }
        };
        channels.send(Channel.SHELL,
                cell.request().reply("execute_reply", with(reply, "execution_count", cell.number())));
        if (outcome instanceof Wrong && content.path("stop_on_error").asBoolean(true)) abortWaiting();
        cell.end("status", Map.of("execution_state", "idle"));
    }

    private static Map<String, Object> with(Map<String, Object> content, String key, Object value) {
        var more = new LinkedHashMap<>(content);
        more.put(key, value);
        return more;
    }

    /** After an error the cells that already wait are not run. */
    private void abortWaiting() {
        for (var request : List.copyOf(waiting)) {
            if (Comms.isComm(request) || !waiting.remove(request)) continue;
            channels.send(Channel.IOPUB, request.publish("status", Map.of("execution_state", "busy")));
            channels.send(Channel.SHELL,
                    request.reply("execute_reply", Map.of("status", "aborted", "execution_count", count)));
            channels.send(Channel.IOPUB, request.publish("status", Map.of("execution_state", "idle")));
        }
    }
}
