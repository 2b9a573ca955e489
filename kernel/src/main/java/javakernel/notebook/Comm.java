package javakernel.notebook;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javakernel.base.Texts;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import javakernel.protocol.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line to a program in the front end, such as a widget, on which both sides send JSON objects, here maps
 * (<a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages">protocol</a>).
 *
 * <p>Any thread may open, send and close. What arrives is handled in turn with the cells, by the thread that runs them,
 * and works for the cell that has set the handler: what it prints appears there.
 */
public final class Comm {
    private static final Map<String, Comm> OPEN = new ConcurrentHashMap<>(); // by id
    private static final Map<String, Handler<BiConsumer<Comm, Map<String, Object>>>> TARGETS =
            new ConcurrentHashMap<>(); // by name

    private record Handler<T>(Cell cell, T action) {
        static <T> Handler<T> of(T action) {
            return new Handler<>(Comm.cell(), action);
        }
    }

    /** What is to be done about a message, as work for {@code cell}. */
    public record Work(Cell cell, Runnable action) {}

    private final String id;
    private final String target;
    private volatile @Nullable Handler<Consumer<Map<String, Object>>> onMessage;
    private volatile @Nullable Handler<Consumer<Map<String, Object>>> onClose;

    private Comm(String id, String target) {
        this.id = id;
        this.target = target;
    }

    /** Opens a line to what the front end has registered as {@code target}; a front end that knows none closes it. */
    public static Comm open(String target, Map<String, ?> data) {
        var comm = new Comm(UUID.randomUUID().toString(), target);
        OPEN.put(comm.id, comm);
        comm.publish("comm_open", Map.of("comm_id", comm.id, "target_name", target, "data", data));
        return comm;
    }

    /** When the front end opens a line to {@code target}, {@code action} gets it and the data it was opened with. */
    public static void onOpen(String target, BiConsumer<Comm, Map<String, Object>> action) {
        TARGETS.put(target, Handler.of(action));
    }

    /** The comm_id. */
    public String id() {
        return id;
    }

    public String target() {
        return target;
    }

    public void send(Map<String, ?> data) {
        publish("comm_msg", Map.of("comm_id", id, "data", data));
    }

    public void onMessage(Consumer<Map<String, Object>> action) {
        onMessage = Handler.of(action);
    }

    /** When the front end closes the line. */
    public void onClose(Consumer<Map<String, Object>> action) {
        onClose = Handler.of(action);
    }

    public void close() {
        if (OPEN.remove(id) != null) publish("comm_close", Map.of("comm_id", id, "data", Map.of()));
    }

    private static Cell cell() {
        var cell = CellOfThread.current();
        if (cell == null) throw new IllegalStateException(Texts.of("comm.noCell"));
        return cell;
    }

    private void publish(String type, Map<String, ?> content) {
        cell().publish(type, content);
    }

    // ---- the kernel's side ----

    /** The lines that are open, as comm_info_reply tells them: id to target, all or one target's. */
    public static Map<String, Object> info(JsonNode request) {
        var wanted = request.path("target_name").asString("");
        var comms = new ConcurrentHashMap<String, Object>();
        OPEN.forEach((id, comm) -> {
            if (wanted.isEmpty() || wanted.equals(comm.target)) comms.put(id, Map.of("target_name", comm.target));
        });
        return Map.of("status", "ok", "comms", comms);
    }

    /** What a message of the front end asks for; empty when nobody waits for it. */
    public static Optional<Work> received(String type, JsonNode content) {
        var id = content.path("comm_id").asString("");
        var data = Json.map(content.path("data"));
        return switch (type) {
            case "comm_open" -> Optional.ofNullable(TARGETS.get(content.path("target_name").asString("")))
                    .map(h -> new Work(h.cell,
                            () -> h.action.accept(opened(id, content.path("target_name").asString()), data)));
            case "comm_msg" -> Optional.ofNullable(OPEN.get(id)).flatMap(comm -> work(comm.onMessage, data));
            case "comm_close" -> Optional.ofNullable(OPEN.remove(id)).flatMap(comm -> work(comm.onClose, data));
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static Comm opened(String id, String target) {
        return OPEN.computeIfAbsent(id, i -> new Comm(i, target));
    }

    private static Optional<Work> work(@Nullable Handler<Consumer<Map<String, Object>>> handler,
            Map<String, Object> data) {
        return Optional.ofNullable(handler).map(h -> new Work(h.cell, () -> h.action.accept(data)));
    }
}
