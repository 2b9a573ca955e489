package javakernel.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever arrives, the kernel lives on. What is no message for it (wrongly signed, cut, not JSON, without a whole
 * header, of an unknown type, on the wrong channel) is never answered; a request that is one, but whose content is
 * wrong, is answered by an error.
 */
class FuzzTest {
    private static final int MESSAGES = 100_000;
    private static final byte[] DELIMITER = bytes("<IDS|MSG>");

    private static final Map<String, Map<String, ?>> REQUESTS = Map.of(
            "execute_request", KernelProcess.execution("IO.println(\"must not run\");"),
            "complete_request", Map.of("code", "Math.ma", "cursor_pos", 7),
            "inspect_request", Map.of("code", "Math.max(", "cursor_pos", 9, "detail_level", 0),
            "is_complete_request", Map.of("code", "int a;"),
            "history_request", Map.of("hist_access_type", "tail", "n", 3, "output", false, "raw", true),
            "comm_info_request", Map.of("target_name", "none"),
            "shutdown_request", Map.of("restart", false));
    private static final List<String> TYPES = REQUESTS.keySet().stream().sorted().toList();
    private static final List<String> UNKNOWN =
            List.of("no_such_request", "execute_reply", "status", "input_request", "EXECUTE_REQUEST", "跳舞", " ");
    private static final List<Object> WRONG =
            List.of(7, 1.5, true, "text", List.of(), List.of("a"), Map.of("a", 1), 1L << 40, "1e999");

    @TempDir static Path folder;
    static KernelProcess kernel;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<String> ignored = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("import java.lang.management.ManagementFactory;\nint kept = 42;");
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void mutatedMessagesAreIgnoredOrRefused() throws Exception {
        System.out.println("FuzzTest, seed " + seed);
        long heap = heap();
        for (int i = 0; i < MESSAGES; i++) sendMutated();
        for (var channel : List.of("shell", "control"))
            kernel.request(channel, "kernel_info_request", Map.of()).awaitEnd(); // by now all have been handled

        assertThat(ignored).as("seed %d", seed).hasSizeGreaterThan(MESSAGES / 2)
                .allMatch(id -> kernel.answers(id) == null);
        assertThat(refused).as("seed %d", seed).hasSizeGreaterThan(MESSAGES / 20).allSatisfy(id -> {
            assertThat(kernel.answers(id).iopubTypes()).containsExactly("status", "status");
            assertThat(kernel.answers(id).reply().path("ename").asString()).isEqualTo("BadRequest");
        });
        assertThat(kernel.unasked().iopubTypes()).containsOnly("iopub_welcome");
        assertThat(kernel.run("kept").result()).isEqualTo("42");
        assertThat(heap()).isLessThan(heap + 64);
        assertThat(Files.size(folder.resolve("kernel.log"))).isLessThan(1 << 20);
    }

    @Test void whatIsNotZeroMqIsIgnoredToo() throws Exception {
        System.out.println("FuzzTest, seed " + seed);
        for (var channel : List.of("shell", "control", "stdin", "iopub", "hb")) {
            for (int i = 0; i < 40; i++) sendRaw(channel, randomBytes(random.nextInt(2_000)));
            var giant = new ByteArrayOutputStream();
            giant.writeBytes(greeting());
            giant.writeBytes(new byte[] {2}); // a frame of almost 2 GB begins
            giant.writeBytes(ByteBuffer.allocate(8).putLong(Integer.MAX_VALUE - 1000).array());
            giant.writeBytes(randomBytes(100));
            sendRaw(channel, giant.toByteArray());
        }
        assertThat(kernel.run("kept").result()).as("seed %d", seed).isEqualTo("42");
        assertThat(kernel.request("control", "kernel_info_request", Map.of()).awaitEnd().status()).isEqualTo("ok");
    }

    private void sendMutated() {
        var type = TYPES.get(random.nextInt(TYPES.size()));
        var channel = random.nextBoolean() ? "shell" : "control";
        var id = UUID.randomUUID().toString();
        var header = new HashMap<String, Object>(Map.of("msg_id", id, "session", "fuzz", "username", "test", "date",
                "2026-01-01T00:00:00Z", "msg_type", type, "version", "5.4"));
        var content = new HashMap<String, Object>(REQUESTS.get(type));
        switch (random.nextInt(7)) {
            case 0 -> { // changed after it was signed
                var parts = parts(header, content);
                var signature = client().sign(parts);
                var part = parts.get(random.nextInt(4));
                part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
                client().sendSigned(channel, signature, parts);
            }
            case 1 -> { // another signature
                var wrong = List.of("", "0", "wrong", UUID.randomUUID().toString(), "0".repeat(64), "中".repeat(64),
                        "f".repeat(100_000 >> random.nextInt(16)));
                client().sendSigned(channel, wrong.get(random.nextInt(wrong.size())), parts(header, content));
            }
            case 2 -> client().sendFrames(channel, cut(parts(header, content)));
            case 3 -> { // not JSON, or no object
                var parts = parts(header, content);
                int i = random.nextInt(4);
                parts.set(i, notAnObject(parts.get(i)));
                client().sendSigned(channel, client().sign(parts), parts);
            }
            case 4 -> {
                var field = random.nextBoolean() ? "msg_id" : "msg_type";
                if (random.nextBoolean()) header.remove(field);
                else header.put(field,
                        random.nextBoolean() ? "" : List.of(7, true, List.of(), Map.of()).get(random.nextInt(4)));
                send(channel, header, content);
            }
            case 5 -> { // not for this channel, or unknown
                if (random.nextInt(4) == 0) channel = "stdin";
                else header.put("msg_type",
                        random.nextInt(8) == 0 ? "input_reply" : UNKNOWN.get(random.nextInt(UNKNOWN.size())));
                send(channel, header, content);
            }
            default -> { // a request, but not as the protocol says
                var fields = new ArrayList<>(content.keySet());
                var field = fields.get(random.nextInt(fields.size()));
                Object old = content.get(field);
                if (random.nextInt(4) == 0 && List.of("code", "hist_access_type").contains(field))
                    content.remove(field);
                else content.put(field, wrongFor(old));
                send(channel, header, content);
                refused.add(id);
                return;
            }
        }
        ignored.add(id);
    }

