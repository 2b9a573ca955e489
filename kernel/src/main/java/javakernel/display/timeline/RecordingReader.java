package javakernel.display.timeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javakernel.output.EventNames;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Reads a recording. */
final class RecordingReader {
    private static final String PROGRAM = "main"; // the JVM's name for the thread group of a program

    private final Map<RecordedStackTrace, List<StackTraceElement>> stacks = new IdentityHashMap<>();
    private final Map<RecordedThread, TimelineEvent.Who> threads = new IdentityHashMap<>();

    private RecordingReader() {}

    /** What is in {@code file}, in order. */
    static List<TimelineEvent> read(Path file) throws IOException {
        var reader = new RecordingReader();
        var facts = new ArrayList<TimelineEvent>();
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                var fact = reader.fact(recording.readEvent());
                if (fact != null) facts.add(fact);
            }
        }
        facts.sort(Comparator.comparingLong(TimelineEvent::at));
        return facts;
    }

    /** Null for what is of no interest. */
    private @Nullable TimelineEvent fact(RecordedEvent e) {
        long at = nanos(e.getStartTime());
        var type = e.getEventType().getName();
        if (type.equals(EventNames.PROCESS_END))
            return new TimelineEvent.Exited(at, e.getLong("pid"), e.getInt("exitCode"));
        if (e.getThread() == null || e.getThread().getJavaThreadId() <= 0) return null; // it is not Java's
        var who = threads.computeIfAbsent(e.getThread(), RecordingReader::who);
        return switch (type) {
            case "jdk.ThreadStart" -> new TimelineEvent.Born(at, who,
                    e.getThread("parentThread") instanceof RecordedThread p ? p.getJavaThreadId() : 0);
            case "jdk.VirtualThreadStart" -> new TimelineEvent.Born(at, who, 0);
            case "jdk.ThreadEnd", "jdk.VirtualThreadEnd" -> new TimelineEvent.Died(at, who);
            case "jdk.ThreadSleep" -> waited(e, at, who, TimelineEvent.Wait.SLEEP, "");
            case "jdk.ThreadPark" -> waited(e, at, who, TimelineEvent.Wait.PARK, simpleName(e.getClass("parkedClass")));
            case "jdk.JavaMonitorEnter" -> waited(e, at, who, TimelineEvent.Wait.MONITOR,
                    simpleName(e.getClass("monitorClass")));
            case "jdk.JavaMonitorWait" -> waited(e, at, who, TimelineEvent.Wait.OBJECT_WAIT,
                    simpleName(e.getClass("monitorClass")));
            case "jdk.SocketRead", "jdk.SocketWrite" -> waited(e, at, who, TimelineEvent.Wait.IO,
                    type.substring(4) + " " + e.getString("address") + ":" + e.getInt("port"));
            case "jdk.FileRead", "jdk.FileWrite", "jdk.FileForce" -> waited(e, at, who, TimelineEvent.Wait.IO,
                    e.getString("path") == null ? "stdin, stdout" : type.substring(4) + " " + e.getString("path"));
            case "jdk.ProcessStart" -> new TimelineEvent.Launched(at, who, e.getLong("pid"),
                    command(e.getString("command")), stack(e));
            case EventNames.STEP -> new TimelineEvent.Step(at, who,
                    TimelineEvent.Kind.valueOf(e.getString("kind").toUpperCase(Locale.ROOT)),
                    TimelineEvent.Site.parse(e.getString("site")), e.getString("what"), e.getInt("on"),
                    e.getLong("run"));
            case EventNames.WORK -> new TimelineEvent.Worked(at, who, e.getLong("run"));
            case EventNames.PRINT -> new TimelineEvent.Printed(at, who, e.getLong("run"), e.getBoolean("byChild"),
                    e.getLong("pid"), e.getString("text"));
            default -> null;
        };
    }

    /** Without the program's folder, and what makes it record. */
    private static String command(String recorded) {
        return recorded.replaceFirst(" @.*" + FlightRecording.OPTIONS, "").replaceFirst("^\\S*[/\\\\]", "");
    }

    private TimelineEvent.Waited waited(RecordedEvent e, long at, TimelineEvent.Who who, TimelineEvent.Wait wait,
            String on) {
        long owner = wait == TimelineEvent.Wait.MONITOR && e.getThread("previousOwner") instanceof RecordedThread o
                ? o.getJavaThreadId() : 0;
        return new TimelineEvent.Waited(at, at + e.getDuration().toNanos(), who, wait, on, owner, stack(e));
    }

    private List<StackTraceElement> stack(RecordedEvent e) {
        if (e.getStackTrace() == null) return List.of();
        return stacks.computeIfAbsent(e.getStackTrace(), stack -> stack.getFrames().stream()
                .map(f -> new StackTraceElement(f.getMethod().getType().getName(), f.getMethod().getName(), null,
                        f.getLineNumber()))
                .toList());
    }

    private static TimelineEvent.Who who(RecordedThread thread) {
        boolean ofProgram = thread.isVirtual()
                || Stream.iterate(thread.getThreadGroup(), g -> g != null, RecordedThreadGroup::getParent)
                        .anyMatch(g -> PROGRAM.equals(g.getName()));
        return new TimelineEvent.Who(thread.getJavaThreadId(), thread.getJavaName() == null ? "" : thread.getJavaName(),
                thread.isVirtual(), ofProgram);
    }

    private static String simpleName(RecordedClass type) {
        return type == null ? "" : type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }

    /** Since the epoch. */
    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
