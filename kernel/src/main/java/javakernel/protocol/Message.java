package javakernel.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message of the Jupyter protocol, version 5.4 (<a
 * href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">its documentation</a>).
 *
 * @param identities   ZeroMQ routing frames: who asked, or the topic of an iopub message
 * @param header       msg_id, session, username, date, msg_type, version
 * @param parentHeader the header of the request that this message belongs to, or an empty object
 * @param metadata     mostly empty
 * @param content      what the message says; its fields depend on msg_type
 */
public record Message(List<byte[]> identities, ObjectNode header, ObjectNode parentHeader, ObjectNode metadata,
        ObjectNode content) {
    public static final String PROTOCOL_VERSION = "5.4";
    private static final String SESSION = UUID.randomUUID().toString();

    /** The msg_type: {@code execute_request}, {@code stream} … */
    public String type() {
        return header.path("msg_type").stringValue("");
    }

    /** The msg_id, unique for each message. */
    public String id() {
        return header.path("msg_id").stringValue("");
    }

    /** An answer to this request, for the front end that asked. */
    public Message reply(String type, Map<String, ?> content) {
        return new Message(identities, newHeader(type), header, Json.object(), Json.object(content));
    }

    /** An iopub message caused by this request, for everybody. */
    public Message publish(String type, Map<String, ?> content) {
        return new Message(List.of(type.getBytes()), newHeader(type), header, Json.object(), Json.object(content));
    }

    /** An iopub message that no request caused, under {@code topic}. */
    static Message unasked(byte[] topic, String type, Map<String, ?> content) {
        return new Message(List.of(topic), newHeader(type), Json.object(), Json.object(), Json.object(content));
    }

    private static ObjectNode newHeader(String type) {
        return Json.object(Map.of(
                "msg_id", UUID.randomUUID().toString(),
                "session", SESSION,
                "username", "kernel",
                "date", Instant.now().toString(),
                "msg_type", type,
                "version", PROTOCOL_VERSION));
    }
}
