package javakernel.process;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The front end's side of the protocol, written apart from the kernel's, so that a mistake in one is seen by the other.
 * One thread owns the sockets and passes on all that arrives.
 */
final class JupyterClient implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    /** @param channel shell, control, stdin or iopub */
    record Received(String channel, JsonNode header, JsonNode parentHeader, JsonNode content) {
        String type() {
            return header.path("msg_type").asString();
        }

        String parent() {
            return parentHeader.path("msg_id").asString("");
        }
    }

    private record Outgoing(String channel, List<byte[]> frames) {}

    private final ZContext context = new ZContext();
    private final Map<String, ZMQ.Socket> sockets = new LinkedHashMap<>();
    private final Selector selector = Selector.open();
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final String key;
    private final String session = UUID.randomUUID().toString();
    private volatile boolean closing;

    /** @param connection the content of the connection file that the kernel was started with */
    JupyterClient(Map<String, ?> connection, Consumer<Received> listener) throws IOException {
        key = (String) connection.get("key");
        for (var channel : List.of("shell", "control", "stdin", "iopub", "hb")) {
            var socket = context.createSocket(channel.equals("iopub") ? SocketType.SUB : SocketType.DEALER);
            socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
            socket.setHWM(0);
            // ms; JeroMQ's client side now and then forgets to watch a new connection, then it connects again
            socket.setHandshakeIvl(2_000);
            socket.connect("tcp://127.0.0.1:" + connection.get(channel + "_port"));
            if (channel.equals("iopub")) socket.subscribe("");
            socket.getFD().register(selector, SelectionKey.OP_READ);
            sockets.put(channel, socket);
        }
        Thread.ofPlatform().name("client").daemon().start(() -> run(listener));
    }

    /** Sends a request and returns its msg_id. */
    String send(String channel, String type, Map<String, ?> content) {
        return send(channel, type, content, Map.of());
    }

    String send(String channel, String type, Map<String, ?> content, Object parentHeader) {
        var id = UUID.randomUUID().toString();
        var header = Map.of("msg_id", id, "session", session, "username", "test", "date", Instant.now().toString(),
                "msg_type", type, "version", "5.4");
        var parts = new ArrayList<byte[]>();
        for (var part : List.of(header, parentHeader, Map.of(), content)) parts.add(JSON.writeValueAsBytes(part));
        sendSigned(channel, sign(parts), parts);
        return id;
    }

    /** Sends these parts as they are, with any signature. */
    void sendSigned(String channel, String signature, List<byte[]> parts) {
        var frames = new ArrayList<byte[]>();
        frames.add("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII));
        frames.add(signature.getBytes(StandardCharsets.US_ASCII));
        frames.addAll(parts);
        sendFrames(channel, frames);
    }

    void sendFrames(String channel, List<byte[]> frames) {
        outgoing.add(new Outgoing(channel, frames));
        selector.wakeup();
    }

    String sign(List<byte[]> parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void run(Consumer<Received> listener) {
        try {
            while (!closing) {
                while (receive(listener) | sendWaiting()) {}
                selector.select();
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            context.close();
        }
    }

    private boolean sendWaiting() {
        boolean any = false;
        for (Outgoing next; (next = outgoing.poll()) != null; any = true) {
            for (int i = 0; i < next.frames().size(); i++) {
                sockets.get(next.channel()).send(next.frames().get(i), i < next.frames().size() - 1 ? ZMQ.SNDMORE : 0);
            }
        }
        return any;
    }

    private boolean receive(Consumer<Received> listener) {
        boolean any = false;
        for (var entry : sockets.entrySet()) {
            for (byte[] first; (first = entry.getValue().recv(ZMQ.DONTWAIT)) != null; any = true) {
                var frames = new ArrayList<byte[]>();
                frames.add(first);
                while (entry.getValue().hasReceiveMore()) frames.add(entry.getValue().recv());
                listener.accept(entry.getKey().equals("hb") ? heartbeat(first) : message(entry.getKey(), frames));
            }
        }
        return any;
    }

    private Received heartbeat(byte[] echo) {
        return new Received("hb", JSON.createObjectNode().put("msg_type", "echo"), JSON.createObjectNode(),
                JSON.createObjectNode().put("bytes", new String(echo)));
    }

    private Received message(String channel, List<byte[]> frames) {
        int delimiter = 0;
        while (!new String(frames.get(delimiter), StandardCharsets.UTF_8).equals("<IDS|MSG>")) delimiter++;
        var parts = frames.subList(delimiter + 2, delimiter + 6);
        if (!sign(parts).equals(new String(frames.get(delimiter + 1), StandardCharsets.US_ASCII)))
            throw new AssertionError("the kernel's signature is wrong");
        return new Received(channel, JSON.readTree(parts.get(0)), JSON.readTree(parts.get(1)),
                JSON.readTree(parts.get(3)));
    }

    /** The sockets are closed by their thread, soon. */
    @Override public void close() {
        closing = true;
        selector.wakeup();
    }
}
