package javakernel.output;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javakernel.protocol.Json;
import javakernel.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20) class PaceTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Message DISPLAY = message("display_data", Map.of());
    private static final Message TEXT = message("stream", Map.of("text", "x".repeat(1_000_000)));
    private static final Message IDLE = message("status", Map.of("execution_state", "idle"));

    @Test void moreThanAServerTakesWaits() throws Exception {
        assertThat(duration(SHORT, DISPLAY, 3 * Pace.MESSAGES)).isGreaterThanOrEqualTo(SHORT.multipliedBy(2));
        assertThat(duration(SHORT, TEXT, 6)).isGreaterThanOrEqualTo(SHORT.multipliedBy(2));
    }

    @Test void aMessageThatIsLargerThanThatIsSentAlone() throws Exception {
        assertThat(duration(SHORT, message("stream", Map.of("text", "x".repeat(2 * Pace.BYTES))), 3))
                .isGreaterThanOrEqualTo(SHORT.multipliedBy(2));
    }

    @Test void theEndOfACellStartsTheCountAnew() throws Exception {
        var pace = new Pace(Duration.ofHours(1));
        for (int cell = 0; cell < 10; cell++) {
            for (int i = 0; i < 2; i++) pace.await(TEXT);
            pace.await(IDLE);
        }
    }

    private static Duration duration(Duration window, Message message, int times) throws InterruptedException {
        var pace = new Pace(window);
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) pace.await(message);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Message message(String type, Map<String, ?> content) {
        return new Message(List.of(), Json.object(Map.of("msg_id", "1", "msg_type", type)), Json.object(),
                Json.object(), Json.object(content));
    }
}
