package javakernel.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A cell takes all of Java 25: declarations, statements and expressions, with the preview features. */
class LanguageTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "int = 5;", "int a b;", "class A { int = 5; }", "void f() { g(1 }", "'ab'", "\"unclosed", "foo(1,);",
            "foo(;", "for (int i = 0; i < 3) { }",
            "if (true) { } else", "void f() {", "/* unclosed", "switch (1) { case 1 - 2; }", "int[] a = {1, 2;",
            "x = ;", "package a;", "import java.util.;",
            "var s = \"\"\"\n    open"}) void aCellWithWrongSyntaxAnywhereRunsNothing(String wrong) throws Exception {
        var cell = kernel.run("IO.println(\"not run\");\nint untouched = 1;\nuntouched += 1;\n" + wrong);
        assertThat(cell.reply().path("ename").asString()).isEqualTo("CompilationError");
        assertThat(cell.error()).containsPattern(", line [45]: ");
        assertThat(cell.stdout()).isEmpty();
        assertThat(kernel.run(wrong).error()).containsPattern(", line [12]: ");
        assertThat(kernel.run("IO.println(untouched)").error()).contains("variable untouched");
    }

    @Test void aPackageLineIsAnswered() throws Exception {
        assertThat(
                kernel.run("\n// mine\npackage com.example;\n\nimport java.util.*;\n\npublic class Pasted { }").error())
                .isEqualTo(
                        "In[%d], line 3: a notebook has no packages: leave this line out\n    package com.example;\n    ^^^^^^^"
                                .formatted(count()));
    }

    @Test void aCellThatDoesNotCompileRunsNothing() throws Exception {
        run("int steps = 0;");
        var cell = kernel.run("steps++;\nsteps++;\nsteps += missing;\nsteps++;");
        assertThat(cell.error()).contains(", line 3: cannot find symbol")
                .contains("\n    steps += missing;\n             ^^^^^^^\n");
        assertThat(result("steps")).isEqualTo("0");
        assertThat(kernel.run("steps++;\nthrow new IllegalStateException();\nsteps++;").error()).contains("line 2");
        assertThat(result("steps")).isEqualTo("1");
    }

    @Test void statementsRunInTheirOrder() throws Exception {
        assertThat(
                run("""
                        { int inner = 1; IO.print(inner); }
                        for (int i = 2; i < 4; i++) IO.print(i);
                        for (var s : List.of("4", "5")) { IO.print(s); }
                        int i = 6;
                        do { IO.print(i++); } while (i < 8);
                        while (i < 10) IO.print(i++);
                        outer: for (int a = 0; a < 3; a++) for (int b = 0; b < 3; b++) { if (b == 1) continue outer; if (a == 2) break outer; IO.print("a" + a + b); }
                        switch (i) { case 10 -> IO.print("ten"); default -> IO.print("other"); }
                        try { throw new RuntimeException(); } catch (RuntimeException e) { IO.print("caught"); } finally { IO.print("last"); }
                        synchronized (new Object()) { IO.print("held"); };;
                        if (i > 10) IO.println("more");
                        else IO.println("ten");   // to the end
                        /* and */ i++;
                        """)
                        .stdout())
                .isEqualTo("123456789a00a10tencaughtlastheldten\n");
        assertThat(result("i")).isEqualTo("11");
    }

    /** As in a method where {@code n} is also a field. */
    @Test void aVariableOfAPatternIsKnownBehindTheIfThatIsLeftWithoutIt() throws Exception {
        assertThat(run("Integer n = 9;\nObject o = 3;\n"
                + "if (!(o instanceof Integer n)) throw new IllegalStateException();\nIO.println(n);").stdout())
                .isEqualTo("3\n");
        assertThat(result("n")).isEqualTo("9");
    }

    @Test void onlyAnExpressionWithoutSemicolonIsShown() throws Exception {
        assertThat(result("1 + 1")).isEqualTo("2");
        assertThat(result("int shown = 5;\nshown // with a comment")).isEqualTo("5");
        assertThat(result("shown += 2")).isEqualTo("7");
        assertThat(result("List.of(1, 2).stream()\n    .map(x -> x * 2)   // doubled\n    .toList()"))
                .isEqualTo("[2, 4]");
        assertThat(result("shown;")).isNull();
        assertThat(result("shown += 2;")).isNull();
        assertThat(result("null")).isNull();
        assertThat(result("int hidden = 5")).isNull();
        assertThat(result("Runnable quiet = () -> { }; quiet.run()")).isNull();
        assertThat(result("1 < 2")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n\n", ";", ";;;", "// only a comment",
            "/* only\na comment */\n// two"}) void aCellWithoutCodeDoesNothing(String nothing) throws Exception {
        assertThat(run(nothing).iopubTypes()).containsExactly("status", "execute_input", "status");
    }

    @Test void typesOfEveryKindAreDeclared() throws Exception {
        run("sealed interface Shape permits Circle, Square { }");
        run("record Circle(double radius) implements Shape { }\nrecord Square(double side) implements Shape { Square { if (side < 0) throw new IllegalArgumentException(); } }");
        run("double area(Shape shape) { return switch (shape) { case Circle(double r) -> Math.PI * r * r; case Square(var side) -> side * side; }; }");
        assertThat(result("area(new Square(3))")).isEqualTo("9.0");
        assertThat(kernel.run("new Square(-1)").error()).contains("IllegalArgumentException");
        run("class Node<T> { T value; Node<T> next; static <U> Node<U> of(U u) { var n = new Node<U>(); n.value = u; return n; } static class Pair<K, V> { K k; V v; } class Inner { T get() { return value; } } }");
        assertThat(result("Node.of(\"a\").new Inner().get() + new Node.Pair<String, Integer>().v")).isEqualTo("anull");
        run("enum Colour { RED, GREEN { @Override String nice() { return \"g\"; } }; String nice() { return name(); } }");
        assertThat(result("Colour.GREEN.nice() + Colour.valueOf(\"RED\").nice()")).isEqualTo("gRED");
        run("@interface Marker { int value() default 1; }\n@Marker(3) class Marked { }\n@Deprecated void old() { }");
        run("interface Greeter { String greet(String n); default Greeter twice() { return n -> greet(greet(n)); } }\nGreeter greeter = n -> \"hi \" + n;");
        assertThat(result("greeter.twice().greet(\"x\")")).isEqualTo("hi hi x");
        run("abstract class Base { abstract int f(); }\nclass Derived extends Base { int f() { return 3; } }");
        assertThat(result("new Derived().f()")).isEqualTo("3");
    }

    @Test void methodsOfEveryKindAreDeclared() throws Exception {
        run("<T extends Comparable<T>> T largest(List<T> list) { return Collections.max(list); }\npublic static int varargs(String... s) throws IOException { return s.length; }");
        assertThat(result("largest(List.of(1, 3, 2)) + varargs(\"a\", \"b\")")).isEqualTo("5");
        run("void main() { IO.println(\"main of a cell\"); }");
        assertThat(run("main()").stdout()).isEqualTo("main of a cell\n");
        run("import java.util.*;\n\npublic class Pasted {\n    public static void main(String[] args) {\n        System.out.println(\"main of \" + args[0]);\n    }\n}");
        assertThat(run("Pasted.main(new String[] {\"a class\"})").stdout()).isEqualTo("main of a class\n");
    }

    @Test void variablesOfEveryKindAreDeclared() throws Exception {
        run("int none; String text; int[] array = {1, 2, 3}, other = {4}; int[][] grid = new int[2][3]; int odd[] = {5}, plain = 6;");
        assertThat(result("none + text + array.length + other[0] + grid[1].length + odd[0] + plain"))
                .isEqualTo("0null34356");
        run("public static final int LIMIT = 5; private String hidden = \"h\"; protected transient var inferred = new HashMap<String, Integer>() {{ put(\"a\", 1); }}; volatile var seen = 4;");
        assertThat(result("LIMIT + hidden + inferred")).isEqualTo("5h{a=1}");
        run("int _ = 5; BiFunction<Integer, Integer, Integer> first = (a, _) -> a; char \\u0061scii = '\\u4e2d'; int 数 = 3;");
        assertThat(result("first.apply(数, 2) + \"\" + ascii")).isEqualTo("3中");
        run("int twice = 1; int twice = 2;");
        assertThat(result("twice")).isEqualTo("2");
    }

    @Test void anImportMayStandAnywhere() throws Exception {
        assertThat(run("IO.println(1);\nimport java.util.zip.CRC32;\nIO.println(new CRC32().getValue());").stdout())
                .isEqualTo("1\n0\n");
        run("import java.util.zip.*");
    }

    @Test void aTextBlockKeepsLinesThatLookLikeMagics() throws Exception {
        assertThat(result("var block = \"\"\"\n    %time is\n    %%javac no magic\n      !ls\n    \"\"\";\nblock"))
                .isEqualTo("%time is\n%%javac no magic\n  !ls\n");
    }

    @Test void previewFeaturesAreThere() throws Exception {
        assertThat(run("""
                try (var scope = StructuredTaskScope.open(StructuredTaskScope.Joiner.<String>allSuccessfulOrThrow())) {
                    var a = scope.fork(() -> "a");
                    var b = scope.fork(() -> "b");
                    scope.join();
                    IO.println(a.get() + b.get());
                }
                static final ScopedValue<String> NAME = ScopedValue.newInstance();
                ScopedValue.where(NAME, "duke").run(() -> IO.println(NAME.get()));
                Object number = 5;
                if (number instanceof int n && n > 4) IO.println("int " + n);
                """).stdout()).isEqualTo("ab\nduke\nint 5\n");
    }

    @Test void whatNoCellCanDeclareIsAnswered() throws Exception {
        assertThat(kernel.run("int toString() { return 1; }").error()).contains("toString");
        assertThat(kernel.run("native int strange();").error()).contains("native");
        assertThat(kernel.run("// sells\npublic synchronized void sell() { }").error()).isEqualTo(
                "In[%d], line 2: a method outside a class has no object to be synchronized on: put it into a class, or what it does into synchronized (monitor) { }\n    public synchronized void sell() { }\n           ^^^^^^^^^^^^"
                        .formatted(count()));
        assertThat(kernel.run("this").error()).contains("this");
        assertThat(kernel.run("import java.util.nope.*;").error()).contains("java.util.nope");
    }

    @Test void tenThousandLinesRun() throws Exception {
        var lines = new StringBuilder("long sum = 0;\n");
        for (int i = 0; i < 10_000; i++) lines.append("sum += ").append(i).append(";\n");
        assertThat(result(lines + "sum")).isEqualTo("49995000");
        var methods = new StringBuilder("class Long {\n");
        for (int i = 0; i < 3_333; i++)
            methods.append("    int m").append(i).append("() {\n        return ").append(i).append(";\n    }\n");
        run(methods + "}");
        assertThat(result("new Long().m3332()")).isEqualTo("3332");
        var body = new StringBuilder("int all() {\n    int x = 0;\n");
        for (int i = 0; i < 10_000; i++) body.append("    x++;\n");
        run(body + "    return x;\n}");
        assertThat(result("all()")).isEqualTo("10000");
    }

    private static int count() throws InterruptedException {
        return kernel.run("").reply().path("execution_count").asInt() - 1;
    }

    private static Run run(String code) throws InterruptedException {
        var run = kernel.run(code);
        assertThat(run.error()).as(code).isEmpty();
        return run;
    }

    private static String result(String code) throws InterruptedException {
        return run(code).result();
    }
}
