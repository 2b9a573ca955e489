package javakernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the protocol uses it: every part of a message is one JSON object in UTF-8. */
public final class Json {
    private static final int DEEPEST = 450; // Jackson writes 500 levels, and a message is some levels too
    private static final String TOO_DEEP =
            "is part of itself, or nested more than " + DEEPEST + " times: JSON cannot have that";
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonMapper VALUES = new JsonMapper(JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build()).build());

    private Json() {}

    /** A new, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * The object with these entries: strings, numbers, booleans, maps, lists or nodes.
     *
     * @throws IllegalArgumentException as {@link #tree}
     */
    public static ObjectNode object(Map<String, ?> entries) {
        return (ObjectNode) tree(entries);
    }

    /**
     * {@code value} as JSON: what Jackson makes of maps, collections, records, beans and nodes.
     *
     * @throws IllegalArgumentException when it has no end, being part of itself, or is nested more than {@value
     *       #DEEPEST} times
     * @throws JacksonException         when Jackson makes nothing of it, or one of its getters throws
     */
    public static JsonNode tree(@Nullable Object value) {
        try {
            return VALUES.readTree(VALUES.writeValueAsString(value)); // valueToTree has no limit but the stack
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(TOO_DEEP, e);
        }
    }

    /** The entries of an object, as plain Java values; none, when it is no object. */
    public static Map<String, Object> map(JsonNode node) {
        return node.isObject() ? MAPPER.treeToValue(node, new TypeReference<Map<String, Object>>() {}) : Map.of();
    }

    /** @throws IllegalArgumentException when {@code text} is not JSON */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new IllegalArgumentException("not JSON, line " + place.getLineNr() + ", column " + place.getColumnNr()
                    + ": " + e.getOriginalMessage());
        }
    }

    /**
     * The bytes of {@code node}, UTF-8; half a surrogate pair, which cannot be saved in a notebook, becomes a question
     * mark, as on any output of Java's.
     */
    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The object that {@code bytes} hold.
     *
     * @throws BadMessageException when they are not one JSON object
     */
    public static ObjectNode parse(byte[] bytes) throws BadMessageException {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) return object;
        } catch (JacksonException e) {
            throw new BadMessageException("not JSON: " + e.getOriginalMessage());
        }
        throw new BadMessageException("not a JSON object");
    }
}
