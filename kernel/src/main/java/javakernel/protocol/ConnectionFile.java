package javakernel.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the front end expects the kernel, and the key that signs their messages. Written by whoever starts the kernel.
 */
public record ConnectionFile(String transport, String ip, String signatureScheme, String key,
        int shellPort, int controlPort, int stdinPort, int iopubPort, int hbPort) {

    /** @throws IOException when {@code file} cannot be read or is no connection file, with what is wrong */
    public static ConnectionFile read(Path file) throws IOException {
        try {
            var json = Json.parse(Files.readAllBytes(file));
            return new ConnectionFile(json.path("transport").asString("tcp"), json.path("ip").asString("127.0.0.1"),
                    json.path("signature_scheme").asString("hmac-sha256"), json.path("key").asString(""),
                    port(json, "shell_port"), port(json, "control_port"), port(json, "stdin_port"),
                    port(json, "iopub_port"), port(json, "hb_port"));
        } catch (BadMessageException e) {
            throw new IOException(file + " is no connection file: " + e.getMessage(), e);
        }
    }

    String address(int port) {
        return transport + "://" + ip + (transport.equals("ipc") ? "-" : ":") + port;
    }

    private static int port(ObjectNode json, String name) throws BadMessageException {
        int port = json.path(name).asInt(0);
        if (port <= 0) throw new BadMessageException(name + " is missing");
        return port;
    }
}
