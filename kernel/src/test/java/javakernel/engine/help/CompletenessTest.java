package javakernel.engine.help;

import java.util.List;
import javakernel.engine.help.Help.Readiness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CompletenessTest {
    private static final List<String> OPTIONS = new Cells().compilerOptions();

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "1 + 1", "a.b().c", "int a = 1;\nint b", "if (true) x()", "do { } while (true)",
            "try { } finally { }", "class A { }", "int f() { return 1; }",
            "int[] a = {1, 2}", "Runnable r = () -> { }", "import java.util.*", "import module java.base",
            "static int x = 3;", "private static final List<String> l = List.of()", "// comment",
            "var y = switch (a) { case 1 -> 2; default -> 3; }", "new Thread() { }", "new Thread(() -> { }).start()",
            "if (a) { }", "synchronized (this) { x++; }", "synchronized int f() { return 1; }",
            "throw new Error()", "int x = 1 // done", "for (;;);", "1 + 1; 2 + 2",
            "int f() { return 1; } f()"}) void canBeRun(String code) {
        assertThat(Completeness.of(code, OPTIONS)).isEqualTo(Readiness.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"void dance() {", "while (true)", "if (a)", "if (a) { } else",
            "for (int i = 0; i < 3; i++)", "do { }",
            "try { }", "foo(", "foo(1,", "class A", "class A {", "record P(int x)",
            "int f()", "Runnable r = () -> {", "import java.util.", "@Override", "x = 1 +", "a.", "label:",
            "/* comment",
            "int a; /* comment", "String s = \"\"\"\n  a", "int a = 1;\nvoid f() {\n"}) void isNotFinished(
                    String code) {
        assertThat(Completeness.of(code, OPTIONS)).isEqualTo(Readiness.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int a = ;;)", "foo())", "}", "int int", "String s = \"abc", "else",
            "int a = ;;\nvoid f() {\n",
            "void f() { int = 3; }"}) void isWrong(String code) {
        assertThat(Completeness.of(code, OPTIONS)).isEqualTo(Readiness.INVALID);
    }

    @Test void ofALongCellTheEndCounts() {
        var lines = "int a = 1;\n".repeat(1_000);
        assertThat(Completeness.of(lines + "int b", OPTIONS)).isEqualTo(Readiness.COMPLETE);
        assertThat(Completeness.of(lines + "void dance() {\n" + lines, OPTIONS)).isEqualTo(Readiness.INCOMPLETE);
        assertThat(Completeness.of("int a = ;\n" + lines, OPTIONS)).isEqualTo(Readiness.INVALID);
    }
}
