package javakernel.display.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.KernelThread;
import javakernel.output.EventNames;
import javakernel.output.OutputEvents;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** Records what a timeline needs. Several may record at the same time. */
final class FlightRecording {
    /** What is over so soon counts as no wait: it could not be seen, and would take longer to record. */
    static final Duration SHORT = Duration.ofNanos(20_000);
    private static final long LIMIT_BYTES = 20_000_000; // some 600,000 waits, which take seconds to draw
    private static final long POLL_MILLIS = 100;
    private static final Pattern JAVA = Pattern.compile("(?:.*[/\\\\])?java(?:\\.exe)?");
    /** A file of options, which each child reads that is to record. */
    static final String OPTIONS = "timeline.options";

    private static final List<String> LIVES =
            List.of("jdk.ThreadStart", "jdk.ThreadEnd", "jdk.VirtualThreadStart", "jdk.VirtualThreadEnd",
                    EventNames.STEP, EventNames.WORK, EventNames.PRINT, EventNames.PROCESS_END);
    private static final List<String> WAITS = List.of("jdk.ThreadSleep", "jdk.ThreadPark", "jdk.JavaMonitorEnter",
            "jdk.JavaMonitorWait",
            "jdk.SocketRead", "jdk.SocketWrite", "jdk.FileRead", "jdk.FileWrite", "jdk.FileForce", "jdk.ProcessStart");

    /**
     * The command with what makes it record its own threads, if it is a {@code java} command.
     *
     * @param folder where the recording is to be found after its end, named after its pid
     */
    static List<String> ofChild(List<String> command, Path folder) {
        if (!JAVA.matcher(command.getFirst()).matches()) return command;
        var changed = new ArrayList<>(command);
        changed.add(1, "@" + folder.resolve(OPTIONS));
        return changed;
    }

    /** Makes {@code folder} ready for {@link #ofChild}. */
    static void prepare(Path folder) throws IOException {
        var settings = Stream.concat(LIVES.stream(), WAITS.stream()).filter(e -> e.startsWith("jdk."))
                .map(e -> ",+" + e + "#enabled=true"
                        + (WAITS.contains(e) && !e.equals("jdk.ProcessStart")
                                ? ",+" + e + "#threshold=" + SHORT.toNanos() + "ns,+" + e + "#stackTrace=true" : ""))
                .collect(Collectors.joining());
        var start = "-XX:StartFlightRecording:settings=none,filename=" + folder.resolve("%p.jfr") + settings;
        Files.writeString(folder.resolve(OPTIONS), "-Xlog:jfr*=off \"" + start.replace("\\", "\\\\") + "\"");
    }

    private final Recording recording;

    /** @throws CompletionException when this JVM does not record */
    FlightRecording() {
        // the first starts threads that are not the notebook's
        recording = CompletableFuture
                .supplyAsync(FlightRecording::start, start -> KernelThread.start("flight recording", start)).join();
        KernelThread.start("limit of flight recording", this::limit);
    }

    private static Recording start() {
        OutputEvents.want();
        var recording = new Recording();
        LIVES.forEach(event -> recording.enable(event).withoutStackTrace());
        WAITS.forEach(event -> recording.enable(event).withThreshold(SHORT).withStackTrace());
        recording.start();
        return recording;
    }

    private void limit() {
        try {
            while (recording.getSize() < LIMIT_BYTES) {
                if (recording.getState() != RecordingState.RUNNING) return;
                Thread.sleep(POLL_MILLIS);
            }
            recording.stop();
        } catch (InterruptedException | IllegalStateException e) {
            // it has been closed
        }
    }

    /** When it came to an end because there was so much to record; null when it has not. */
    Instant full() {
        return recording.getStopTime();
    }

    /** Writes what has been recorded until now. */
    void write(Path file) throws IOException {
        recording.dump(file);
    }

    /** What has been recorded until now. */
    List<TimelineEvent> facts() throws IOException {
        var file = Files.createTempFile("timeline", ".jfr");
        try {
            recording.dump(file);
            return RecordingReader.read(file);
        } finally {
            Files.delete(file);
        }
    }

    void close() {
        recording.close();
    }
}
