package javakernel.output.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import javakernel.base.Texts;
import javakernel.output.CellOfThread;
import javakernel.protocol.Channel;
import javakernel.protocol.Message;

/**
 * What {@code System.in} is for the notebook: when it runs dry, the front end of the reading thread's cell asks its
 * user for a line. Threads that read at the same time are asked for one after the other.
 */
public final class Input extends InputStream {
    private final BiConsumer<Channel, Message> sender;
    private final ReentrantLock reading = new ReentrantLock();
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private byte[] line = new byte[0]; // guarded by reading
    private int next;

    /** @param sender where a question goes */
    public Input(BiConsumer<Channel, Message> sender) {
        this.sender = sender;
    }

    /**
     * An input_reply has come; a late one, that nobody waits for any more, is dropped by the next. Called by the
     * channels' thread only.
     */
    public void reply(Message reply) {
        replies.clear();
        replies.add(reply.content().path("value").asString(""));
    }

    @Override public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws InterruptedIOException when the reading thread is interrupted; @throws IOException when the front end has
     * no input
     */
    @Override public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        try {
            reading.lockInterruptibly();
            try {
                if (next == line.length) ask();
                int count = Math.min(length, line.length - next);
                System.arraycopy(line, next, bytes, offset, count);
                next += count;
                return count;
            } finally {
                reading.unlock();
            }
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException(Texts.of("input.interrupted")).initCause(e);
        }
    }

    /** Nothing while another thread is being asked for a line. */
    @Override public int available() {
        if (!reading.tryLock()) return 0;
        try {
            return line.length - next;
        } finally {
            reading.unlock();
        }
    }

    /** It stays open: other cells read from it too. */
    @Override public void close() {
        StandardStreams.staysOpen("System.in");
    }

    private void ask() throws IOException, InterruptedException {
        var cell = CellOfThread.current();
        if (cell == null || !cell.request().content().path("allow_stdin").asBoolean(false)) {
            throw new IOException(Texts.of("input.none"));
        }
        replies.clear();
        sender.accept(Channel.STDIN, cell.request().reply("input_request", Map.of("prompt", "", "password", false)));
        line = (replies.take() + "\n").getBytes(StandardCharsets.UTF_8);
        next = 0;
    }
}
