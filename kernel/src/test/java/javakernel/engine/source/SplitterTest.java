package javakernel.engine.source;

import java.util.List;
import java.util.stream.Collectors;
import javakernel.engine.Engine;
import javakernel.engine.javac.Javac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A cell is taken apart into what javac compiles, each with its place. */
class SplitterTest {
    private final Javac javac = new Javac(Engine.COMPILER_OPTIONS);

    @Test void importsDeclarationsAndStatementsStandInAnyOrder() {
        assertThat(kinds("f(); import java.util.*; int x = 1; class A { } void f() { } x++; record B(int a) { } x"))
                .containsExactly("EXPRESSION f()", "import java.util.*;", "variable x", "type A", "method f()",
                        "EXPRESSION x++", "type B", "SHOWN x");
    }

    @Test void whatStandsLastIsShownUnlessASemicolonEndsIt() {
        assertThat(kinds("1 + 1")).containsExactly("SHOWN 1 + 1");
        assertThat(kinds("1 + 1;")).containsExactly("VALUE 1 + 1");
        assertThat(kinds("f(x) // so")).containsExactly("SHOWN_CALL f(x)");
        assertThat(kinds("f(x); // so")).containsExactly("EXPRESSION f(x)");
        assertThat(kinds("x = 3")).containsExactly("SHOWN x = 3");
        assertThat(kinds("if (x) f()")).containsExactly("CONTROL if (x) f()");
    }

    @Test void anExpressionThatBeginsAsATypeWouldIsOne() {
        assertThat(kinds("int a = 1, b = 2;\na < b")).containsExactly("variable a", "variable b", "SHOWN a < b");
        assertThat(kinds("a < b == true")).containsExactly("SHOWN a < b == true");
    }

    @Test void eachVariableHasItsOwnTypeAndInitialiser() {
        var code = "public static final int[] a = {1, 2}, b[] = {{3}}; volatile var c = 4; String d, e = \"x\";";
        var variables = snippets(code).stream().map(Snippet.Variable.class::cast).toList();
        assertThat(variables).extracting(Snippet.Variable::name).containsExactly("a", "b", "c", "d", "e");
        assertThat(variables).filteredOn(v -> v.type() != null).extracting(Snippet.Variable::typeText)
                .containsExactly("int[]", "int[][]", "String", "String");
        assertThat(variables).extracting(Snippet.Variable::isVolatile).containsExactly(false, false, true, false,
                false);
        assertThat(variables).extracting(Snippet.Variable::isFinal).containsExactly(true, true, false, false, false);
        assertThat(variables).extracting(v -> v.initialiser() == null ? "" : v.source().text()
                .substring(v.initialiser().from(), v.initialiser().to()))
                .containsExactly("{1, 2}", "{{3}}", "4", "", "\"x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<T extends Comparable<T>> T max(List<? extends T> l) { return null; }",
            "Map<String, List<int[]>> group(String... s) throws IOException { return null; }",
            "@Deprecated(since = \"(1)\") public static int[] f() { return null; }",
            "java.util.List<String>f() { return null; }", "void main() { }"}) void methodsOfEveryFormAreMethods(
                    String code) {
        assertThat(snippets(code)).singleElement().isInstanceOf(Snippet.Method.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return f(1);", "throw new X(\"(\");", "new Thread(() -> { }).start();",
            "outer: while (true) { break outer; }", "do f(); while (x);",
            "synchronized (x) { f(); }", "for (int i = 0; i < 3; i++) { int g(); }",
            "switch (x) { case 1 -> f(); default -> { } }", "{ int a; }",
            "assert f(x) : \"{\";"}) void statementsOfEveryFormAreNone(String code) {
        var split = Splitter.split(javac, new Source("In[1]", code), 0, code.length());
        assertThat(split.snippets()).noneMatch(Snippet.Method.class::isInstance);
    }

    @Test void bracketsInLiteralsAndCommentsAreNone() {
        assertThat(kinds("char c = '{'; String s = \"}\"; /* { */ // }\nvoid f() { s = \"\"\"\n  { \" }\n"
                + "  \"\"\"; } s")).containsExactly("variable c", "variable s", "method f()", "SHOWN s");
    }

    @Test void allErrorsAreToldEachInItsPlace() {
        var faults = faults("int a = 1;\nint = 5;\nvoid f() {\n    g(1;\n}\nint b c;");
        assertThat(faults).extracting(f -> f.place().line()).contains(2, 4, 6).doesNotContain(1, 3, 5);
    }

    @Test void whatHasNoEndIsToldWhereItBegins() {
        assertThat(faults("int a;\n/* open")).singleElement().extracting(f -> f.place().line() + " " + f.message())
                .isEqualTo("2 this comment has no end");
        assertThat(faults("f();\n}\nvoid g() {").getFirst().place().line()).isEqualTo(2);
        assertThat(faults("(".repeat(50))).isNotEmpty();
    }

    @Test void onlyAPartOfASourceIsRead() {
        var source = new Source("In[1]", "%time f()\nint x = 1;\n!ls");
        var split = Splitter.split(javac, source, 10, 20);
        assertThat(split.faults()).isEmpty();
        assertThat(split.snippets()).singleElement().extracting(Snippet::from).isEqualTo(10);
    }

    private List<String> kinds(String code) {
        return snippets(code).stream().map(p -> switch (p) {
            case Snippet.Import i -> i.text();
            case Snippet.Type t -> "type " + t.name();
            case Snippet.Method m -> "method " + m.name() + "(" + m.parameters() + ")";
            case Snippet.Variable v -> "variable " + v.name();
            case Snippet.Statement s -> s.kind() + " " + s.text().replaceFirst(";$", "");
        }).collect(Collectors.toList());
    }

    private List<Snippet> snippets(String code) {
        var split = Splitter.split(javac, new Source("In[1]", code), 0, code.length());
        assertThat(split.faults()).isEmpty();
        return split.snippets();
    }

    private List<CompileError> faults(String code) {
        return Splitter.split(javac, new Source("In[1]", code), 0, code.length()).faults();
    }
}
