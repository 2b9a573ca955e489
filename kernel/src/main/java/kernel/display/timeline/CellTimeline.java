package kernel.display.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kernel.display.DisplayData;
import kernel.display.Mime;
import kernel.output.Cell;
import kernel.output.Processes;

/** What the threads and child processes of one cell do, from its making on. Made by the thread that runs the cell; any thread may draw it. */
public final class CellTimeline implements AutoCloseable {
    private final FlightRecording recording;
    private final Lanes.Subject subject;
    private final Cell cell;
    private final Path ofChildren;      // where child processes put their recordings; null when they do not record

    /**
     * Begins to record.
     *
     * @param children whether child processes that are JVMs show their threads too
     * @param place    the line of a cell that a frame is in; null for code that is no cell's
     * @throws IOException, or a runtime exception or an error, when this JVM cannot record
     */
    public CellTimeline(Cell cell, boolean children, Function<StackTraceElement, String> place) throws IOException {
        this.cell = cell;
        ofChildren = children ? Files.createTempDirectory("timeline") : null;
        if (children) FlightRecording.prepare(ofChildren);
        recording = new FlightRecording();
        var places = new ConcurrentHashMap<StackTraceElement, String>();
        subject = new Lanes.Subject(cell.run(), Thread.currentThread().threadId(), nanos(Instant.now()),
                frame -> places.computeIfAbsent(frame, f -> place.apply(f) instanceof String p ? p : "").isEmpty() ? null : places.get(frame));
        if (children) Processes.change(cell, command -> FlightRecording.ofChild(command, ofChildren));
    }

    /** What has been recorded until now, as interactive picture, static picture and text; empty when nothing has run. */
    public Optional<DisplayData> picture() throws IOException {
        var full = recording.full();
        long end = nanos(full == null ? Instant.now() : full);
        var facts = recording.facts();
        var timeline = Lanes.of(subject, facts, end, children(facts));
        if (timeline.lanes().isEmpty()) return Optional.empty();
        if (full != null) timeline = timeline.with(Words.FULL);
        var scene = Scene.of(timeline);
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", Strip.of(timeline));
        forms.put("image/svg+xml", Svg.of(scene));
        forms.put(Vega.TYPE, Vega.of(scene));
        return Optional.of(Mime.render(new DisplayData(forms, Map.of())));
    }

    /** What those that have ended have recorded; one that was killed has not. */
    private Map<Long, List<Fact>> children(List<Fact> facts) throws IOException {
        var children = new HashMap<Long, List<Fact>>();
        if (ofChildren == null) return children;
        for (var fact : facts) {
            if (fact instanceof Fact.Exited(var _, var pid, var _) && Files.exists(ofChildren.resolve(pid + ".jfr"))) children.put(pid, Facts.read(ofChildren.resolve(pid + ".jfr")));
        }
        return children;
    }

    /** Writes what has been recorded until now, for other tools that read Flight Recorder's files. */
    public void save(Path file) throws IOException {
        recording.write(file);
    }

    @Override public void close() throws IOException {
        recording.close();
        if (ofChildren == null) return;
        Processes.change(cell, null);
        try (var files = Files.list(ofChildren)) {
            for (var file : files.toList()) Files.delete(file);
        }
        Files.delete(ofChildren);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
