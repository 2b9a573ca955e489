package javakernel.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionFileTest {
    @TempDir Path folder;

    @Test void isReadAsJupyterWritesIt() throws Exception {
        var connection = ConnectionFile.read(
                file("""
                        {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5,
                         "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "java"}"""));
        assertThat(connection).isEqualTo(new ConnectionFile("tcp", "127.0.0.1", "hmac-sha256", "k", 1, 4, 3, 2, 5));
        assertThat(connection.address(7)).isEqualTo("tcp://127.0.0.1:7");
    }

    @Test void whatIsWrongIsSaid() throws Exception {
        var noPorts = file("{}");
        assertThatThrownBy(() -> ConnectionFile.read(noPorts)).isInstanceOf(IOException.class)
                .hasMessageContaining("shell_port is missing");
        var noJson = file("shell_port=1");
        assertThatThrownBy(() -> ConnectionFile.read(noJson)).isInstanceOf(IOException.class)
                .hasMessageContaining("is no connection file");
        assertThatThrownBy(() -> ConnectionFile.read(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("connection.json"), content);
    }
}
