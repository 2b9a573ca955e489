package javakernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CodecTest {
    private final Codec codec = new Codec("hmac-sha256", "key");
    private final Message message =
            new Message(List.of(bytes("who")), Json.object(Map.of("msg_id", "1", "msg_type", "test")),
                    Json.object(), Json.object(), Json.object(Map.of("text", "跳舞")));

    @Test void aMessageSurvivesTheWire() throws Exception {
        var decoded = codec.decode(codec.encode(message));
        assertThat(decoded.type()).isEqualTo("test");
        assertThat(decoded.id()).isEqualTo("1");
        assertThat(decoded.content()).isEqualTo(message.content());
        assertThat(decoded.identities()).containsExactly(bytes("who"));
    }

    @Test void everyPartIsSigned() {
        for (int part = 3; part < 7; part++) {
            var frames = new ArrayList<>(codec.encode(message));
            frames.set(part, bytes("{\"forged\": true}"));
            assertThatThrownBy(() -> codec.decode(frames)).isInstanceOf(BadMessageException.class)
                    .hasMessage("wrong signature");
        }
    }

    @Test void anotherKeyIsNotAccepted() {
        assertThatThrownBy(() -> new Codec("hmac-sha256", "other").decode(codec.encode(message)))
                .hasMessage("wrong signature");
    }

    @Test void aMessageIsTakenOnceOnly() throws Exception {
        var frames = codec.encode(message);
        codec.decode(frames);
        assertThatThrownBy(() -> codec.decode(frames)).isInstanceOf(BadMessageException.class)
                .hasMessage("has come before");
    }

    @Test void withoutAKeyNothingIsSigned() throws Exception {
        var open = new Codec("", "");
        var frames = open.encode(message);
        assertThat(frames.get(2)).isEmpty();
        assertThat(open.decode(frames).id()).isEqualTo("1");
    }

    @Test void anUnknownSignatureSchemeIsRefused() {
        assertThatThrownBy(() -> new Codec("rot13", "key")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rot13");
    }

    @Test void aHeaderThatSaysNotWhatItIsIsRefused() {
        for (var header : List.of(Map.of("msg_id", "1"), Map.of("msg_type", "test"),
                Map.of("msg_id", 1, "msg_type", "test"), Map.of("msg_id", "1", "msg_type", List.of()))) {
            var headless = codec
                    .encode(new Message(List.of(), Json.object(header), Json.object(), Json.object(), Json.object()));
            assertThatThrownBy(() -> codec.decode(headless)).isInstanceOf(BadMessageException.class)
                    .hasMessageContaining("header");
        }
    }

    @Test void halfASurrogatePairBecomesAQuestionMark() throws Exception {
        var half = new Message(List.of(), message.header(), Json.object(), Json.object(),
                Json.object(Map.of("text", "a\ud83d")));
        assertThat(codec.decode(codec.encode(half)).content().path("text").asString()).isEqualTo("a?");
    }

    @Test void missingPartsAreRefused() {
        var frames = codec.encode(message);
        for (int n = 0; n < frames.size(); n++) {
            var some = frames.subList(0, n);
            assertThatThrownBy(() -> codec.decode(some)).isInstanceOf(BadMessageException.class);
        }
    }

    @Test void aPartThatIsNoJsonObjectIsRefused() {
        var open = new Codec("", "");
        for (var wrong : List.of("", "[]", "{", "nothing", "1")) {
            var frames = new ArrayList<>(open.encode(message));
            frames.set(6, bytes(wrong));
            assertThatThrownBy(() -> open.decode(frames)).as(wrong).isInstanceOf(BadMessageException.class)
                    .hasMessageStartingWith("not ");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
