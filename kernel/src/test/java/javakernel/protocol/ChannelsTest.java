package javakernel.protocol;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is published waits for front ends that read slowly, within bounds, and does not wait for ever for one that does
 * not read.
 */
class ChannelsTest {
    private static final int MANY = 200;
    private static final String TEXT = "x".repeat(1 << 18); // the system's own buffers do not take so many of these

    private final ZContext frontEnds = new ZContext();
    private final Message request = new Message(null, Json.object(Map.of("msg_id", "1")), null, null, null);
    private final List<Thread> readers = new ArrayList<>();
    private Channels channels;
    private String iopub;
    private int published; // the publishing thread's
    private volatile boolean over;

    @AfterEach void close() throws Exception {
        over = true;
        for (var reader : readers) reader.join(); // a socket that another thread reads must not be closed
        frontEnds.close();
        channels.close(Duration.ofSeconds(5));
    }

    @Test void aPublisherWaitsForAFrontEndThatReadsSlowlyAndNothingIsLost() throws Exception {
        listen(Duration.ofMinutes(1));
        var slow = frontEnd();
        var publisher = Thread.ofPlatform().daemon().start(() -> publish(MANY));
        while (publisher.getState() != Thread.State.WAITING)
            assertThat(publisher.isAlive()).as("must come to wait").isTrue();
        var numbers = reading(slow);
        for (int i = 0; i < MANY; i++) assertThat(next(numbers)).isEqualTo(i);
        assertThat(publisher.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test void aFrontEndThatStopsReadingMissesMessagesAndTheOthersDoNot() throws Exception {
        listen(Duration.ofSeconds(2));
        var stopped = frontEnd();
        var others = reading(frontEnd());
        publish(MANY);
        for (int i = 0; i < MANY; i++) assertThat(next(others)).isEqualTo(i);
        var numbers = reading(stopped);
        assertThat(next(numbers)).isZero();
        for (int last = 0; last < MANY;) { // it reads again: it gets what is published from then on
            publish(1);
            assertThat(published).isLessThan(10 * MANY);
            for (Integer next; (next = numbers.poll()) != null; last = next) assertThat(next).isGreaterThan(last);
        }
    }

    @Test void aPortThatIsTakenIsAnErrorAndWhatWasBoundIsFreeAgain() throws Exception {
        int free = Ports.free();
        try (var taken = new ServerSocket(0)) {
            channels = new Channels(connection(free, taken.getLocalPort()), Duration.ofSeconds(2));
            assertThatThrownBy(() -> channels.start((channel, message) -> {}))
                    .isInstanceOf(IOException.class).hasMessage(
                            "cannot listen on tcp://127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
        }
        channels.close(Duration.ofSeconds(5));
        new ServerSocket(free).close();
    }

    private void listen(Duration patience) throws IOException {
        var connection = connection(Ports.free(), Ports.free());
        iopub = connection.address(connection.iopubPort());
        channels = new Channels(connection, patience);
        channels.start((channel, message) -> {});
    }

    private static ConnectionFile connection(int shell, int iopub) throws IOException {
        return new ConnectionFile("tcp", "127.0.0.1", "hmac-sha256", "", shell, Ports.free(), Ports.free(), iopub,
                Ports.free());
    }

    /** Connected and welcomed; reads nothing yet. */
    private ZMQ.Socket frontEnd() {
        var socket = frontEnds.createSocket(SocketType.SUB);
        socket.setRcvHWM(10);
        socket.setHandshakeIvl(2_000); // as in JupyterClient
        socket.connect(iopub);
        socket.subscribe("");
        socket.setReceiveTimeOut(10_000);
        assertThat(content(socket).orElseThrow().path("subscription").isString()).isTrue();
        return socket;
    }

    /** The numbers of the messages that {@code frontEnd} gets from now on. */
    private BlockingQueue<Integer> reading(ZMQ.Socket frontEnd) {
        var numbers = new LinkedBlockingQueue<Integer>();
        frontEnd.setReceiveTimeOut(10);
        readers.add(Thread.ofPlatform().start(() -> {
            while (!over)
                // not the welcomes of others
                content(frontEnd).flatMap(content -> content.optional("number")).ifPresent(n -> numbers.add(n.asInt()));
        }));
        return numbers;
    }

    /** Of the next message; empty when none comes in time. */
    private static Optional<ObjectNode> content(ZMQ.Socket frontEnd) {
        byte[] part = frontEnd.recv();
        if (part == null) return Optional.empty();
        while (frontEnd.hasReceiveMore()) part = frontEnd.recv();
        try {
            return Optional.of(Json.parse(part));
        } catch (BadMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static int next(BlockingQueue<Integer> numbers) throws InterruptedException {
        var next = numbers.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("the next message").isNotNull();
        return next;
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++)
            channels.publish(request.publish("stream", Map.of("number", published++, "text", TEXT)));
    }
}
