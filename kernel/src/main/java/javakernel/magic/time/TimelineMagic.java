package javakernel.magic.time;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import javakernel.base.KernelThread;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javakernel.display.DisplayData;
import javakernel.display.MimeType;
import javakernel.display.render.CellDisplay;
import javakernel.display.timeline.CellTimeline;
import javakernel.engine.Engine;
import javakernel.engine.source.Place;
import javakernel.engine.threads.Activities;
import javakernel.engine.woven.LockEvents;
import javakernel.magic.CellRunner;
import javakernel.magic.Failure;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Cell;
import javakernel.output.Result;
import org.jspecify.annotations.Nullable;

/**
 * {@code %%timeline}: what the cell's threads and child processes do over time. The cell runs as it would without; its
 * picture is drawn by a thread of the kernel's, once when the cell's own thread ends and, if others go on, again when
 * they have ended.
 */
public final class TimelineMagic implements Magic {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)?");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(100); // the end of a process is known a moment after it
    private static final long POLL_MILLIS = 10;
    private static final int LINE = 80; // characters of a line of code that are shown
    private static final String EXAMPLE = "%%timeline --limit 30s";

    /**
     * @param limit    how long after the cell's own end it goes on at most
     * @param children whether the threads of child JVMs are shown too
     * @param file     where the recording is to be kept; null for nowhere
     */
    private record Options(Duration limit, boolean children, @Nullable Path file) {}

    private final CellRunner runner;
    private final Engine engine;
    private final Activities activities;
    private final Folder folder;

    public TimelineMagic(CellRunner runner, Engine engine, Activities activities, Folder folder) {
        this.runner = runner;
        this.engine = engine;
        this.activities = activities;
        this.folder = folder;
    }

    @Override public List<String> names() {
        return List.of("%%timeline");
    }

    @Override public String summary() {
        return Texts.of("timeline.summary");
    }

    @Override public String usage() {
        return Texts.of("timeline.usage");
    }

    @Override public int java(String arguments) {
        return arguments.length();
    }

    @Override public List<String> complete(String arguments) {
        return arguments.endsWith(" ") || arguments.isEmpty() ? List.of("--limit", "--children", "--save") : List.of();
    }

    @Override public Result run(MagicCall call) throws Failure, InterruptedException {
        var options = options(call);
        var cell = call.cell();
        CellTimeline timeline;
        try {
            LockEvents.begin();
            timeline = new CellTimeline(cell, options.children(),
                    frame -> engine.place(List.of(frame)).map(TimelineMagic::line));
        } catch (IOException | RuntimeException | LinkageError e) {
            LockEvents.end();
            cell.err()
                    .println(Texts.of("timeline.noRecording", Reason.of(e.getCause() == null ? e : e.getCause())));
            return body(call);
        }
        var display = CellDisplay.above(cell,
                new DisplayData(Map.of(MimeType.PLAIN, Texts.of("timeline.recording")), Map.of()));
        try {
            return body(call);
        } finally {
            var shown = new CompletableFuture<Void>();
            KernelThread.start("timeline of In[" + cell.number() + "]",
                    () -> draw(cell, timeline, display, options, shown));
            await(shown);
        }
    }

    /** Until it is shown, or the cell is stopped: then it is shown all the same, but nobody waits for it. */
    private static void await(CompletableFuture<?> shown) throws InterruptedException {
        try {
            shown.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(Place place) {
        var text = place.text().strip();
        return place + ": " + (text.length() <= LINE ? text : text.substring(0, LINE) + "…");
    }

    private Result body(MagicCall call) {
        return runner.run(call.cell(), call.source(), call.body(), call.source().text().length());
    }

    private void draw(Cell cell, CellTimeline timeline, CellDisplay display, Options options,
            CompletableFuture<?> shown) {
        try {
            boolean goesOn = goesOn(cell, SOON);
            var picture = timeline.picture();
            picture.ifPresent(display::showAbove);
            if (goesOn && picture.isPresent()) {
                shown.complete(null);
                goesOn(cell, options.limit());
                timeline.picture().ifPresent(display::update);
            }
            if (options.file() != null) timeline.save(options.file());
        } catch (IOException | RuntimeException | InterruptedException | OutOfMemoryError e) {
            cell.err().println(Texts.of("timeline.none", e));
        } finally {
            cell.endHead();
            shown.complete(null);
            timeline.close();
            LockEvents.end();
        }
    }

    /** Whether something of {@code cell} still goes on after that time; returns as soon as nothing does. */
    private boolean goesOn(Cell cell, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (activities.goOn(cell)) {
            if (System.nanoTime() > deadline) return true;
            Thread.sleep(POLL_MILLIS);
        }
        return false;
    }

    private Options options(MagicCall call) throws Failure {
        var limit = LIMIT;
        boolean children = false;
        Path file = null;
        var words = new ArrayDeque<>(call.words());
        while (!words.isEmpty()) {
            switch (words.pop()) {
                case "--limit" -> limit = duration(call, words.poll());
                case "--children" -> children = true;
                case "--save" -> {
                    if (words.isEmpty())
                        throw Failure.usage(call, Texts.of("timeline.save"), "%%timeline --save sellers.jfr");
                    file = folder.resolve(words.pop());
                    if (file.getParent() != null) folder.existing(file.getParent().toString());
                }
                case String other -> throw Failure.usage(call, Texts.of("timeline.option", other), EXAMPLE);
            }
        }
        return new Options(limit, children, file);
    }

    private static Duration duration(MagicCall call, String text) throws Failure {
        var m = DURATION.matcher(text == null ? "" : text);
        if (!m.matches()) throw Failure.usage(call, Texts.of("timeline.limit", text == null ? "" : text), EXAMPLE);
        long number = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case null, default -> Duration.ofSeconds(number);
        };
    }
}
