package javakernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.base.Memory;
import javakernel.base.system.JdkInternals;
import javakernel.display.Display;
import javakernel.display.DisplayData;
import javakernel.display.Displayable;
import javakernel.display.Html;
import javakernel.engine.Engine;
import javakernel.engine.Settings;
import javakernel.engine.compile.GivenNames;
import javakernel.engine.threads.Stop;
import javakernel.engine.woven.ExitGuard;
import javakernel.history.History;
import javakernel.history.HistoryFile;
import javakernel.magic.cells.Magics;
import javakernel.notebook.Action;
import javakernel.notebook.Chart;
import javakernel.notebook.Comm;
import javakernel.notebook.Notebook;
import javakernel.notebook.Outcomes;
import javakernel.notebook.Progress;
import javakernel.output.Cell;
import javakernel.output.Publisher;
import javakernel.output.standin.Input;
import javakernel.protocol.Channel;
import javakernel.protocol.Channels;
import javakernel.protocol.ConnectionFile;
import javakernel.protocol.Message;
import javakernel.protocol.RequestSchema;
import javakernel.requests.CompleteReply;
import javakernel.requests.Indentation;
import javakernel.requests.InspectReply;
import javakernel.requests.KernelInfoReply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The kernel: takes requests and answers them. Cells are run by the {@link Runner}; what helps to write them is
 * answered by the thread {@code helper}, interrupt and shutdown by the thread {@code control}, so that none waits for
 * another.
 */
final class Kernel {
    private static final GivenNames NAMES = new GivenNames(Notebook.class,
            List.of(Action.class, Chart.class, Comm.class,
                    Display.class, DisplayData.class, Displayable.class, Html.class, Notebook.class, Outcomes.class,
                    Progress.class));

    /** Jupyter waits 5 seconds for a kernel to end before it kills it. */
    private static final Duration FOR_HOOKS = Duration.ofSeconds(2);
    private static final Duration FOR_MESSAGES = Duration.ofSeconds(1);

    private final Stop stop = new Stop();
    private final Settings settings = Settings.of(System.getenv());
    /** Made by a thread of the kernel's. Begun first: it takes longest. */
    private final CompletableFuture<Engine> engine =
            CompletableFuture.supplyAsync(() -> new Engine(stop, settings, this::interrupt, NAMES),
                    job -> KernelThread.start("engine", job));
    private final CompletableFuture<Magics> magics = engine.thenApply(e -> new Magics(e, stop, settings));
    private final Channels channels;
    private final Input input;
    private final History history = new History(HistoryFile.of(System.getenv()));
    private final Executor helper = Executors.newSingleThreadExecutor(job -> KernelThread.of("helper", job));
    private final Executor control = Executors.newSingleThreadExecutor(job -> KernelThread.of("control", job));
    private final Runner runner;
    private final AtomicBoolean ending = new AtomicBoolean();

    /** @throws IOException when the connection file cannot be read, or is none */
    Kernel(Path connection) throws IOException {
        channels = new Channels(ConnectionFile.read(connection));
        input = new Input(channels::send);
        runner = new Runner(channels, new Publisher(channels::publish), input, stop, history, engine, magics);
    }

    /**
     * Answers requests until the kernel is shut down. Called by the main thread.
     *
     * @throws IOException when the kernel cannot listen
     */
    void run() throws IOException {
        // their threads are there then even when the notebook uses up all that the system has
        helper.execute(() -> {});
        control.execute(() -> {});
        channels.start(this::accept);
        magics.whenComplete((m, e) -> {
            if (e != null) Log.warn("no cell can be run: the engine has not started", e);
            else warmUp();
        });
        ParentProcess.watch(System.getenv(), () -> control.execute(this::end));
        Runtime.getRuntime().addShutdownHook(KernelThread.of("exit", this::exiting));
        Thread.setDefaultUncaughtExceptionHandler(this::died);
        runner.run();
    }

    private void warmUp() {
        try {
            ExitGuard.install(this::leave);
            if (runner.isIdle()) engine.join().warmUp();
            // opens all jars: a class that is loaded from a new one later would need a descriptor, and there may be
            // none left
            ClassLoader.getSystemResource("no such file");
            var missing = JdkInternals.missing();
            if (!missing.isEmpty()) Log.warn("this JDK lacks what some of the kernel's abilities need: " + missing);
        } catch (RuntimeException | Error e) {
            Log.warn("the first cell takes longer", e);
        }
    }

    /** Called by the channels' thread. */
    private void accept(Channel channel, Message request) {
        var fault = RequestSchema.fault(request);
        if (fault.isPresent() || (channel == Channel.STDIN) != request.type().equals("input_reply")) {
            refuse(channel, request, fault.orElse(request.type() + " does not belong on this channel"));
            return;
        }
        switch (request.type()) {
            case "execute_request", "comm_open", "comm_msg", "comm_close" -> runner.add(request);
            case "input_reply" -> input.reply(request);
            case "kernel_info_request", "complete_request", "inspect_request", "is_complete_request", "history_request",
                    "comm_info_request",
                    "interrupt_request", "shutdown_request" -> (channel == Channel.CONTROL ? control : helper)
                            .execute(() -> handle(channel, request));
            default -> Log.warn("unknown message ignored: " + request.type());
        }
    }

