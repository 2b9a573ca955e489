package javakernel.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import javakernel.protocol.Json;
import javakernel.protocol.Message;

/**
 * How fast messages may leave: a Jupyter server drops what exceeds 1,000,000 bytes of text or 1,000 messages a second,
 * both over 3 s ({@code iopub_data_rate_limit} and {@code iopub_msg_rate_limit}), and counts anew when a cell ends.
 * Only the publisher's thread uses it.
 */
final class Pace {
    static final int BYTES = 2_800_000;
    static final int MESSAGES = 2_800;
    private static final int BYTES_AROUND = 700; // of a message, beside its content

    private record Sent(long time, int bytes) {}

    private final Deque<Sent> window = new ArrayDeque<>();
    private final long windowNanos;
    private long bytes;

    Pace() {
        this(Duration.ofSeconds(5)); // a server that is late itself takes more in its 3 s
    }

    Pace(Duration window) {
        windowNanos = window.toNanos();
    }

    /** Waits until {@code message} may leave, and counts it. */
    void await(Message message) throws InterruptedException {
        if (message.type().equals("status")) {
            if (message.content().path("execution_state").asString("").equals("idle")) forgetAll();
            return;
        }
        int more = message.type().equals("stream") ? Json.bytes(message.content()).length + BYTES_AROUND : 0;
        while (!window.isEmpty() && (window.size() == MESSAGES || bytes + more > BYTES)) forgetFirst();
        window.add(new Sent(System.nanoTime(), more));
        bytes += more;
    }

    private void forgetFirst() throws InterruptedException {
        var first = window.remove();
        TimeUnit.NANOSECONDS.sleep(first.time() + windowNanos - System.nanoTime());
        bytes -= first.bytes();
    }

    private void forgetAll() {
        window.clear();
        bytes = 0;
    }
}
