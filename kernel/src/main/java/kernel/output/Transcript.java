package kernel.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All text of one run of a cell: in memory as long as it is short, then in a file without a name, which ends with the kernel, and from
 * {@link #keepFor} on in a file that stays. Where that is not possible, what follows is not kept. Not for several threads at once.
 *
 * <p>The files are those of {@code java.io}: a thread that is interrupted closes a channel that it writes to.
 */
final class Transcript {
    private static final int SHORT = 1 << 16;               // bytes
    private static final long LEFT_FREE = 512L << 20;       // bytes of the disk, for the notebook itself and everybody else

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();     // is not in the file yet
    private int unasked;                                    // bytes, since a write was asked for
    private RandomAccessFile file;
    private Path path;
    private String fault;

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
        try (var before = file) {
            path = OutputFiles.make(cell);
            file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(0);
            if (before != null) copy(before, file);
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Writes to the file what is not in it yet. */
    void write() {
        if (fault != null) return;
        try {
            if (path != null && path.toFile().getUsableSpace() < LEFT_FREE) throw new IOException("the disk has only " + (LEFT_FREE >> 20) + " MB left");
            if (file == null) file = nameless();
            file.write(waiting.toByteArray());
            waiting.reset();
        } catch (IOException e) {
            fail(e);
        }
    }

    /** The file that stays; null before {@link #keepFor}. */
    Path path() {
        return path;
    }

    /** Why not all of it is kept; null when it is. */
    String fault() {
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
            path.toFile().delete();     // Windows leaves it there, for it is open
        }
    }

    private static void copy(RandomAccessFile from, RandomAccessFile to) throws IOException {
        var part = new byte[SHORT];
        from.seek(0);
        for (int length; (length = from.read(part)) > 0; ) to.write(part, 0, length);
    }
}