    private Object wrongFor(Object value) {
        if (value instanceof Map && random.nextInt(4) == 0) return Map.of("expression", 1);
        while (true) {
            var wrong = WRONG.get(random.nextInt(WRONG.size()));
            if (wrong instanceof Map ? !(value instanceof Map) : wrong.getClass() != value.getClass()) return wrong;
        }
    }

    /** Frames are missing, doubled, or in another order. */
    private List<byte[]> cut(List<byte[]> parts) {
        var frames = new ArrayList<byte[]>(List.of(DELIMITER, bytes(client().sign(parts))));
        frames.addAll(parts);
        switch (random.nextInt(5)) {
            case 0 -> frames.subList(random.nextInt(frames.size() - 1) + 1, frames.size()).clear();
            case 1 -> frames.remove(random.nextInt(frames.size()));
            case 2 -> frames.set(0,
                    List.of(new byte[0], bytes("<IDS|MSG"), bytes("<ids|msg>"), randomBytes(9)).get(random.nextInt(4)));
            case 3 -> frames.add(random.nextInt(5) + 1, frames.get(random.nextInt(2)));
            default -> {
                int moved = random.nextInt(4) + 2;
                frames.add(2, frames.remove(moved == 2 ? 5 : moved));
                // the empty parent header and metadata are alike: moved among themselves nothing changes
                frames.set(2, bytes("{\"moved\": " + random.nextInt() + "}"));
            }
        }
        return frames;
    }

    private byte[] notAnObject(byte[] object) {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> bytes(List.of("[]", "1", "null", "\"text\"", "true").get(random.nextInt(5)));
            case 2 -> Arrays.copyOf(object, object.length - 1);
            case 3 -> ByteBuffer.allocate(object.length + 1).put(object).put((byte) 'x').array();
            case 4 -> bytes("{\"deep\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}");
            case 5 -> bytes("{\"huge\": " + "9".repeat(5_000) + "}");
            case 6 -> ByteBuffer.allocate(17).put(bytes("{\"not utf-8\": \"")).put((byte) 0xff).put((byte) 0xc0)
                    .array();
            default -> randomBytes(1 + random.nextInt(100));
        };
    }

    private void send(String channel, Map<String, ?> header, Map<String, ?> content) {
        var parts = parts(header, content);
        client().sendSigned(channel, client().sign(parts), parts);
    }

    private static List<byte[]> parts(Map<String, ?> header, Map<String, ?> content) {
        var parts = new ArrayList<byte[]>();
        for (var part : List.of(header, Map.of(), Map.of(), content))
            parts.add(JupyterClient.JSON.writeValueAsBytes(part));
        return parts;
    }

    private static void sendRaw(String channel, byte[] bytes) throws Exception {
        try (var socket = new Socket("127.0.0.1", kernel.port(channel))) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.setSoTimeout(200);
            socket.getInputStream().read();
        } catch (IOException e) {
            // the kernel may close it at any time
        }
    }

    /** What ZeroMQ's protocol (ZMTP 3.0) begins with, up to the first message. */
    private static byte[] greeting() {
        var greeting = ByteBuffer.allocate(64 + 2 + 5 + 1 + 1 + 11 + 4 + 6);
        greeting.put((byte) 0xff).put(8, (byte) 1).put(9, (byte) 0x7f).put(10, (byte) 3).put(12, bytes("NULL"));
        return greeting.position(64).put((byte) 4).put((byte) 28).put((byte) 5).put(bytes("READY"))
                .put((byte) 11).put(bytes("Socket-Type")).putInt(6).put(bytes("DEALER")).array();
    }

    private byte[] randomBytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JupyterClient client() {
        return kernel.client();
    }

    /** In MB, after a collection. */
    private static long heap() throws InterruptedException {
        return Long.parseLong(kernel
                .run("System.gc(); ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20").result());
    }
}
