package javakernel.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Every request is answered as the Jupyter protocol says, and none waits for another. */
class RequestsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void aCellIsAnsweredInTheOrderOfTheProtocol() throws Exception {
        var run = kernel.run("IO.println(\"out\"); 6 * 7");
        assertThat(run.iopubTypes()).containsExactly("status", "execute_input", "stream", "execute_result", "status");
        assertThat(run.result()).isEqualTo("42");
        assertThat(run.reply().path("execution_count"))
                .isEqualTo(run.iopub("execute_result").getFirst().path("execution_count"));
    }

    @Test void theExecutionCountRisesByOneACell() throws Exception {
        int first = kernel.run("1").reply().path("execution_count").asInt();
        assertThat(kernel.run("throw new Exception()").reply().path("execution_count").asInt()).isEqualTo(first + 1);
        assertThat(execute("1", Map.of("silent", true)).reply().path("execution_count").asInt()).isEqualTo(first + 1);
        assertThat(execute("1", Map.of("store_history", false)).reply().path("execution_count").asInt())
                .isEqualTo(first + 1);
        assertThat(kernel.run("1").reply().path("execution_count").asInt()).isEqualTo(first + 2);
    }

    @Test void aSilentRequestShowsNoResult() throws Exception {
        var run = execute("42", Map.of("silent", true));
        assertThat(run.iopubTypes()).containsExactly("status", "status");
        assertThat(run.status()).isEqualTo("ok");
    }

    @Test void onlyAnExpressionWithoutSemicolonAtTheEndIsShown() throws Exception {
        assertThat(kernel.run("int shown = 5").result()).isNull();
        assertThat(kernel.run("shown").result()).isEqualTo("5");
        assertThat(kernel.run("shown;").result()).isNull();
        assertThat(kernel.run("shown + 1 // one more").result()).isEqualTo("6");
        assertThat(kernel.run("null").result()).isNull();
        assertThat(kernel.run("new int[][] {{1, 2}, {3}}").result()).isEqualTo("[[1, 2], [3]]");
    }

    @Test void aResultComesAsMimeBundle() throws Exception {
        var image = kernel.run("new java.awt.image.BufferedImage(2, 3, java.awt.image.BufferedImage.TYPE_INT_RGB)");
        assertThat(image.error()).isEmpty();
        var data = image.iopub("execute_result").getFirst().path("data");
        assertThat(data.path("image/png").asString()).startsWith("iVBOR");
        assertThat(data.path("text/plain").asString()).startsWith("BufferedImage");
    }

    @Test void userExpressionsAreEvaluatedAfterTheCell() throws Exception {
        var run = execute("int answer = 42;", Map.of("user_expressions", Map.of("good", "answer", "bad", "nothing")));
        var results = run.reply().path("user_expressions");
        assertThat(results.path("good").path("data").path("text/plain").asString()).isEqualTo("42");
        assertThat(results.path("bad").path("status").asString()).isEqualTo("error");
    }

    @Test void anErrorAbortsTheCellsThatWait() throws Exception {
        var failing = kernel.begin("IO.readln(); throw new IllegalStateException(\"enough\");");
        failing.await("a question", failing::asksForInput);
        var waiting = kernel.begin("IO.println(\"never\");");
        kernel.request("shell", "kernel_info_request", Map.of()).awaitEnd(); // by now the kernel has the waiting one
        kernel.answer(failing, "");
        assertThat(failing.awaitEnd().status()).isEqualTo("error");
        assertThat(waiting.awaitEnd().status()).isEqualTo("aborted");
        assertThat(waiting.stdout()).isEmpty();
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }

    @Test void whileACellRunsAllOtherRequestsAreAnswered() throws Exception {
        kernel.run("int counter = 1;");
        var busy = kernel.begin("IO.println(\"running\"); while (true) counter++;");
        busy.awaitStdout("running");
        assertThat(kernel.request("shell", "kernel_info_request", Map.of()).awaitEnd().status()).isEqualTo("ok");
        assertThat(matches(
                kernel.request("shell", "complete_request", Map.of("code", "Math.ma", "cursor_pos", 7)).awaitEnd()))
                .contains("max(");
        assertThat(kernel.request("shell", "is_complete_request", Map.of("code", "1")).awaitEnd().status())
                .isEqualTo("complete");
        assertThat(kernel
                .request("shell", "inspect_request", Map.of("code", "Math.max(", "cursor_pos", 9, "detail_level", 0))
                .awaitEnd().status()).isEqualTo("ok");
        assertThat(kernel.request("control", "interrupt_request", Map.of()).awaitEnd().status()).isEqualTo("ok");
        assertThat(busy.awaitEnd().status()).isEqualTo("error");
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }

    @Test void everyReplyHasAStatus() throws Exception {
        for (var request : Map.<String, Map<String, ?>>of(
                "kernel_info_request", Map.of(), "comm_info_request", Map.of(), "is_complete_request",
                Map.of("code", "int"),
                "complete_request", Map.of("code", "", "cursor_pos", 0), "inspect_request",
                Map.of("code", "", "cursor_pos", 0, "detail_level", 0),
                "history_request", Map.of("hist_access_type", "tail", "n", 3)).entrySet()) {
            var run = kernel.request("shell", request.getKey(), request.getValue()).awaitEnd();
            assertThat(run.status()).as(request.getKey()).isNotEmpty();
            assertThat(run.iopubTypes()).containsExactly("status", "status");
        }
    }

    @Test void theKernelTellsWhatItIs() throws Exception {
        var info = kernel.request("control", "kernel_info_request", Map.of()).awaitEnd().reply();
        assertThat(info.path("protocol_version").asString()).isEqualTo("5.4");
        assertThat(info.path("language_info").path("name").asString()).isEqualTo("java");
        assertThat(info.path("language_info").path("version").asString()).isEqualTo(Runtime.version().toString());
        assertThat(info.path("debugger").asBoolean(true)).isFalse();
    }

    @Test void aSubscriberIsWelcomed() {
        assertThat(kernel.unasked().iopub("iopub_welcome")).isNotEmpty()
                .allMatch(c -> c.path("subscription").asString("missing").isEmpty());
    }

    @Test void theHeartbeatEchoes() throws Exception {
        kernel.client().sendFrames("hb", List.of("beat".getBytes(StandardCharsets.UTF_8)));
        kernel.unasked().await("the echo", () -> kernel.unasked().heartbeats() > 0);
    }

    @Test void inputIsAskedForAndRead() throws Exception {
        var run = kernel.begin("var name = IO.readln(\"谁？\"); IO.println(\"你好，\" + name);");
        run.await("a question", run::asksForInput);
        assertThat(run.awaitStdout("谁？").stdout()).isEqualTo("谁？");
        kernel.answer(run, "小明");
        assertThat(run.awaitEnd().stdout()).isEqualTo("谁？你好，小明\n");
    }

    @Test void withoutInputTheCellIsTold() throws Exception {
        var run = execute("IO.readln()", Map.of("allow_stdin", false));
        assertThat(run.error()).contains("this front end has no input");
    }

    @Test void messagesThatAreNotValidAreIgnored() throws Exception {
        var parts = List.of("{}", "{}", "{}", "{\"code\": \"IO.println(1)\"}").stream()
                .map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
        kernel.client().sendSigned("shell", "wrong", parts);
        kernel.client().sendSigned("shell", kernel.client().sign(parts), parts);
        kernel.client().sendFrames("shell", List.of("<IDS|MSG>".getBytes(StandardCharsets.UTF_8)));
        kernel.client().sendFrames("control", List.of(new byte[] {1, 2}, new byte[0]));
        kernel.client().send("shell", "no_such_request", Map.of());
        var notJson = List.of("{}".getBytes(StandardCharsets.UTF_8), "[".getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_8));
        kernel.client().sendSigned("shell", kernel.client().sign(notJson), notJson);
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
        assertThat(kernel.log()).contains("wrong signature").contains("parts are missing").contains("no_such_request")
                .contains("not JSON");
    }

    private static Run execute(String code, Map<String, ?> changes) throws InterruptedException {
        var content = new HashMap<>(KernelProcess.execution(code));
        content.putAll(changes);
        return kernel.request("shell", "execute_request", content).awaitEnd();
    }

    private static Set<String> matches(Run run) {
        return Set.copyOf(run.reply().path("matches").values().stream().map(JsonNode::asString).toList());
    }
}
