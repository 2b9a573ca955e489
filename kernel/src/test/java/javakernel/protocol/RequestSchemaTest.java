package javakernel.protocol;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestSchemaTest {
    @Test void whatIsLeftOutOrNullIsAllowedWhereTheKernelKnowsWhatIsMeant() {
        assertThat(RequestSchema.fault(request("execute_request", "{\"code\": \"1\"}"))).isEmpty();
        assertThat(RequestSchema.fault(request("complete_request", "{\"code\": \"1\", \"cursor_pos\": null}")))
                .isEmpty();
        assertThat(RequestSchema.fault(request("kernel_info_request", "{\"more\": 1}"))).isEmpty();
        assertThat(RequestSchema.fault(request("unknown", "{}"))).isEmpty();
    }

    @Test void aWrongFieldIsNamed() {
        assertThat(RequestSchema.fault(request("execute_request", "{}"))).contains("execute_request: code is missing");
        assertThat(RequestSchema.fault(request("execute_request", "{\"code\": null}")))
                .contains("execute_request: code is missing");
        assertThat(RequestSchema.fault(request("execute_request", "{\"code\": 1}")))
                .contains("execute_request: code is not a string");
        assertThat(RequestSchema.fault(request("execute_request", "{\"code\": \"\", \"silent\": 0}")))
                .contains("execute_request: silent is not true or false");
        assertThat(
                RequestSchema.fault(request("execute_request", "{\"code\": \"\", \"user_expressions\": {\"a\": 1}}")))
                .contains("execute_request: user_expressions is not an object of strings");
        assertThat(RequestSchema.fault(request("complete_request", "{\"code\": \"\", \"cursor_pos\": 9999999999}")))
                .contains("complete_request: cursor_pos is not an integer of 32 bits");
    }

    private static Message request(String type, String content) {
        try {
            return new Message(List.of(), Json.object(Map.of("msg_id", "1", "msg_type", type)), Json.object(),
                    Json.object(), Json.parse(content.getBytes()));
        } catch (BadMessageException e) {
            throw new AssertionError(e);
        }
    }
}
