package javakernel.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javakernel.process.JupyterClient.Received;
import javakernel.protocol.Ports;

/**
 * The kernel as a real process, spoken to over its real sockets: as it is installed, where the system property
 * {@code kernelspec} names the folder, else as it has been compiled.
 */
public final class KernelProcess implements AutoCloseable {
    private static final List<String> ARGUMENTS = arguments(System.getProperty("kernelspec"));

    private final Process process;
    private final Path folder;
    private final JupyterClient client;
    private final Map<String, Run> runs = new ConcurrentHashMap<>(); // by msg_id
    private final Run unasked = new Run();
    private final Map<String, ?> connection = newConnection();

    private KernelProcess(Path folder, Map<String, String> environment, String language, List<String> wrapper)
            throws IOException {
        this.folder = folder;
        var file = folder.resolve("connection.json");
        Files.write(file, JupyterClient.JSON.writeValueAsBytes(connection));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("kernel.log").toFile());
        builder.command().addAll(0, wrapper);
        builder.command().addAll(ARGUMENTS);
        builder.command().addAll(List.of("-Duser.language.display=" + language,
                "-Duser.country.display=" + (language.equals("zh") ? "CN" : "")));
        builder.command().addAll(List.of("javakernel.Main", file.toString()));
        builder.environment().put("CLASSPATH", folder.resolve("programs").toString());
        // the history of whoever runs the tests is not ours
        builder.environment().put("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString());
        builder.environment().put("PATH", Path.of(java).getParent() + File.pathSeparator + System.getenv("PATH"));
        builder.environment().putAll(environment);
        process = builder.start();
        client = new JupyterClient(connection, this::received);
    }

    /** Starts a kernel in {@code folder}, whose reader reads English, and waits until it answers. */
    public static KernelProcess start(Path folder) throws IOException, InterruptedException {
        return start(folder, Map.of());
    }

    /** Likewise for a reader of Chinese. */
    public static KernelProcess startInChinese(Path folder) throws IOException, InterruptedException {
        return start(folder, Map.of(), "zh");
    }

    static KernelProcess start(Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        return start(folder, environment, "en");
    }

    /** Starts a kernel by a program that takes the kernel's command as arguments and becomes that process. */
    static KernelProcess startBy(List<String> wrapper, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(folder, environment, "en", wrapper);
    }

    private static KernelProcess start(Path folder, Map<String, String> environment, String language)
            throws IOException, InterruptedException {
        return start(folder, environment, language, List.of());
    }

    private static KernelProcess start(Path folder, Map<String, String> environment, String language,
            List<String> wrapper)
            throws IOException, InterruptedException {
        var kernel = new KernelProcess(folder, environment, language, wrapper);
        try {
            kernel.unasked.await("iopub_welcome", () -> !kernel.unasked.iopub("iopub_welcome").isEmpty());
            kernel.request("shell", "kernel_info_request", Map.of()).awaitEnd();
        } catch (AssertionError e) {
            kernel.process.destroyForcibly();
            throw new AssertionError("the kernel does not answer; its log: " + kernel.log(), e);
        }
        return kernel;
    }

    /** As {@code launcher.py} does it: the cache fits the jars in this order alone. */
    private static List<String> arguments(String kernelspec) {
        if (kernelspec == null) return List.of("@" + Path.of("launcher", "jvm.options").toAbsolutePath(), "-cp",
                System.getProperty("java.class.path"));
        var lib = new File(kernelspec, "lib");
        var jars = new ArrayList<>(List.of(lib.list((folder, name) -> name.endsWith(".jar"))));
        jars.sort(Comparator.comparing((String name) -> !name.equals("kernel.jar"))
                .thenComparing(Comparator.naturalOrder()));
        jars.replaceAll(name -> new File(lib, name).toString());
        return List.of("@" + Path.of(kernelspec, "jvm.options"), "-XX:AOTCache=" + Path.of(kernelspec, "kernel.aot"),
                "-Xlog:aot*=off", "-cp", String.join(File.pathSeparator, jars));
    }

    private static Map<String, ?> newConnection() throws IOException {
        var connection = new HashMap<String, Object>(Map.of("transport", "tcp", "ip", "127.0.0.1", "signature_scheme",
                "hmac-sha256", "key", UUID.randomUUID().toString()));
        for (var channel : List.of("shell", "control", "stdin", "iopub", "hb"))
            connection.put(channel + "_port", Ports.free());
        return connection;
    }

    private void received(Received message) {
        var run = message.parent().isEmpty() ? unasked : runs.computeIfAbsent(message.parent(), id -> new Run());
        run.add(message);
    }

    /** Runs a cell to its end. */
    public Run run(String code) throws InterruptedException {
        return begin(code).awaitEnd();
    }

    /** Asks for a cell to be run and does not wait. */
    public Run begin(String code) {
        return request("shell", "execute_request", execution(code));
    }

    static Map<String, Object> execution(String code) {
        return Map.of("code", code, "silent", false, "store_history", true, "user_expressions", Map.of(), "allow_stdin",
                true, "stop_on_error", true);
    }

    Run request(String channel, String type, Map<String, ?> content) {
        return request(client, channel, type, content);
    }

    /** What another front end asks for, as the first one sees it. */
    Run request(JupyterClient client, String channel, String type, Map<String, ?> content) {
        return runs.computeIfAbsent(client.send(channel, type, content), id -> new Run());
    }

    /** Answers the question that {@code run} asks. */
    void answer(Run run, String line) {
        client.send("stdin", "input_reply", Map.of("value", line, "status", "ok"), run.inputRequest().header());
    }

    /** Of shell, control, stdin, iopub or hb. */
    int port(String channel) {
        return (int) connection.get(channel + "_port");
    }

    /** The content of its connection file. */
    Map<String, ?> connection() {
        return connection;
    }

    JupyterClient client() {
        return client;
    }

    /** What has come for the message {@code id}; null when nothing has. */
    Run answers(String id) {
        return runs.get(id);
    }

    Run unasked() {
        return unasked;
    }

    Process process() {
        return process;
    }

    public Path folder() {
        return folder;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("kernel.log"));
    }

    /** Asks the kernel to shut down and waits for its end; kills it when it does not. */
    @Override public void close() {
        if (process.isAlive()) client.send("control", "shutdown_request", Map.of("restart", false));
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new AssertionError("the kernel did not shut down", e);
        } finally {
            client.close();
        }
    }
}
