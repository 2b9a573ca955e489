package javakernel.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An interrupt, which closes the JDK's channels, keeps the compiler from no class. */
class CompilerFilesTest {
    @TempDir Path folder;
    KernelProcess kernel;

    @BeforeEach void start() throws Exception {
        for (var name : new String[] {"moon", "sun"}) TestRepository.jar(folder.resolve(name + ".jar"), name, "1");
        kernel = KernelProcess.start(folder);
        kernel.run("%jars *.jar");
    }

    @AfterEach void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.Moon.version()", "String version = t.Moon.version();\nversion",
            "import t.Moon;\nMoon.version()"}) void anInterruptedThreadUsesAClassThatIsNew(String code)
                    throws Exception {
        assertThat(kernel.run("Thread.currentThread().interrupt();\n" + code).result()).isEqualTo("moon 1");
        assertThat(kernel.run("t.Sun.version()").result()).isEqualTo("sun 1");
    }

    @Test void interruptsWhileItCompilesLeaveAllReadable() throws Exception {
        kernel.run("""
                var cells = Thread.currentThread();
                var others = Thread.ofPlatform().daemon().start(() -> {
                    while (!Thread.interrupted()) { cells.interrupt(); LockSupport.parkNanos(100_000); }
                });
                """);
        assertThat(kernel.run("t.Moon.version()").result()).isEqualTo("moon 1");
        kernel.run("others.interrupt();");
        assertThat(kernel.run("t.Sun.version()").result()).isEqualTo("sun 1");
    }
}
