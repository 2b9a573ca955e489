package javakernel.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import javakernel.base.Log;
import javakernel.base.Texts;
import org.jspecify.annotations.Nullable;

/**
 * All text of one run of a cell: in memory as long as it is short, then in a file without a name, which ends with the
 * kernel, and from {@link #keepFor} on in a file that stays. Where that is not possible, what follows is not kept. Not
 * for several threads at once.
 *
 * <p>A file is open while something is written to it, but the one without a name always: of those at most {@value
 * #NAMELESS} are kept, the ones used last.
 *
 * <p>The files are those of {@code java.io}: a thread that is interrupted closes a channel that it writes to.
 */
final class Transcript {
    private static final int SHORT = 1 << 16; // bytes
    private static final long LEFT_FREE = 512L << 20; // bytes of the disk, for the notebook itself and everybody else

    private static final int NAMELESS = 16;
    /** Those that are open, the one used last at the end; guarded by itself. */
    private static final SequencedSet<Transcript> OPEN = new LinkedHashSet<>();

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(); // is not in the file yet
    private int unasked; // bytes, since a write was asked for
    private @Nullable RandomAccessFile file; // the one without a name
    private @Nullable Path path;
    private volatile @Nullable String fault;

    /** Says whether it is time to {@link #write}. */
    boolean add(String text) {
        if (fault != null) return false;
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        waiting.writeBytes(bytes);
        unasked += bytes.length;
        if (unasked < SHORT) return false;
        unasked = 0;
        return true;
    }

    /** From here on all of it, from the first character, stands in a file. */
    void keepFor(Cell cell) {
        if (fault != null) return;
        try (var before = take()) {
            path = OutputFiles.make(cell);
            try (var kept = new RandomAccessFile(path.toFile(), "rw")) {
                kept.setLength(0);
                if (before != null) copy(before, kept);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** The file without a name is this one's no longer. */
    private @Nullable RandomAccessFile take() {
        synchronized (OPEN) {
            OPEN.remove(this);
            var taken = file;
            file = null;
            return taken;
        }
    }

    /** Nobody needs what has been kept without a name. */
    void forget() {
        try (var _ = take()) {
            fault = "it was forgotten";
        } catch (IOException e) {
            Log.warn("a file is not closed", e);
        }
    }

    /** Writes to the file what is not in it yet. */
    void write() {
        if (fault != null) return;
        try {
            if (path != null && path.toFile().getUsableSpace() < LEFT_FREE)
                throw new IOException(Texts.of("output.disk", LEFT_FREE >> 20));
            if (path == null) writeNameless();
            else append(path);
            waiting.reset();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void append(Path path) throws IOException {
        try (var kept = new RandomAccessFile(path.toFile(), "rw")) {
            kept.seek(kept.length());
            kept.write(waiting.toByteArray());
        }
    }

    private void writeNameless() throws IOException {
        synchronized (OPEN) {
            if (file == null) file = nameless();
            file.write(waiting.toByteArray());
            OPEN.remove(this);
            OPEN.addLast(this);
            if (OPEN.size() > NAMELESS) OPEN.getFirst().close();
        }
    }

    /** Called for the one that was used the longest time ago, while {@link #OPEN} is held. */
    private void close() throws IOException {
        OPEN.remove(this);
        if (file != null) file.close();
        file = null;
        fault = "too many cells print much";
    }

    /** The file that stays; null before {@link #keepFor}. */
    @Nullable Path path() {
        return path;
    }

    /** Why not all of it is kept; null when it is. */
    @Nullable String fault() {
        return fault;
    }

    private void fail(IOException e) {
        fault = e.toString();
        waiting.reset();
    }

    private static RandomAccessFile nameless() throws IOException {
        var path = Files.createTempFile("output", ".txt");
        try {
            return new RandomAccessFile(path.toFile(), "rw");
        } finally {
            path.toFile().delete(); // Windows leaves it there, for it is open
        }
    }

    private static void copy(RandomAccessFile from, RandomAccessFile to) throws IOException {
        var part = new byte[SHORT];
        from.seek(0);
        for (int length; (length = from.read(part)) > 0;) to.write(part, 0, length);
    }
}