    /** A request whose content is wrong is answered by an error. What no answer is defined for is ignored. */
    private void refuse(Channel channel, Message request, String fault) {
        Log.warn("refused: " + fault);
        if (channel == Channel.STDIN || !request.type().endsWith("_request")) return;
        status(request, "busy");
        reply(channel, request,
                Map.of("status", "error", "ename", "BadRequest", "evalue", fault, "traceback", List.of()));
        status(request, "idle");
    }

    private void handle(Channel channel, Message request) {
        try {
            Memory.retry(() -> status(request, "busy"));
            try {
                Memory.retry(() -> answer(channel, request));
            } catch (RuntimeException | Error e) {
                Log.warn(request.type() + " failed", e);
                Memory.retry(() -> reply(channel, request, Map.of("status", "error", "ename", e.getClass().getName(),
                        "evalue", String.valueOf(e.getMessage()), "traceback", List.of())));
            }
            Memory.retry(() -> status(request, "idle"));
        } catch (RuntimeException | Error e) {
            Log.warn(request.type() + " is not answered", e);
        }
    }

    private void answer(Channel channel, Message request) {
        var content = request.content();
        var code = content.path("code").asString("");
        switch (request.type()) {
            case "kernel_info_request" -> reply(channel, request, KernelInfoReply.content());
            case "complete_request" -> reply(channel, request, complete(code, cursor(code, content)));
            case "inspect_request" -> reply(channel, request,
                    inspect(code, cursor(code, content), content.path("detail_level").asInt(0)));
            case "is_complete_request" -> reply(channel, request, isComplete(code));
            case "history_request" -> reply(channel, request, Map.of("status", "ok", "history", history.find(content)));
            case "comm_info_request" -> reply(channel, request, Comm.info(content));
            case "interrupt_request" -> {
                interrupt(stop.latest());
                reply(channel, request, Map.of("status", "ok"));
            }
            case "shutdown_request" -> {
                reply(channel, request, Map.of("status", "ok", "restart", content.path("restart").asBoolean(false)));
                status(request, "idle");
                end();
            }
            default -> throw new IllegalArgumentException(request.type());
        }
    }

    private void interrupt(@Nullable Cell latest) {
        try {
            stop.all(latest).ifPresent(runner::giveUp);
        } catch (InterruptedException e) {
            Log.warn("interrupted while stopping", e);
        }
    }

    private Map<String, Object> complete(String code, int cursor) {
        return magics.join().complete(code, cursor).map(c -> CompleteReply.content(code, c))
                .orElseGet(() -> CompleteReply.content(code,
                        engine.join().help().complete(magics.join().java(code), cursor)));
    }

    private Map<String, Object> inspect(String code, int cursor, int detail) {
        return magics.join().at(code, cursor).map(InspectReply::content)
                .orElseGet(() -> InspectReply.content(engine.join().help().document(magics.join().java(code), cursor),
                        detail));
    }

    /** The protocol counts in code points, Java in UTF-16 units. */
    private static int cursor(String code, JsonNode content) {
        int points = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.clamp(content.path("cursor_pos").asInt(points), 0, points));
    }

    private Map<String, Object> isComplete(String code) {
        var readiness = engine.join().help().readiness(magics.join().java(code)).name().toLowerCase();
        return readiness.equals("incomplete") ? Map.of("status", readiness, "indent", Indentation.after(code))
                : Map.of("status", readiness);
    }

    /**
     * A thread of the notebook ends with an exception: its cell shows it. Those of the kernel's own are logged by
     * {@link KernelThread}.
     */
    private void died(Thread thread, Throwable thrown) {
        if (Stop.isStop(thrown)) return;
        System.err.println("Exception in thread \"" + thread.getName() + "\"\n"
                + String.join("\n", runner.explain(thrown).traceback()));
    }

    // ---- end ----

    /**
     * The JVM is about to end: by a signal, as it should, or by a thread of the notebook's, which waits here for ever.
     */
    private void exiting() {
        var culprit = stop.exiting();
        if (culprit == null) {
            Stop.children();
            return;
        }
        leave(culprit);
        while (true) LockSupport.park();
    }

    /** Goes on without a thread of the notebook's that makes the JVM end; says whether it is one. */
    private boolean leave(Thread culprit) {
        if (!stop.isNotebook(culprit)) return false;
        stop.leave(culprit).ifPresent(runner::giveUp);
        return true;
    }

    /** Once, whoever asks: each step for a limited time, and whatever the one before it throws. */
    private void end() {
        if (!ending.compareAndSet(false, true)) return;
        try {
            step(() -> ExitGuard.runHooks(FOR_HOOKS));
            step(Stop::children);
            step(history::close);
            step(() -> channels.close(FOR_MESSAGES));
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static void step(Step step) {
        try {
            step.run();
        } catch (InterruptedException | RuntimeException | Error e) {
            Log.warn("a part of the kernel's end is left out", e);
        }
    }

    private void reply(Channel channel, Message request, Map<String, ?> content) {
        channels.send(channel, request.reply(request.type().replace("_request", "_reply"), content));
    }

    private void status(Message request, String state) {
        channels.send(Channel.IOPUB, request.publish("status", Map.of("execution_state", state)));
    }
}
