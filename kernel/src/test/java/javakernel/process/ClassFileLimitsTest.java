package javakernel.process;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What compiles, but is too large for a class file (JVM specification, 4.11), is the cell's error; what had its name
 * before has it still, and later cells compile.
 */
class ClassFileLimitsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run(
                "String text = \"old\"; int older() { return 1; } class Older { int x = 2; } int through() { return older() + new Older().x; } Older object = new Older();");
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    static Stream<Arguments> tooLarge() {
        var text = "\"" + "x".repeat(70_000) + "\"";
        var methods = IntStream.range(0, 9).mapToObj(
                i -> "    long[] numbers" + i + "() { return new long[] {" + numbers(i * 4_000, 4_000) + "}; }\n")
                .collect(Collectors.joining());
        return Stream.of(
                arguments("variable", "String text = " + text + ";", "constant string too long"),
                arguments("statement", "IO.println(0);\nIO.println(" + text + ");\nIO.println(0);",
                        "constant string too long"),
                arguments("expression", text + ".length()", "constant string too long"),
                arguments("method", "int older() {\n" + "    text = text + 1;\n".repeat(6_500) + "    return 2;\n}",
                        "code too large"),
                arguments("parameters",
                        "int older("
                                + IntStream.range(0, 256).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "))
                                + ") { return 2; }",
                        "too many parameters"),
                arguments("array", "long[] numbers = {" + numbers(0, 10_000) + "};", "code too large"),
                arguments("constants of a class", "class Older {\n" + methods + "}", "too many constants"),
                arguments("name", "int " + "x".repeat(70_000) + " = 1;", "too long for the constant pool"),
                arguments("code of a magic", "%%timeit\n" + text + ".length();", "constant string too long"));
    }

    private static String numbers(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> 1_000_000 + i + "L").collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource void tooLarge(String what, String code, String message) throws Exception {
        var cell = kernel.run(code);
        assertThat(cell.error()).contains(message).hasSizeLessThan(2_000);
        assertThat(kernel.run("text + older() + through() + (object instanceof Older)").result())
                .as("what was there before").isEqualTo("old13true");
        assertThat(kernel.run("class Small { int y = 7; }\nvar small = new Small();\nsmall.y").result())
                .as("what comes after").isEqualTo("7");
    }
}
