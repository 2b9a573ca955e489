package javakernel.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a program or the system can take away from a kernel: the cell is told, the next one works, the variables are
 * there.
 */
@EnabledOnOs(OS.LINUX) class FaultsTest {
    private static final String CHILD = "new ProcessBuilder(\"echo\", \"a child\").inheritIO().start().waitFor();";

    /** For what leaves nothing behind. */
    @TempDir static Path sharedFolder;
    static KernelProcess shared;

    @TempDir Path folder;

    @BeforeAll static void start() throws Exception {
        shared = KernelProcess.start(sharedFolder);
        shared.run("int kept = 42;");
    }

    @AfterAll static void stop() {
        shared.close();
    }

    private interface Body {
        void run(KernelProcess kernel) throws Exception;
    }

    private static void inShared(Body body) throws Exception {
        body.run(shared);
        assertIsWell(shared);
    }

    private void inKernel(Body body) throws Exception {
        try (var kernel = KernelProcess.start(folder)) {
            kernel.run("int kept = 42;");
            body.run(kernel);
            if (kernel.process().isAlive()) assertIsWell(kernel);
        }
    }

    private static void assertIsWell(KernelProcess kernel) throws Exception {
        var cell = kernel.run("IO.println(\"printed\"); " + CHILD + " kept");
        assertThat(cell.error()).isEmpty();
        assertThat(cell.stdout()).isEqualTo("printed\na child\n");
        assertThat(cell.result()).isEqualTo("42");
        assertThat(kernel.request("shell", "complete_request", Map.of("code", "kep", "cursor_pos", 3)).awaitEnd()
                .reply().path("matches").toString()).contains("kept");
        assertBeats(kernel);
    }

    private static void assertBeats(KernelProcess kernel) throws InterruptedException {
        int beats = kernel.unasked().heartbeats();
        kernel.client().sendFrames("hb", List.of("beat".getBytes(StandardCharsets.UTF_8)));
        kernel.unasked().await("the echo", () -> kernel.unasked().heartbeats() > beats);
    }

