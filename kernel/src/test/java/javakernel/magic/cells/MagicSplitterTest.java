package javakernel.magic.cells;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where in a cell magics stand. */
class MagicSplitterTest {
    private static final Set<String> KNOWN = Set.of("%time", "%maven", "!", "%%javac");

    @Test void aMagicStandsBetweenTheJavaBeforeAndAfterIt() {
        assertThat(parts("int a = 1;\n%maven g:a:1\nint b = 2;")).containsExactly("int a = 1;\n", "%maven|g:a:1",
                "int b = 2;");
        assertThat(parts("%maven g:a:1 g:b:2 \n  %time f();\n!ls -l")).containsExactly("%maven|g:a:1 g:b:2 ",
                "%time|f();", "!|ls -l");
        assertThat(parts("class A {\n}\n%time f()")).containsExactly("class A {\n}\n", "%time|f()");
        assertThat(parts("f(); // and\n/* more */\n%time f()")).containsExactly("f(); // and\n/* more */\n",
                "%time|f()");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "var s = \"\"\"\n%time f()\n!ls\n\"\"\";",
            "var s = \"\"\"\n\\\"\"\"\n%time f()\n\"\"\";",
            "/*\n%time f()\n*/ f();",
            "// %time\n// it's\nf();",
            "int a = b\n    % c;",
            "int a = b\n    %c;",
            "boolean a = b &&\n    !c;",
            "void f() {\n    !ls\n}",
            "f(\n    !a,\n    !b);",
            "!(1 < 2) ? 1 : 2",
            "f();\n!5",
            "char c = '\"', d = '\\'';\nString s = \"\\\"//\";\nint e = d %\n    2;"}) void javaIsLeftAlone(
                    String source) {
        assertThat(parts(source)).containsExactly(source);
    }

    @Test void anUnknownNameIsNoMagicWhereAnExpressionMayGoOn() {
        assertThat(parts("int a = b;\n%c d")).containsExactly("int a = b;\n", "%c|d");
        assertThat(parts("int a = b\n%c")).containsExactly("int a = b\n%c");
        assertThat(parts("var a = 1\n%time f()")).containsExactly("var a = 1\n", "%time|f()");
    }

    @Test void theFirstLineMayTakeTheWholeCell() {
        assertThat(parts("\n%%javac A.java\nvoid main() { }\n%time"))
                .containsExactly("%%javac|A.java|void main() { }\n%time");
        assertThat(parts("%%javac")).containsExactly("%%javac||");
        assertThat(parts("f();\n%%javac A.java")).containsExactly("f();\n", "%%javac|A.java");
    }

    @Test void aQuestionMarkAsksForHelp() {
        assertThat(MagicSplitter.of("%time?", KNOWN::contains)).first()
                .matches(p -> p instanceof MagicSplitter.Use use && use.help() && use.name().equals("%time"));
        assertThat(MagicSplitter.of("%%javac?", KNOWN::contains)).first()
                .matches(p -> p instanceof MagicSplitter.Use use && use.help() && use.name().equals("%%javac"));
        assertThat(MagicSplitter.of("!?", KNOWN::contains)).first()
                .matches(p -> p instanceof MagicSplitter.Use use && !use.help());
    }

    @Test void aQuestionMarkBesideANameAsksForItsDocumentation() {
        assertThat(parts("bars?")).containsExactly("?|bars?");
        assertThat(parts("?bars")).containsExactly("?|?bars");
        assertThat(parts("int a = 1;\n  Thread.sleep ??;\nnew Thread?\nint b;")).containsExactly("int a = 1;\n",
                "?|Thread.sleep ??", "?|new Thread?", "int b;");
        assertThat(parts("int b = a\n? 1 : 2;")).containsExactly("int b = a\n? 1 : 2;");
        assertThat(parts("int b =\na?\n1 : 2;")).containsExactly("int b =\na?\n1 : 2;");
        assertThat(parts("// bars?\n/*\nbars?\n*/")).containsExactly("// bars?\n/*\nbars?\n*/");
    }

    @Test void whatStandsInAMagicIsNoJava() {
        assertThat(parts("!ls /* it's {\n%time f()\n!echo \"\"\"\nint a;")).containsExactly("!|ls /* it's {",
                "%time|f()", "!|echo \"\"\"", "int a;");
    }

    @Test void aBackslashContinuesTheLine() {
        assertThat(parts("!echo a \\\n  b\nf();")).containsExactly("!|echo a \\\n  b", "f();");
    }

    @Test void aMagicWithinJavaIsACall() {
        assertThat(called("Object a = %time f() \"x y\""))
                .isEqualTo("Object a = lineMagic(\"time\", java.util.List.of(\"f()\", \"x y\"));");
        assertThat(called("if (a) {\n    %time\n}"))
                .isEqualTo("if (a) {\n    lineMagic(\"time\", java.util.List.of());\n}");
        assertThat(called("if (a) {\n    f();    // so\n    %time g:a:1;\n}"))
                .contains("    lineMagic(\"time\", java.util.List.of(\"g:a:1\"));\n}");
        assertThat(called("var a = %time C:/all/*.jar\nvar b = %time \\*/")).isEqualTo(
                "var a = lineMagic(\"time\", java.util.List.of(\"C:/all/*.jar\"));\nvar b = lineMagic(\"time\", java.util.List.of(\"\\\\*/\"));");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "%time a = %time b",
            "!date --date=%time\n%maven a=%time",
            "// a = %time\nvar s = \"= %time\";",
            "var s = \"\"\"\n{\n%time\n\"\"\";",
            "a %= time;\nint b = 5 %time;",
            "int a = {\n    b\n    %time};",
            "var a = %other b;"}) void whatIsNoMagicWithinJavaIsLeftAlone(String source) {
        assertThat(called(source)).isEqualTo(source);
    }

    private static String called(String source) {
        return MagicSplitter.withCalls(source, KNOWN::contains);
    }

    /** Each part as text: Java as it is, a magic as {@code name|arguments} and, for a whole cell, {@code |body}. */
    private static List<String> parts(String source) {
        return MagicSplitter.of(source, KNOWN::contains).stream().map(part -> switch (part) {
            case MagicSplitter.Java java -> source.substring(java.from(), java.to());
            case MagicSplitter.Use use -> use.name() + "|" + source.substring(use.from(), use.to())
                    + (use.body() < 0 ? "" : "|" + source.substring(use.body()));
        }).toList();
    }
}
