package javakernel.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What the content of a request must be, as the protocol says it. Fields may be left out or null where the kernel knows
 * what is meant; what is there has the right type.
 */
public final class RequestSchema {
    private record Field(String name, String type, boolean needed, Predicate<JsonNode> isOfType) {}

    private static final Map<String, List<Field>> FIELDS = Map.ofEntries(
            Map.entry("execute_request",
                    List.of(text("code", true), flag("silent"), flag("store_history"), flag("allow_stdin"),
                            flag("stop_on_error"), texts("user_expressions"))),
            Map.entry("complete_request", List.of(text("code", true), number("cursor_pos"))),
            Map.entry("inspect_request", List.of(text("code", true), number("cursor_pos"), number("detail_level"))),
            Map.entry("is_complete_request", List.of(text("code", true))),
            Map.entry("history_request",
                    List.of(text("hist_access_type", true), flag("output"), flag("raw"), flag("unique"),
                            number("session"), number("start"), number("stop"), number("n"), text("pattern", false))),
            Map.entry("comm_info_request", List.of(text("target_name", false))),
            Map.entry("comm_open", List.of(text("comm_id", true), text("target_name", true), object("data"))),
            Map.entry("comm_msg", List.of(text("comm_id", true), object("data"))),
            Map.entry("comm_close", List.of(text("comm_id", true), object("data"))),
            Map.entry("shutdown_request", List.of(flag("restart"))),
            Map.entry("input_reply", List.of(text("value", true))));

    private RequestSchema() {}

    /**
     * What is wrong with the content of {@code request}: one line; empty when nothing is, or when its type is not known
     * here.
     */
    public static Optional<String> fault(Message request) {
        return FIELDS.getOrDefault(request.type(), List.of()).stream()
                .filter(f -> absent(request, f) ? f.needed() : !f.isOfType().test(request.content().path(f.name())))
                .map(f -> request.type() + ": " + f.name()
                        + (absent(request, f) ? " is missing" : " is not " + f.type()))
                .findFirst();
    }

    private static boolean absent(Message request, Field field) {
        var value = request.content().path(field.name());
        return value.isMissingNode() || value.isNull();
    }

    private static Field text(String name, boolean needed) {
        return new Field(name, "a string", needed, JsonNode::isString);
    }

    private static Field flag(String name) {
        return new Field(name, "true or false", false, JsonNode::isBoolean);
    }

    private static Field number(String name) {
        return new Field(name, "an integer of 32 bits", false, n -> n.isIntegralNumber() && n.canConvertToInt());
    }

    private static Field object(String name) {
        return new Field(name, "an object", false, JsonNode::isObject);
    }

    private static Field texts(String name) {
        return new Field(name, "an object of strings", false,
                n -> n.isObject() && n.values().stream().allMatch(JsonNode::isString));
    }
}
