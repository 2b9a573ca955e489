package javakernel.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.protocol.BadMessageException;
import javakernel.protocol.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The history that all Java kernels of a user share: a file with one JSON object a line,
 * {@code {"session":3,"number":1,"source":"6 * 7"}}. Each kernel appends whole lines while it holds the file's lock;
 * the thread {@code history} does so, and nobody waits for it. What is no such line is passed over, and when the file
 * cannot be had, only the history across restarts is missing.
 */
public final class HistoryFile {
    private static final String VARIABLE = "JAVA_KERNEL_HISTORY";
    private static final int FULL_BYTES = 4 << 20; // then only the newer half of it is kept
    private static final int LONG_BYTES = 1 << 16; // a longer cell is not kept
    private static final int WAITING = 1_000;

    /** How long another program may hold the file's lock. */
    static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);

    /**
     * A cell that was run: the {@code number}th of the {@code session}th kernel, both from 1; session 0 is one that has
     * no number yet.
     */
    record Entry(int session, int number, String source) {}

    private record Content(FileTime modified, long bytes, List<Entry> entries) {}

    private final @Nullable Path path; // null for none
    private final ExecutorService writer = Executors.newSingleThreadExecutor(job -> KernelThread.of("history", job));
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>(); // not written yet
    private Content content = new Content(FileTime.fromMillis(0), 0, List.of()); // as last read; guarded by this
    private volatile int session;
    private boolean failed; // only the writer uses it

    /** @param path may not be there yet; null for no file */
    HistoryFile(@Nullable Path path) {
        this.path = path;
    }

    /**
     * Where {@code environment} wants it: the file that JAVA_KERNEL_HISTORY names, none where that is {@code off}; else
     * in Jupyter's data folder of this user.
     */
    public static HistoryFile of(Map<String, String> environment) {
        var chosen = environment.getOrDefault(VARIABLE, "");
        try {
            if (chosen.equals("off")) return new HistoryFile(null);
            return new HistoryFile(
                    chosen.isEmpty() ? jupyterData(environment).resolve("java-history.jsonl") : Path.of(chosen));
        } catch (InvalidPathException e) {
            Log.warn("history is not kept", e);
            return new HistoryFile(null);
        }
    }

    /** As {@code jupyter --data-dir} has it. */
    private static Path jupyterData(Map<String, String> environment) {
        var chosen = environment.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!chosen.isEmpty()) return Path.of(chosen);
        var home = Path.of(System.getProperty("user.home"));
        var system = System.getProperty("os.name");
        if (system.startsWith("Mac")) return home.resolve("Library/Jupyter");
        if (system.startsWith("Windows"))
            return Path.of(environment.getOrDefault("APPDATA", home.toString())).resolve("jupyter");
        var data = environment.getOrDefault("XDG_DATA_HOME", "");
        return (data.isEmpty() ? home.resolve(".local/share") : Path.of(data)).resolve("jupyter");
    }

    /** This kernel's number among those that have written, from 1; 0 as long as it has written nothing. */
    int session() {
        return session;
    }

    /** Appends a cell, soon. */
    void add(int number, String source) {
        if (path == null) return;
        waiting.add(new Entry(0, number, source));
        if (waiting.size() > WAITING) waiting.poll();
        writer.execute(() -> {
            try {
                write(path);
                failed = false;
            } catch (IOException | RuntimeException | Error e) {
                if (!failed) Log.warn("history is not written to " + path, e);
                failed = true;
            }
        });
    }

    /** All that is in the file, oldest first; read while nobody writes. */
    synchronized List<Entry> read() {
        if (path == null || !Files.isRegularFile(path)) return List.of();
        try (var channel = FileChannel.open(path)) {
            lock(channel, true); // let go when the channel is closed
            var modified = Files.getLastModifiedTime(path);
            long bytes = channel.size();
            if (!modified.equals(content.modified()) || bytes != content.bytes())
                content = new Content(modified, bytes, parse(last(channel, FULL_BYTES)));
        } catch (IOException e) {
            return content.entries(); // what was there before: it is not for us, or another program holds it
        }
        return content.entries();
    }

    private static List<Entry> parse(byte[] bytes) {
        var entries = new ArrayList<Entry>();
        for (int from = 0, to; from < bytes.length; from = to + 1) {
            to = from;
            while (to < bytes.length && bytes[to] != '\n') to++;
            try {
                var line = Json.parse(Arrays.copyOfRange(bytes, from, to));
                if (line.path("session").isInt() && line.path("number").isInt() && line.path("source").isString())
                    entries.add(entry(line));
            } catch (BadMessageException e) {
                // half a line, or not ours
            }
        }
        return entries;
    }

    private static Entry entry(ObjectNode line) {
        return new Entry(line.path("session").asInt(), line.path("number").asInt(), line.path("source").asString());
    }

    private void write(Path path) throws IOException {
        if (waiting.isEmpty()) return;
        try (var channel = open(path)) {
            lock(channel, false); // let go when the channel is closed
            if (session == 0)
                session = parse(last(channel, FULL_BYTES)).stream().mapToInt(Entry::session).max().orElse(0) + 1;
            var lines = new ByteArrayOutputStream();
            if (channel.size() > 0 && last(channel, 1)[0] != '\n') lines.write('\n'); // after half a line
            var written = List.copyOf(waiting);
            for (var entry : written) {
                var line = Json.bytes(
                        Json.object(Map.of("session", session, "number", entry.number(), "source", entry.source())));
                if (line.length > LONG_BYTES) continue;
                lines.writeBytes(line);
                lines.write('\n');
            }
            append(channel, lines.toByteArray());
            waiting.removeAll(written);
            if (channel.size() > FULL_BYTES) keepNewest(channel);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) throw new IOException("it is no file");
        if (!Files.exists(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? FileChannel.open(path, options, ownerOnly) : FileChannel.open(path, options);
        }
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void lock(FileChannel channel, boolean shared) throws IOException {
        long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (!isLocked(channel, shared)) {
            if (System.nanoTime() > deadline) throw new IOException("another program holds its lock");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static boolean isLocked(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this JVM holds it
        }
    }

    /** All of it or nothing: a full disk takes the first bytes. */
    private static void append(FileChannel channel, byte[] bytes) throws IOException {
        long end = channel.size();
        try {
            write(channel, ByteBuffer.wrap(bytes), end);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) position += channel.write(bytes, position);
    }

    private static void keepNewest(FileChannel channel) throws IOException {
        var newer = last(channel, FULL_BYTES / 2);
        int line = 0;
        while (line < newer.length && newer[line++] != '\n') {}
        write(channel, ByteBuffer.wrap(newer, line, newer.length - line), 0);
        channel.truncate(newer.length - line);
    }

    /** The last {@code most} bytes, or all. */
    private static byte[] last(FileChannel channel, int most) throws IOException {
        long from = Math.max(0, channel.size() - most);
        var bytes = ByteBuffer.allocate((int) (channel.size() - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
        return bytes.array();
    }

    /** Waits until all is written, for at most {@code patience}; what is not written then is left out. */
    void close(Duration patience) {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) writer.shutdownNow();
        } catch (InterruptedException e) {
            writer.shutdownNow();
        }
    }
}
