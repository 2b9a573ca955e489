package javakernel.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javakernel.process.JupyterClient.Received;
import tools.jackson.databind.JsonNode;

/** One request and all that has come back for it until now, also after its end. */
public final class Run {
    private static final Duration LIMIT = Duration.ofMinutes(5); // also where many share the processors

    private final List<Received> messages = new ArrayList<>(); // guarded by this

    synchronized void add(Received message) {
        messages.add(message);
        notifyAll();
    }

    private synchronized List<Received> messages() {
        return List.copyOf(messages);
    }

    /** Waits for an event, which every arriving message may bring; fails after five minutes, saying what had come. */
    public Run await(String what, BooleanSupplier happened) throws InterruptedException {
        return await(LIMIT, what, happened);
    }

    private synchronized Run await(Duration limit, String what, BooleanSupplier happened) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!happened.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) throw new AssertionError("waited in vain for " + what + "; what came: " + messages);
            wait(left);
        }
        return this;
    }

    /** Waits for the reply and for the end of the output that belongs to it: the status idle. */
    public Run awaitEnd() throws InterruptedException {
        return awaitEnd(LIMIT);
    }

    public Run awaitEnd(Duration limit) throws InterruptedException {
        return await(limit, "reply and idle", () -> ended() && !reply().isMissingNode());
    }

    /** Waits for the end of a message that is not replied to. */
    Run awaitIdle() throws InterruptedException {
        return await("idle", this::ended);
    }

    public Run awaitStdout(String text) throws InterruptedException {
        return await("stdout " + text, () -> stdout().contains(text));
    }

    public boolean ended() {
        return iopub("status").stream().anyMatch(c -> c.path("execution_state").asString().equals("idle"));
    }

    /** The reply's content; a missing node before it has come. */
    public JsonNode reply() {
        return messages().stream().filter(m -> m.type().endsWith("_reply")).map(Received::content).findFirst()
                .orElseGet(() -> JupyterClient.JSON.missingNode());
    }

    /** The contents of all iopub messages of this type. */
    public List<JsonNode> iopub(String type) {
        return messages().stream().filter(m -> m.channel().equals("iopub") && m.type().equals(type))
                .map(Received::content).toList();
    }

    /** The types of all iopub messages, in order. */
    public List<String> iopubTypes() {
        return messages().stream().filter(m -> m.channel().equals("iopub")).map(Received::type).toList();
    }

    int heartbeats() {
        return (int) messages().stream().filter(m -> m.channel().equals("hb")).count();
    }

    public boolean asksForInput() {
        return messages().stream().anyMatch(m -> m.type().equals("input_request"));
    }

    Received inputRequest() {
        return messages().stream().filter(m -> m.type().equals("input_request")).findFirst().orElseThrow();
    }

    public String stdout() {
        return stream("stdout");
    }

    public String stderr() {
        return stream("stderr");
    }

    private String stream(String name) {
        return iopub("stream").stream().filter(c -> c.path("name").asString().equals(name))
                .map(c -> c.path("text").asString()).collect(Collectors.joining());
    }

    /** The text/plain of each display, as it was shown last. */
    public List<String> displays() {
        var texts = new LinkedHashMap<String, String>();
        for (var type : List.of("display_data", "update_display_data")) {
            for (var c : iopub(type)) texts.put(c.path("transient").path("display_id").asString(),
                    c.path("data").path("text/plain").asString());
        }
        return List.copyOf(texts.values());
    }

    /** The result's text/plain; null when there is none. */
    public String result() {
        return iopub("execute_result").stream().map(c -> c.path("data").path("text/plain").asString()).findFirst()
                .orElse(null);
    }

    /** The error's traceback without colours; empty when there is none. */
    public String error() {
        return iopub("error").stream().flatMap(c -> c.path("traceback").values().stream()).map(JsonNode::asString)
                .collect(Collectors.joining("\n")).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    public String status() {
        return reply().path("status").asString("");
    }
}
