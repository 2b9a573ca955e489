package javakernel.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines between the notebook and programs in the front end. */
class CommTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    private static Run send(String type, String id, Map<String, ?> data) throws InterruptedException {
        return begin(type, id, data).awaitIdle();
    }

    private static Run begin(String type, String id, Map<String, ?> data) {
        return kernel.request("shell", type, type.equals("comm_open")
                ? Map.of("comm_id", id, "target_name", "echo", "data", data) : Map.of("comm_id", id, "data", data));
    }

    private static JsonNode open(String target) throws InterruptedException {
        return kernel.request("shell", "comm_info_request", target == null ? Map.of() : Map.of("target_name", target))
                .awaitEnd().reply().path("comms");
    }

    @Test void theNotebookOpensALineSendsAndHears() throws Exception {
        var cell = kernel
                .run("""
                        var line = Comm.open("widget", Map.of("value", 1));
                        line.onMessage(data -> { IO.println("heard " + data); line.send(Map.of("twice", (Integer) data.get("value") * 2)); });
                        line.onClose(data -> IO.println("closed " + data));
                        """);
        var opened = cell.iopub("comm_open").getFirst();
        var id = opened.path("comm_id").asString();
        assertThat(opened.path("target_name").asString()).isEqualTo("widget");
        assertThat(opened.path("data").path("value").asInt()).isEqualTo(1);
        assertThat(open("widget").path(id).path("target_name").asString()).isEqualTo("widget");
        assertThat(open("other").isEmpty()).isTrue();

        assertThat(send("comm_msg", id, Map.of("value", 21)).iopubTypes()).containsExactly("status", "status");
        cell.awaitStdout("heard {value=21}\n").await("the answer", () -> !cell.iopub("comm_msg").isEmpty());
        assertThat(cell.iopub("comm_msg").getFirst().path("data").path("twice").asInt()).isEqualTo(42);
        assertThat(cell.iopub("comm_msg").getFirst().path("comm_id").asString()).isEqualTo(id);

        send("comm_close", id, Map.of("why", "done"));
        cell.awaitStdout("closed {why=done}\n");
        assertThat(open(null).has(id)).isFalse();
        assertThat(send("comm_msg", id, Map.of("value", 1)).iopubTypes()).containsExactly("status", "status");
        assertThat(cell.stdout()).doesNotContain("heard {value=1}");
    }

    @Test void theFrontEndOpensALine() throws Exception {
        var cell = kernel.run("""
                Comm.onOpen("echo", (comm, data) -> {
                    IO.println("opened with " + data);
                    comm.onMessage(comm::send);
                });
                """);
        var id = UUID.randomUUID().toString();
        send("comm_open", id, Map.of("a", List.of(1, "x")));
        cell.awaitStdout("opened with {a=[1, x]}\n");
        send("comm_msg", id, Map.of("b", Map.of("c", 1.5)));
        cell.await("the echo", () -> !cell.iopub("comm_msg").isEmpty());
        assertThat(cell.iopub("comm_msg").getFirst().path("data").path("b").path("c").asDouble()).isEqualTo(1.5);
        var closing = kernel.run("Comm.open(\"echo\", Map.of()).close();");
        assertThat(closing.iopubTypes()).containsExactly("status", "execute_input", "comm_open", "comm_close",
                "status");
    }

    @Test void aLineToAnUnknownTargetIsClosed() throws Exception {
        var refused = kernel.request("shell", "comm_open",
                Map.of("comm_id", "nobody", "target_name", "no such target", "data", Map.of())).awaitIdle();
        assertThat(refused.iopubTypes()).containsExactly("status", "comm_close", "status");
        assertThat(refused.iopub("comm_close").getFirst().path("comm_id").asString()).isEqualTo("nobody");
        assertThat(open(null).has("nobody")).isFalse();
    }

    @Test void whatAHandlerThrowsIsShownUnderItsCell() throws Exception {
        var cell = kernel.run(
                "var failing = Comm.open(\"failing\", Map.of());\nfailing.onMessage(data -> { throw new IllegalStateException(\"not \" + data); });");
        send("comm_msg", cell.iopub("comm_open").getFirst().path("comm_id").asString(), Map.of("a", 1));
        cell.await("the error", () -> !cell.error().isEmpty());
        assertThat(cell.error()).startsWith("java.lang.IllegalStateException: not {a=1}").contains("line 2");
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }

    @Test void anEndlessHandlerIsStoppedAndTheNextMessageIsHandled() throws Exception {
        var cell = kernel
                .run("""
                        var busy = Comm.open("busy", Map.of());
                        busy.onMessage(data -> { IO.println("begun " + data); for (int i = 0; data.isEmpty() || i < 3; i++) Thread.onSpinWait(); IO.println("done " + data); });
                        """);
        var id = cell.iopub("comm_open").getFirst().path("comm_id").asString();
        var endless = begin("comm_msg", id, Map.of());
        cell.awaitStdout("begun {}");
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        endless.awaitIdle();
        send("comm_msg", id, Map.of("a", 1));
        cell.awaitStdout("done {a=1}");
        assertThat(cell.stdout()).doesNotContain("done {}");
    }

    @Test void aHandlerThatCannotBeStoppedIsGivenUp() throws Exception {
        var cell = kernel
                .run("""
                        var done = new AtomicBoolean(); var back = new CountDownLatch(1);
                        var stuck = Comm.open("stuck", Map.of());
                        stuck.onMessage(data -> { IO.println("begun"); Stream.generate(done::get).filter(Boolean::booleanValue).findFirst(); back.countDown(); });
                        """);
        var message = begin("comm_msg", cell.iopub("comm_open").getFirst().path("comm_id").asString(), Map.of());
        cell.awaitStdout("begun");
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        message.awaitIdle();
        assertThat(cell.error()).contains("cannot be stopped");
        assertThat(kernel.run("done.set(true); back.await(); 1 + 1").result()).isEqualTo("2");
        assertThat(kernel.run("Thread.currentThread().getName()").result()).isEqualTo("main");
        assertThat(cell.iopub("error")).hasSize(1);
    }

    @Test void messagesThatWaitWhileACellFailsAreHandled() throws Exception {
        var cell = kernel.run(
                "var patient = Comm.open(\"patient\", Map.of());\npatient.onMessage(data -> IO.println(\"heard \" + data));");
        var id = cell.iopub("comm_open").getFirst().path("comm_id").asString();
        var failing = kernel.begin("IO.readln(); throw new IllegalStateException(\"enough\");");
        failing.await("a question", failing::asksForInput);
        var message = begin("comm_msg", id, Map.of("a", 1));
        var aborted = kernel.begin("IO.println(\"never\");");
        kernel.request("shell", "kernel_info_request", Map.of()).awaitEnd(); // by now the kernel has both
        kernel.answer(failing, "");
        assertThat(aborted.awaitEnd().status()).isEqualTo("aborted");
        message.awaitIdle();
        cell.awaitStdout("heard {a=1}");
    }

    @Test void nonsenseIsIgnored() throws Exception {
        for (var type : List.of("comm_open", "comm_msg", "comm_close")) {
            kernel.request("shell", type, Map.of());
            kernel.request("shell", type, Map.of("comm_id", 1, "target_name", List.of(), "data", "text"));
        }
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }
}
