package javakernel.protocol;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import javakernel.base.KernelThread;
import javakernel.base.Log;
import javakernel.base.Memory;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The kernel's five ZeroMQ sockets. One thread, {@code channels}, owns them all, for ZeroMQ sockets are not
 * thread-safe; it waits on one selector for incoming frames and for {@link #send}, and never runs a handler that takes
 * time.
 *
 * <p>Nothing is dropped as long as every front end reads: at the high-water mark of one, iopub messages wait, and with
 * them whoever is in {@link #publish}. A front end that reads nothing for 30 seconds misses what comes until it reads
 * again.
 *
 * <p>The selector is woken instead of a pipe being written, because any thread may send, also one that is being
 * interrupted: an interrupted thread closes the NIO channel that it writes to.
 */
public final class Channels {
    private static final int UNREAD = 32; // messages that may wait for a front end, there and here
    private static final long MAX_BYTES = 64 << 20; // of one frame; a Jupyter server takes 10 MiB from a browser

    private static final int LINGER_MILLIS = 1_000;
    // after what should not have happened
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private record Outgoing(Channel channel, Message message, Runnable gone) {}

    private final ZContext context = context();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final ConnectionFile connection;
    private final Codec codec;
    private final Duration patience;
    private final Selector selector = Selector.open();
    private final Queue<Outgoing> replies = new ConcurrentLinkedQueue<>();
    private final Queue<Outgoing> published = new ConcurrentLinkedQueue<>();
    private final Semaphore unread = new Semaphore(UNREAD);
    // frames of a message that is not complete yet
    private final Map<ZMQ.Socket, List<byte[]>> arriving = new HashMap<>();
    private @Nullable Frames replying; // those of the first of replies
    private @Nullable Frames held; // those of the first of published, while a front end has no room for it
    private long heldSince;
    private ZMQ.@Nullable Socket heartbeat;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closing;

    /** @throws IllegalArgumentException for an unknown signature scheme */
    public Channels(ConnectionFile connection) throws IOException {
        this(connection, Duration.ofSeconds(30));
    }

    Channels(ConnectionFile connection, Duration patience) throws IOException {
        this.connection = connection;
        this.patience = patience;
        codec = new Codec(connection.signatureScheme(), connection.key());
    }

    /**
     * Binds the sockets and listens. {@code handler} is called on the channels' thread with every valid message and
     * must return at once; what it throws is logged.
     *
     * @throws IOException when a socket cannot be bound, for instance because its port is taken
     */
    public void start(BiConsumer<Channel, Message> handler) throws IOException {
        var bound = new CompletableFuture<Void>();
        KernelThread.start("channels", () -> {
            try {
                bind();
                bound.complete(null);
            } catch (IOException | ZMQException e) {
                end();
                bound.completeExceptionally(e);
                return;
            }
            run(handler);
        });
        try {
            bound.join();
        } catch (CompletionException e) {
            var cause = Objects.requireNonNull(e.getCause(), "what it was completed with");
            throw new IOException(cause.getMessage(), cause);
        }
    }

    private static ZContext context() {
        var context = new ZContext();
        context.setThreadFactor((job, name) -> KernelThread.ofLasting(name, job));
        return context;
    }

    private void bind() throws IOException {
        sockets.put(Channel.SHELL, bind(SocketType.ROUTER, connection.address(connection.shellPort())));
        sockets.put(Channel.CONTROL, bind(SocketType.ROUTER, connection.address(connection.controlPort())));
        sockets.put(Channel.STDIN, bind(SocketType.ROUTER, connection.address(connection.stdinPort())));
        sockets.put(Channel.IOPUB, bind(SocketType.XPUB, connection.address(connection.iopubPort())));
        heartbeat = bind(SocketType.ROUTER, connection.address(connection.hbPort()));
    }

    private ZMQ.Socket bind(SocketType type, String address) throws IOException {
        var socket = context.createSocket(type);
        socket.setHWM(0); // at its high-water mark a ROUTER drops messages
        socket.setLinger(LINGER_MILLIS); // that a last message may take to leave when the kernel ends
        socket.setMaxMsgSize(MAX_BYTES);
        if (type == SocketType.XPUB) {
            socket.setSndHWM(UNREAD);
            socket.setXpubNoDrop(true);
            socket.setXpubVerbose(true); // every subscriber is welcomed, not only the first
        }
        if (type == SocketType.ROUTER) socket.setRouterHandover(true); // a front end that reconnects keeps its name
        try {
            socket.bind(address);
        } catch (ZMQException e) {
            throw new IOException(
                    "cannot listen on " + address + ": " + ZMQ.Error.findByCode(e.getErrorCode()).getMessage(), e);
        }
        socket.getFD().register(selector, SelectionKey.OP_READ);
        return socket;
    }

    /** Sends {@code message}; returns at once. Messages of one thread on one channel leave in their order. */
    public void send(Channel channel, Message message) {
        (channel == Channel.IOPUB ? published : replies).add(new Outgoing(channel, message, () -> {}));
        selector.wakeup();
    }

    /** Sends {@code message} on iopub; waits while front ends have many to read. */
    public void publish(Message message) {
        var outgoing = new Outgoing(Channel.IOPUB, message, unread::release);
        unread.acquireUninterruptibly();
        try {
            published.add(outgoing);
        } catch (OutOfMemoryError e) {
            unread.release();
            throw e;
        }
        selector.wakeup();
    }

    /**
     * Sends what is waiting and closes the sockets, for that long at most beside what the last messages may take to
     * leave.
     */
    public void close(Duration limit) throws InterruptedException {
        closing = true;
        selector.wakeup();
        if (!closed.await(limit.plusMillis(LINGER_MILLIS).toNanos(), TimeUnit.NANOSECONDS))
            Log.warn("not all messages were sent");
    }

    private void run(BiConsumer<Channel, Message> handler) {
        try {
            while (true) {
                boolean last = closing;
                try {
                    // a socket's descriptor tells of changes only, so everything is taken until nothing is left
                    while (receive(handler) | reply() | publish()) {}
                    if (last) break;
                    selector.select(held == null ? 0 : patience.toMillis());
                    selector.selectedKeys().clear();
                } catch (OutOfMemoryError e) {
                    Memory.await();
                } catch (IOException | RuntimeException | Error e) {
                    Log.warn("channels: once more", e);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            end();
        }
    }

    private void end() {
        context.close();
        closed.countDown();
    }

    private boolean receive(BiConsumer<Channel, Message> handler) {
        boolean any = false;
        for (var entry : sockets.entrySet()) {
            for (List<byte[]> frames; (frames = frames(entry.getValue())) != null; any = true) {
                if (entry.getKey() == Channel.IOPUB) welcome(frames.getFirst());
                else handle(entry.getKey(), frames, handler);
            }
        }
        if (heartbeat == null) return any;
        for (List<byte[]> frames; (frames = frames(heartbeat)) != null; any = true) new Frames(frames).send(heartbeat);
        return any;
    }

    private void handle(Channel channel, List<byte[]> frames, BiConsumer<Channel, Message> handler) {
        try {
            var message = Memory.retry(() -> codec.decode(frames));
            Memory.retry(() -> handler.accept(channel, message));
        } catch (BadMessageException e) {
            Log.warn("message on " + channel + " ignored: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            Log.warn("message on " + channel + " not handled", e);
        }
    }

    /** A new subscriber is told that its subscription is in place: from here on it misses nothing. */
    private void welcome(byte[] subscription) {
        if (subscription.length == 0 || subscription[0] != 1) return;
        var topic = Arrays.copyOfRange(subscription, 1, subscription.length);
        send(Channel.IOPUB, Message.unasked(topic, "iopub_welcome", Map.of("subscription", new String(topic))));
    }

    private ZMQ.Socket socket(Channel channel) {
        return Objects.requireNonNull(sockets.get(channel), "bind has not made it");
    }

    private boolean reply() {
        boolean any = false;
        for (Outgoing next; (next = replies.peek()) != null; any = true) {
            if (replying == null) replying = frames(next.message());
            sent(replying, socket(next.channel()));
            replying = null;
            replies.remove();
        }
        return any;
    }

    private boolean publish() {
        var socket = socket(Channel.IOPUB);
        boolean any = false;
        for (Outgoing next; (next = published.peek()) != null; any = true) {
            if (held == null) held = frames(next.message());
            if (!sent(held, socket) && !dropped(held, socket)) return any;
            held = null;
            heldSince = 0;
            published.remove();
            next.gone().run();
        }
        return any;
    }

    /** Whether {@code message} needs to be sent no more. */
    private static boolean sent(Frames message, ZMQ.Socket socket) {
        try {
            return message.send(socket);
        } catch (ZMQException e) {
            Log.warn("a message is not sent", e);
            return true;
        }
    }

    /** Drops the message for the front ends that have not read for too long; the others get it. */
    private boolean dropped(Frames message, ZMQ.Socket socket) {
        if (heldSince == 0) heldSince = System.nanoTime();
        if (System.nanoTime() - heldSince < patience.toNanos()) return false;
        Log.warn("a front end does not read what is published; it misses messages until it does");
        socket.setXpubNoDrop(false);
        message.send(socket);
        socket.setXpubNoDrop(true);
        return true;
    }

    /** The frames of the next message; null when none has come. */
    private @Nullable List<byte[]> frames(ZMQ.Socket socket) {
        var frames = arriving.computeIfAbsent(socket, s -> new ArrayList<>());
        if (frames.isEmpty()) {
            var first = socket.recv(ZMQ.DONTWAIT);
            if (first == null) return null;
            frames.add(first);
        }
        while (socket.hasReceiveMore()) frames.add(socket.recv());
        arriving.remove(socket);
        return frames;
    }

    /**
     * None for a message that cannot be written as JSON, or for which there is never the memory: the kernel lives on
     * without it.
     */
    private Frames frames(Message message) {
        try {
            return new Frames(Memory.retry(() -> codec.encode(message)));
        } catch (RuntimeException | Error e) {
            Log.warn(message.type() + " is not sent", e);
            return new Frames(List.of());
        }
    }

    /** A message that leaves; where the memory gives out between two frames, the rest follows. */
    private static final class Frames {
        private final List<byte[]> frames;
        private int sent;

        Frames(List<byte[]> frames) {
            this.frames = frames;
        }

        /** False: there is no room, and nothing was sent. */
        boolean send(ZMQ.Socket socket) {
            for (; sent < frames.size(); sent++) {
                boolean first = sent == 0;
                boolean last = sent == frames.size() - 1;
                if (!socket.send(frames.get(sent), (last ? 0 : ZMQ.SNDMORE) | (first ? ZMQ.DONTWAIT : 0)) && first)
                    return false;
            }
            return true;
        }
    }
}
