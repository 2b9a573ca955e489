package javakernel.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What was run is found again: in this session, after a restart, and in other kernels of the same user. */
class HistoryTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        var earlier = KernelProcess.start(folder);
        earlier.run("\"earlier one\"");
        earlier.run("\"earlier two\"");
        earlier.close();
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void thisSessionIsFoundByRangeTailAndPattern() throws Exception {
        int number = kernel.run("\"needle one\"").reply().path("execution_count").asInt();
        kernel.run("\"needle two\"");
        kernel.run("\"needle two\"");
        assertThat(sources(Map.of("hist_access_type", "tail", "n", 1))).containsExactly("\"needle two\"");
        assertThat(history(Map.of("hist_access_type", "range", "session", 0, "start", number, "stop", number + 2)))
                .containsExactly("[0,%d,\"\\\"needle one\\\"\"]".formatted(number),
                        "[0,%d,\"\\\"needle two\\\"\"]".formatted(number + 1));
        assertThat(sources(Map.of("hist_access_type", "search", "pattern", "*needle*")))
                .containsExactly("\"needle one\"", "\"needle two\"", "\"needle two\"");
        assertThat(sources(Map.of("hist_access_type", "search", "pattern", "*needle t[uvw]o*", "unique", true, "n", 5)))
                .containsExactly("\"needle two\"");
    }

    @Test void earlierSessionsAreFoundAfterARestart() throws Exception {
        kernel.run("\"now\"");
        assertThat(sources(Map.of("hist_access_type", "tail", "n", 500)))
                .startsWith("\"earlier one\"", "\"earlier two\"").contains("\"now\"");
        var range = Map.<String, Object>of("hist_access_type", "range", "session", -1, "output", true);
        assertThat(history(range)).containsExactly("[1,1,[\"\\\"earlier one\\\"\",null]]",
                "[1,2,[\"\\\"earlier two\\\"\",null]]");
        assertThat(sources(Map.of("hist_access_type", "range", "session", 1, "start", 2, "stop", 3)))
                .containsExactly("\"earlier two\"");
    }

    @Test void whatIsNotToBeStoredIsNotFound() throws Exception {
        kernel.request("shell", "execute_request",
                Map.of("code", "\"hidden\"", "store_history", false, "silent", false)).awaitEnd();
        kernel.request("shell", "execute_request", Map.of("code", "\"hidden\"", "silent", true)).awaitEnd();
        assertThat(sources(Map.of("hist_access_type", "search", "pattern", "*hidden*"))).isEmpty();
    }

    private static List<String> sources(Map<String, ?> request) throws InterruptedException {
        return rows(request).values().stream().map(row -> row.path(2).asString()).toList();
    }

    private static List<String> history(Map<String, ?> request) throws InterruptedException {
        return rows(request).values().stream().map(Object::toString).toList();
    }

    private static JsonNode rows(Map<String, ?> request) throws InterruptedException {
        return kernel.request("shell", "history_request", request).awaitEnd().reply().path("history");
    }
}