    private static void command(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    // ---- descriptors ----

    private static void limitDescriptors(KernelProcess kernel) throws Exception {
        command("prlimit", "--pid", String.valueOf(kernel.process().pid()), "--nofile=200:4096");
        kernel.run("var open = new ArrayList<Closeable>();");
    }

    @Test void filesThatAreKeptOpenAreTheCellsError() throws Exception {
        inKernel(kernel -> {
            limitDescriptors(kernel);
            var cell = kernel.run("while (true) open.add(new FileInputStream(\"/dev/null\"));");
            assertThat(cell.error()).contains("Too many open files").contains("line 1");
            for (int i = 0; i < 20; i++) {
                var next = kernel.run("IO.println(open.size() > 50); kept + " + i);
                assertThat(next.error()).isEmpty();
                assertThat(next.result()).isEqualTo(String.valueOf(42 + i));
                assertThat(next.stdout()).isEqualTo("true\n");
            }
            assertThat(kernel.run("new ProcessBuilder(\"true\").start()").error()).contains("Too many open files");
            assertThat(kernel.run("%threads").error()).isEmpty();
            assertThat(kernel.run("for (var o : open) o.close();").error()).isEmpty();
        });
    }

    @Test void aThreadThatTakesEveryDescriptorAsSoonAsItIsFreeEndsNothing() throws Exception {
        inKernel(kernel -> {
            limitDescriptors(kernel);
            var cell = kernel.run("""
                    var full = new CountDownLatch(1);
                    var greedy = Thread.ofPlatform().start(() -> {
                        while (!Thread.interrupted()) {
                            try {
                                open.add(new FileInputStream("/dev/null"));
                            } catch (IOException e) {
                                full.countDown();
                            }
                        }
                    });
                    full.await();
                    """);
            assertThat(cell.error()).isEmpty();
            for (int i = 0; i < 20; i++)
                assertThat(kernel.run("kept + " + i).result()).isEqualTo(String.valueOf(42 + i));
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            assertThat(kernel.run("greedy.join(); for (var o : open) o.close();").error()).isEmpty();
        });
    }

    @Test void aKernelWithoutDescriptorsEndsWithItsServer() throws Exception {
        var server = new ProcessBuilder("sleep", "1000").start();
        try (var kernel = KernelProcess.start(folder, Map.of("JPY_PARENT_PID", String.valueOf(server.pid())))) {
            limitDescriptors(kernel);
            kernel.run("while (true) open.add(new FileInputStream(\"/dev/null\"));");
            assertThat(kernel.run("IO.println(1);").stdout()).isEqualTo("1\n");
            assertThat(kernel.process().isAlive()).isTrue();
            server.destroy();
            assertThat(kernel.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    // ---- sockets of a cell ----

    private static final String SERVER = "var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());\n";

    @ParameterizedTest
    @ValueSource(strings = {
            SERVER + "IO.println(\"begun\"); server.accept();",
            SERVER + "var accepting = Thread.ofPlatform().name(\"接待\").start(() -> { try { server.accept(); } catch (IOException e) { IO.println(e.getMessage()); } }); IO.println(\"begun\"); accepting.join();",
            SERVER + "var client = new Socket(server.getInetAddress(), server.getLocalPort()); IO.println(\"begun\"); new BufferedReader(new InputStreamReader(client.getInputStream())).readLine();",
            "var datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress()); IO.println(\"begun\"); datagrams.receive(new DatagramPacket(new byte[9], 9));",
            "IO.println(\"begun\"); leaving.Leaver.accept();",
            "var inLibrary = Thread.ofPlatform().start(() -> leaving.Leaver.accept()); IO.println(\"begun\"); inLibrary.join();",
            "IO.println(\"begun\"); leaving.Leaver.receive();"}) void aThreadThatWaitsForASocketIsStopped(String code)
                    throws Exception {
        inShared(kernel -> {
            if (code.contains("leaving.")) library(kernel);
            var cell = kernel.begin(code);
            cell.awaitStdout("begun");
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            assertThat(cell.awaitEnd().status()).isEqualTo("error");
            assertThat(cell.stderr()).contains("closed, for a thread waited for it").containsPattern("Socket[@\\[]")
                    .doesNotContain("not stopped");
            assertThat(kernel.run("Thread.currentThread().isDaemon()").error()).isEmpty();
        });
    }

    @Test void anHttpServerIsStopped() throws Exception {
        inShared(kernel -> {
            kernel.run(
                    """
                            var http = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                            http.createContext("/", exchange -> { exchange.sendResponseHeaders(200, -1); exchange.close(); });
                            http.start();
                            """);
            var latest = kernel.run(
                    "java.net.http.HttpClient.newHttpClient().send(java.net.http.HttpRequest.newBuilder(URI.create(\"http://127.0.0.1:\" + http.getAddress().getPort())).build(), java.net.http.HttpResponse.BodyHandlers.discarding()).statusCode()");
            assertThat(latest.result()).isEqualTo("200");
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            latest.await("what was closed", () -> latest.stderr().contains("HttpServer"));
            assertThat(latest.stderr()).contains("stopped: ").contains("HTTP-Dispatcher").doesNotContain("not stopped");
            assertThat(kernel.run("new Socket(InetAddress.getLoopbackAddress(), http.getAddress().getPort())").error())
                    .contains("ConnectException");
        });
    }

    // ---- the front end ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input_request | kept = 43; IO.readln();
            stream        | kept = 43; while (true) IO.println(kept);
            stream        | kept = 43; IO.println(kept); while (true) Thread.onSpinWait();
            """) void aFrontEndThatIsGoneInTheMiddleOfACellLeavesTheKernelToTheNext(String last, String code)
            throws Exception {
        inShared(kernel -> {
            var subscribed = new CountDownLatch(1);
            var came = new CountDownLatch(1);
            Run cell;
            try (var gone = new JupyterClient(kernel.connection(), message -> {
                if (message.type().equals("iopub_welcome")) subscribed.countDown();
                if (message.type().equals(last)) came.countDown();
            })) {
                subscribed.await();
                cell = kernel.request(gone, "shell", "execute_request", KernelProcess.execution(code));
                came.await();
            }
            kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
            cell.awaitIdle();
            assertThat(kernel.run("kept").result()).isEqualTo("43");
            kernel.run("kept = 42;");
        });
    }

    private static final String GREETING = "\u00ff\0\0\0\0\0\0\0\0\u007f\3\0NULL" + "\0".repeat(48);
    private static final String READY = "\4\34\5READY\13Socket-Type\0\0\0\6DEALER";

    /** What is sent before a connection ends: nothing, something else, and ZeroMQ's protocol that far. */
    static Stream<String> begunConnections() {
        return Stream.of("", "GET / HTTP/1.1\r\n\r\n", GREETING.substring(0, 11), GREETING, GREETING + READY,
                GREETING + READY + "\1\11<IDS|MSG>", GREETING + READY + "\1\100half of it");
    }

    @ParameterizedTest
    @MethodSource("begunConnections") void connectionsThatEndAnywhereDoNoHarm(String sent) throws Exception {
        inShared(kernel -> {
            for (var channel : List.of("shell", "control", "stdin", "iopub", "hb")) {
                for (int i = 0; i < 40; i++) {
                    try (var socket = new Socket(InetAddress.getLoopbackAddress(), kernel.port(channel))) {
                        if (i % 2 == 0) socket.setSoLinger(true, 0); // it is reset, not closed
                        socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            }
        });
    }

    // ---- pictures ----

    @Test void aTimelineThatIsBeingDrawnGivesNobodyUp() throws Exception {
        inShared(kernel -> {
            for (int i = 0; i < 5; i++) {
                var cell = kernel
                        .begin("""
                                %%timeline
                                var many = new ArrayList<Thread>();
                                for (int i = 0; i < 300; i++) many.add(Thread.ofPlatform().start(() -> LockSupport.parkNanos(1_000_000)));
                                for (var t : many) t.join();
                                IO.println("run");
                                """);
                cell.awaitStdout("run");
                kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
                assertThat(cell.awaitEnd().error()).doesNotContain("cannot be stopped");
                assertThat(cell.stderr()).doesNotContain("not stopped");
            }
        });
    }

    // ---- exits ----

    @Test void aLibraryThatEndsTheProgramEndsTheCellEachTime() throws Exception {
        inKernel(kernel -> {
            library(kernel);
            for (int i = 0; i < 3; i++) {
                var cell = kernel.run("leaving.Leaver.main(new String[0]);");
                assertThat(cell.error()).contains("System.exit(7)").contains("the kernel goes on");
                assertThat(kernel.run("Thread.currentThread().getName() + kept").result()).isEqualTo("main42");
            }
            assertThat(kernel.run("leaving.Leaver.halt();").error()).contains("Runtime.halt(8)");
            assertEndsBySignal(kernel);
        });
    }

    @Test void anExitByReflectionLeavesTheKernelAsItWas() throws Exception {
        inKernel(kernel -> {
            for (int i = 0; i < 3; i++) {
                var cell = kernel.run("System.class.getMethod(\"exit\", int.class).invoke(null, 3);");
                assertThat(cell.error()).contains("cannot be stopped");
                assertThat(cell.stderr()).contains("called System.exit");
                assertThat(kernel.run("kept").result()).isEqualTo("42");
            }
            assertThat(kernel.run("Runtime.getRuntime().addShutdownHook(new Thread(() -> { }));").error()).isEmpty();
            assertEndsBySignal(kernel);
        });
    }

    private static void assertEndsBySignal(KernelProcess kernel) throws Exception {
        assertIsWell(kernel);
        kernel.process().destroy();
        assertThat(kernel.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A jar with a class that ends the program, on the notebook's class path. */
    private void library(KernelProcess kernel) throws Exception {
        var source = Files.writeString(folder.resolve("Leaver.java"),
                """
                        package leaving;
                        public class Leaver {
                            public static void main(String[] args) { int status = args.length == 0 ? 7 : 1; System.exit(status); }
                            public static void halt() { Runtime.getRuntime().halt(8); }
                            public static int seven() { return 7; }
                            public static void accept() {
                                try (var server = new java.net.ServerSocket(0)) {
                                    server.accept();
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }
                            public static void receive() throws java.io.IOException {
                                try (var socket = new java.net.DatagramSocket()) {
                                    socket.receive(new java.net.DatagramPacket(new byte[9], 9));
                                }
                            }
                        }
                        """);
        var classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        var jar = folder.resolve("leaver.jar");
        assertThat(java.util.spi.ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf",
                jar.toString(), "-C", classes.toString(), ".")).isZero();
        assertThat(kernel.run("%jars " + jar).error()).isEmpty();
    }

    @Test void hooksAndFilesToBeDeletedAreSeenToAtShutdown() throws Exception {
        var hooked = folder.resolve("hooked");
        var deleted = Files.writeString(folder.resolve("deleted"), "");
        inKernel(kernel -> {
            kernel.run("""
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        try {
                            Files.writeString(Path.of("hooked"), "done");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }));
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) Thread.onSpinWait(); }));
                    new File("deleted").deleteOnExit();
                    """);
        });
        assertThat(hooked).hasContent("done");
        assertThat(deleted).as("a hook that does not end").exists();
    }

    @Test void aFileIsDeletedAtShutdown() throws Exception {
        var deleted = Files.writeString(folder.resolve("deleted"), "");
        inKernel(kernel -> kernel.run("new File(\"deleted\").deleteOnExit();"));
        assertThat(deleted).doesNotExist();
    }

    @Test void aJarThatIsDeletedOrCutShortIsTheCellsError() throws Exception {
        inShared(kernel -> {
            library(kernel);
            Files.write(folder.resolve("leaver.jar"), new byte[] {'P', 'K'});
            assertThat(kernel.run("leaving.Leaver.seven()").status()).isEqualTo("error");
            Files.delete(folder.resolve("leaver.jar"));
            assertThat(kernel.run("leaving.Leaver.seven()").status()).isEqualTo("error");
            assertThat(kernel.run("int more = kept + 1; more").result()).isEqualTo("43");
        });
    }

    // ---- the common pool ----

    @Test void stoppingAThreadOfTheCommonPoolLeavesThePoolUsable() throws Exception {
        inShared(kernel -> {
            var started = kernel.run("""
                    var name = new CompletableFuture<String>();
                    var spinning = CompletableFuture.runAsync(() -> {
                        name.complete(Thread.currentThread().getName());
                        while (true) Thread.onSpinWait();
                    });
                    name.get()
                    """);
            assertThat(kernel.run("%stop " + started.result()).stderr())
                    .contains("stopped: thread " + started.result());
            for (int i = 0; i < 20; i++)
                assertThat(kernel.run("CompletableFuture.supplyAsync(() -> kept).get()").result()).isEqualTo("42");
        });
    }

    // ---- threads ----

    @Test void threadsThatComeAndGoByThousandsCanBeLookedAt() throws Exception {
        inShared(kernel -> {
            kernel.run("""
                    var some = new Semaphore(300);
                    var gate = new Object();
                    void flood(Thread.Builder threads) {
                        while (true) {
                            some.acquireUninterruptibly();
                            threads.start(() -> {
                                synchronized (gate) {
                                    Thread.onSpinWait();
                                }
                                some.release();
                            });
                        }
                    }
                    Thread.ofPlatform().start(() -> flood(Thread.ofVirtual()));
                    Thread.ofPlatform().start(() -> flood(Thread.ofPlatform()));
                    """);
            for (int i = 0; i < 40; i++) {
                assertThat(kernel.run("%threads").error()).isEmpty();
                assertThat(kernel.run("%deadlocks").error()).isEmpty();
            }
            assertThat(kernel.run("%stop").stderr()).contains("stopped: ");
        });
    }

    @Test void aSystemWithoutThreadsIsTheCellsError() throws Exception {
        inKernel(kernel -> {
            kernel.run("var parked = new ArrayList<Thread>();");
            limitMemory(kernel, addressSpace(kernel) + (512L << 20));
            var cell = kernel.run("""
                    while (true) {
                        var thread = new Thread(null, () -> { while (true) LockSupport.park(); }, "停", 64 << 20);
                        thread.start();
                        parked.add(thread);
                    }
                    """);
            assertThat(cell.error()).contains("unable to create native thread");
            for (int i = 0; i < 5; i++)
                assertThat(kernel.run("kept + " + i).result()).isEqualTo(String.valueOf(42 + i));
            limitMemory(kernel, -1);
            assertThat(kernel.run("%stop").error()).isEmpty();
        });
    }

    /** Bytes that the kernel may have in all; -1 for as many as there are. */
    private static void limitMemory(KernelProcess kernel, long bytes) throws Exception {
        command("prlimit", "--pid", String.valueOf(kernel.process().pid()),
                "--as=" + (bytes < 0 ? "unlimited" : bytes + ":unlimited"));
    }

    private static long addressSpace(KernelProcess kernel) throws IOException {
        var pages = Files.readString(Path.of("/proc", String.valueOf(kernel.process().pid()), "statm")).split(" ")[0];
        return Long.parseLong(pages) * 4096;
    }

    // ---- values ----

    @Test void metadataThatCannotBeWrittenIsTheCellsError() throws Exception {
        inShared(kernel -> {
            kernel.run("""
                    record Shown(Map<String, Object> metadata) implements Displayable {
                        public Map<String, Object> mimeBundle() { return Map.of("text/plain", "shown"); }
                    }
                    class Broken {
                        public int getSize() { throw new AssertionError("broken getter"); }
                    }
                    Map<String, Object> self = new HashMap<>();
                    self.put("self", self);
                    Object deep = Map.of();
                    for (int i = 0; i < 450; i++) deep = List.of(deep);
                    """);
            for (var wrong : List.of("self", "Map.of(\"deep\", deep)")) {
                assertThat(kernel.run("new Shown(" + wrong + ")").error()).as(wrong).contains("part of itself");
                assertThat(kernel.run("display(new Shown(" + wrong + "));").error()).as(wrong)
                        .contains("part of itself");
            }
            assertThat(kernel.run("new Shown(Map.of(\"broken\", new Broken()))").error()).contains("broken getter");
            assertThat(kernel.run("new Shown(Map.of(\"width\", 3))").result()).isEqualTo("shown");
        });
    }

    // ---- the log ----

    @Test void aLogThatCannotBeWrittenMakesNobodyDeaf() throws Exception {
        Files.createSymbolicLink(folder.resolve("kernel.log"), Path.of("/dev/full"));
        inKernel(kernel -> {
            for (int i = 0; i < 3; i++) {
                kernel.client().sendSigned("shell", "wrong", List.of(new byte[] {'{', '}'}, new byte[] {'{', '}'},
                        new byte[] {'{', '}'}, new byte[] {'{', '}'}));
                kernel.client().send("shell", "no_such_request", Map.of());
                kernel.client().sendFrames("control", List.of(new byte[] {1}));
                assertBeats(kernel);
            }
        });
    }

    @Test void aLogThatNobodyReadsMakesNobodyDeaf() throws Exception {
        var piped = "mkfifo unread; : < unread & exec \"$@\" > unread 2>&1";
        try (var kernel = KernelProcess.startBy(List.of("sh", "-c", piped, "sh"), folder, Map.of())) {
            kernel.run("int kept = 42;");
            for (int i = 0; i < 3; i++) {
                kernel.client().sendSigned("shell", "wrong", List.of(new byte[] {'{', '}'}, new byte[] {'{', '}'},
                        new byte[] {'{', '}'}, new byte[] {'{', '}'}));
                assertIsWell(kernel);
            }
        }
    }

    // ---- disks ----

    @Test void aHistoryAndAnOutputFileThatCannotBeWrittenAreDoneWithout() throws Exception {
        Files.writeString(folder.resolve("output"), "a file where the folder should be");
        try (var kernel = KernelProcess.start(folder, Map.of("JAVA_KERNEL_HISTORY", "/dev/full"))) {
            kernel.run("int kept = 42;");
            var cell = kernel.run("for (int i = 0; i < 300_000; i++) IO.println(\"line \" + i);");
            assertThat(cell.error()).isEmpty();
            cell.await("what is left out",
                    () -> cell.displays().stream().anyMatch(d -> d.contains("cannot be kept in a file")));
            assertThat(kernel
                    .request("shell", "history_request",
                            Map.of("hist_access_type", "tail", "n", 10, "output", false, "raw", true))
                    .awaitEnd().reply().path("history").toString())
                    .contains("int kept = 42;");
            assertIsWell(kernel);
        }
    }

    /** As on a disk that is full for a while: the beginning of what is written arrives. */
    @Test void filesThatCannotGrowAreDoneWithoutUntilTheyCan() throws Exception {
        var history = folder.resolve("history.jsonl");
        var cells = List.of("int kept = 42;", "// " + "long ".repeat(300) + "\nint more = 43;", "int most = 44;");
        try (var kernel = KernelProcess.start(folder, Map.of("JAVA_KERNEL_HISTORY", history.toString()))) {
            limitFiles(kernel, 1000);
            for (var cell : cells) assertThat(kernel.run(cell).error()).isEmpty();
            assertThat(kernel.run(WRITES).error()).contains("IOException");
            assertThat(kernel.run("%%javac Large.java\nvoid main() { IO.println(\"" + "large".repeat(300) + "\"); }")
                    .status()).isEqualTo("error");
            var flood = kernel.run("for (int i = 0; i < 300_000; i++) IO.println(\"line \" + i);");
            assertThat(flood.error()).isEmpty();
            flood.await("what is left out",
                    () -> flood.displays().stream().anyMatch(d -> d.contains("cannot be kept in a file")));
            assertIsWell(kernel);
            limitFiles(kernel, -1);
            assertThat(kernel.run(WRITES).result()).isEqualTo("2000");
            assertIsWell(kernel);
        }
        var kept = Files.readAllLines(history).stream().map(JupyterClient.JSON::readTree).toList();
        assertThat(kept).extracting(line -> line.path("source").asString()).hasSize(9)
                .startsWith(cells.toArray(String[]::new));
    }

    private static final String WRITES = "Files.writeString(Path.of(\"large\"), \"x\".repeat(2000)).toFile().length()";

    /** Bytes that a file may have; -1 for as many as there is room for. */
    private static void limitFiles(KernelProcess kernel, long bytes) throws Exception {
        command("prlimit", "--pid", String.valueOf(kernel.process().pid()),
                "--fsize=" + (bytes < 0 ? "unlimited" : bytes + ":unlimited"));
    }

    static boolean canMount() throws Exception {
        return new ProcessBuilder("unshare", "--map-root-user", "--mount", "true").start().waitFor() == 0;
    }

    @Test
    @EnabledIf("canMount") void aDiskThatIsFullIsDoneWithoutUntilThereIsRoom() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        var mounted = "mount -t tmpfs -o size=64k tmpfs disk && cd disk && ";
        try (var kernel = KernelProcess.startBy(
                List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mounted + "exec \"$@\"", "sh"), folder,
                Map.of("JAVA_KERNEL_HISTORY", disk.resolve("history.jsonl").toString()))) {
            kernel.run("int kept = 42;");
            assertThat(kernel.run("Files.write(Path.of(\"large\"), new byte[1 << 20]);").error())
                    .contains("No space left on device");
            assertThat(kernel.run("Path.of(\".\").toFile().getUsableSpace()").result()).isEqualTo("0");
            assertThat(kernel.run("%%javac Dance.java\nvoid main() { IO.println(\"dance\"); }").error())
                    .contains("No space left on device");
            var flood = kernel.run("for (int i = 0; i < 300_000; i++) IO.println(\"line \" + i);");
            assertThat(flood.error()).isEmpty();
            flood.await("what is left out", () -> flood.displays().stream()
                    .anyMatch(d -> d.contains("has only the first: java.io.IOException: No space left on device")));
            assertIsWell(kernel);
            kernel.run("Files.delete(Path.of(\"large\"));");
            assertThat(kernel.run("%%javac Dance.java\nvoid main() { IO.println(\"dance\"); }").error()).isEmpty();
            assertThat(kernel.run(
                    "new ProcessBuilder(\"java\", \"-cp\", \"programs\", \"Dance\").inheritIO().start().waitFor();")
                    .stdout()).isEqualTo("dance\n");
        }
    }

    // ---- signals ----

    @Test void aKernelThatWasHaltedGoesOn() throws Exception {
        inShared(kernel -> {
            var cell = kernel.begin("IO.println(\"begun\"); Thread.sleep(10); IO.println(\"done\");");
            cell.awaitStdout("begun");
            command("kill", "-STOP", String.valueOf(kernel.process().pid()));
            command("kill", "-CONT", String.valueOf(kernel.process().pid()));
            assertThat(cell.awaitEnd().stdout()).isEqualTo("begun\ndone\n");
        });
    }

    @Test void aChildThatIsHaltedOrIgnoresTheSignalToTerminateIsStopped() throws Exception {
        inShared(kernel -> {
            for (var child : List.of("kill -STOP $$", "trap '' TERM; while :; do sleep 0.05; done")) {
                var cell = kernel.begin("""
                        var child = new ProcessBuilder("sh", "-c", "echo begun; %s").inheritIO().start();
                        child.waitFor();
                        """.formatted(child));
                cell.awaitStdout("begun");
                kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
                assertThat(cell.awaitEnd().stderr()).contains("stopped: process ");
                assertThat(kernel.run("child.waitFor() > 128").result()).as(child).isEqualTo("true");
            }
        });
    }
}
