package javakernel.display.timeline;

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
import javakernel.base.Log;
import javakernel.display.DisplayData;
import javakernel.display.MimeType;
import javakernel.display.picture.Png;
import javakernel.display.picture.VegaLite;
import javakernel.display.render.MimeBundle;
import javakernel.output.Cell;
import javakernel.output.standin.Processes;
import org.jspecify.annotations.Nullable;

/**
 * What the threads and child processes of one cell do, from its making on. Made by the thread that runs the cell; any
 * thread may draw it.
 */
public final class CellTimeline {
    private static final long POLL_MILLIS = 200;

    private final FlightRecording recording;
    private final Lanes.Subject subject;
    private final Cell cell;
    private final @Nullable Path ofChildren; // where child processes put their recordings; null when they do not record

    /**
     * Begins to record.
     *
     * @param children whether child processes that are JVMs show their threads too
     * @param place    the line of a cell that a frame is in; empty for code that is no cell's
     * @throws IOException, or a runtime exception or an error, when this JVM cannot record
     */
    public CellTimeline(Cell cell, boolean children, Function<StackTraceElement, Optional<String>> place)
            throws IOException {
        this.cell = cell;
        var folder = children ? Files.createTempDirectory("timeline") : null;
        ofChildren = folder;
        if (folder != null) FlightRecording.prepare(folder);
        recording = new FlightRecording();
        var places = new ConcurrentHashMap<StackTraceElement, Optional<String>>();
        subject = new Lanes.Subject(cell.run(), Thread.currentThread().threadId(), RecordingReader.nanos(Instant.now()),
                frame -> places.computeIfAbsent(frame, place));
        if (folder != null) Processes.change(cell, command -> FlightRecording.ofChild(command, folder));
    }

    /**
     * What has been recorded until now, as interactive picture, static picture and text; empty when nothing has run.
     */
    public Optional<DisplayData> picture() throws IOException {
        var full = recording.full();
        long end = RecordingReader.nanos(full == null ? Instant.now() : full);
        var facts = recording.facts();
        var timeline = Lanes.of(subject, facts, end, children(facts));
        if (timeline.lanes().isEmpty()) return Optional.empty();
        if (full != null) timeline = timeline.with(TimelineTexts.FULL);
        var scene = Layout.of(timeline);
        var forms = new LinkedHashMap<String, Object>();
        forms.put(MimeType.PLAIN, TextPicture.of(timeline));
        var svg = SvgPicture.of(scene);
        var metadata = new LinkedHashMap<String, Object>();
        forms.put(MimeType.SVG, svg);
        Png.add(svg, forms, metadata);
        forms.put(VegaLite.TYPE, VegaPicture.of(scene));
        return Optional.of(MimeBundle.render(new DisplayData(forms, metadata)));
    }

    /** What those that have ended have recorded. */
    private Map<Long, List<TimelineEvent>> children(List<TimelineEvent> facts) {
        var children = new HashMap<Long, List<TimelineEvent>>();
        for (var fact : facts) {
            if (!(fact instanceof TimelineEvent.Exited(var _, var pid, var _)) || ofChildren == null) continue;
            try {
                children.put(pid, RecordingReader.read(ofChildren.resolve(pid + ".jfr")));
            } catch (IOException e) {
                // it was no JVM, or was killed
            }
        }
        return children;
    }

    /** Writes what has been recorded until now, for other tools that read Flight Recorder's files. */
    public void save(Path file) throws IOException {
        recording.write(file);
    }

    /** Ends the recording; returns when no child process needs its files any more. */
    public void close() {
        recording.close();
        if (ofChildren == null) return;
        Processes.change(cell, null);
        try {
            while (Processes.anyOf(cell)) Thread.sleep(POLL_MILLIS);
            try (var files = Files.list(ofChildren)) {
                for (var file : files.toList()) Files.delete(file);
            }
            Files.delete(ofChildren);
        } catch (IOException | InterruptedException e) {
            Log.warn("recordings of child processes are left in " + ofChildren, e);
        }
    }
}
