package javakernel.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The environment variables of IJava and JJava. */
class SettingsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"IJAVA_", "JJAVA_"}) void theyWorkUnderBothPrefixes(String prefix) throws Exception {
        var jars = Files.createDirectory(folder.resolve("jars"));
        TestRepository.jar(jars.resolve("sun-1.jar"), "sun", "1");
        TestRepository.jar(jars.resolve("moon-1.jar"), "moon", "1");
        Files.writeString(folder.resolve("a.jshell"),
                "import t.*;\nvar seen = Sun.version();\nint twice(int x) { return 2 * x; }");
        Files.writeString(folder.resolve("b.jshell"), "var seenToo = Moon.version();");
        try (var kernel = start(prefix, Map.of(
                "CLASSPATH", "jars/sun*.jar" + File.pathSeparator + "jars/moon-1.jar",
                "COMPILER_OPTS", "-parameters -Xlint:all",
                "STARTUP_SCRIPTS_PATH", "?.jshell",
                "STARTUP_SCRIPT", "int base = twice(20);",
                "TIMEOUT", "3 SECONDS"))) {
            assertThat(kernel.run("seen + seenToo + (base + 2)").result()).isEqualTo("sun 1moon 142");
            assertThat(kernel.run(
                    "record R() { void f(int named) { } }\nR.class.getDeclaredMethod(\"f\", int.class).getParameters()[0].getName()")
                    .result()).isEqualTo("named");
            var slow = kernel.run("int kept = 7;\nint i = 0;\nwhile (true) i++;");
            assertThat(slow.error()).contains("stopped");
            assertThat(slow.stderr()).contains("time limit: a statement took longer than 3.0 s");
            assertThat(kernel.run("!sleep 600").stderr()).contains("time limit: a statement took longer than 3.0 s");
            assertThat(kernel.run("kept").result()).isEqualTo("7");
        }
    }

    @Test void whatIsWrongInThemIsSaidBelowTheFirstCell() throws Exception {
        try (var kernel = start("IJAVA_", Map.of(
                "CLASSPATH", "none/*.jar",
                "COMPILER_OPTS", "--no-such-option",
                "STARTUP_SCRIPTS_PATH", "missing.jshell",
                "STARTUP_SCRIPT", "int wrong = missing;",
                "TIMEOUT", "soon"))) {
            var first = kernel.run("1 + 1");
            assertThat(first.result()).isEqualTo("2");
            assertThat(first.stderr().replaceAll("\u001b\\[[0-9;]*m", "")).contains("nothing matches none/*.jar")
                    .contains("no-such-option").contains("missing.jshell")
                    .contains("STARTUP_SCRIPT, line 1: ").contains("the time limit 'soon' is not understood");
            assertThat(kernel.run("1 + 1").stderr()).isEmpty();
        }
    }

    private KernelProcess start(String prefix, Map<String, String> variables) throws Exception {
        var environment = new HashMap<String, String>();
        variables.forEach((name, value) -> environment.put(prefix + name, value));
        return KernelProcess.start(folder, environment);
    }
}
