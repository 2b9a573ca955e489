package javakernel.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An error tells what went wrong, where in which cell, and by which way. In what is expected, {@code n} is the cell
 * itself.
 */
class ErrorsTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    // ---- what does not compile ----

    @Test void whatDoesNotCompileIsUnderlined() throws Exception {
        var cell = kernel.run("int a = 1;\nint b = a +\n    missing;");
        assertThat(cell.error()).contains(", line 3: cannot find symbol\n        missing;\n        ^^^^^^^\n")
                .contains("symbol:   variable missing");
        assertThat(cell.reply().path("ename").asString()).isEqualTo("CompilationError");
        assertThat(cell.reply().path("evalue").asString()).isEqualTo("cannot find symbol");
    }

    @Test void underWideCharactersTheMarksAreWide() throws Exception {
        assertThat(kernel.run("var s = \"票\" + 余票数 + x1;").error())
                .contains("\n    var s = \"票\" + 余票数 + x1;\n             \u3000    ＾＾＾\n");
    }

    @Test void ofALongLineThePartIsShown() throws Exception {
        var ones = "1 + ".repeat(300);
        var text = kernel.run("int sum = " + ones + "missing + " + ones + "1;").error();
        assertThat(text).containsPattern("\n    … [1 +]{50}missing[1 +]{43} …\n {56}\\^{7}\n");
        assertThat(error("int zero1 = 0;\nint quotient = 1 / zero1 + " + ones + "1;"))
                .containsPattern("  → int quotient = 1 / zero1 [1 +]+ …$").hasSizeLessThan(400);
    }

    @Test void everyErrorOfAStatementIsTold() throws Exception {
        assertThat(kernel.run("void f() {\n    int a = \"\";\n    return 1;\n}").error()).contains(", line 2: ",
                ", line 3: ", "        int a = \"\";\n                ^^\n", "        return 1;\n               ^");
    }

    @Test void theCompilerSpeaksTheReadersLanguage(@TempDir Path other) throws Exception {
        try (var chinese = KernelProcess.startInChinese(other)) {
            assertThat(chinese.run("int a = \"\";").error()).contains("In[1] 第 1 行: 不兼容的类型: java.lang.String无法转换为int");
            assertThat(chinese.run("%%javac Wrong.java\nvoid main() { int a = missing; }").error())
                    .contains("In[2] 第 2 行: 找不到符号");
            assertThat(chinese.run("Locale.getDefault() + \" \" + System.getProperty(\"stdout.encoding\")").result())
                    .isEqualTo(kernel.run("Locale.getDefault() + \" \" + System.getProperty(\"stdout.encoding\")")
                            .result());
        }
    }

    // ---- what is thrown ----

    @Test void anExceptionShowsTheLinesOfTheNotebookThatLedToIt() throws Exception {
        var declared =
                number(kernel.run("class Account {\n    int divide(int by) {\n        return 1 / by;\n    }\n}"));
        assertThat(error("var account = new Account();\naccount.divide(0);")).isEqualTo("""
                java.lang.ArithmeticException: / by zero
                    at Account.divide, In[%d], line 3
                      → return 1 / by;
                    at In[n], line 2
                      → account.divide(0);""".formatted(declared));
    }

    @Test void anExceptionInWhatAVariableBeginsWithShowsItsLine() throws Exception {
        kernel.run("int zero = 0;\nclass Broken { static int value = 1 / zero; }");
        assertThat(error("int one = 1;\n\nint first = one / zero;")).isEqualTo("""
                java.lang.ArithmeticException: / by zero
                    at In[n], line 3
                      → int first = one / zero;""");
        assertThat(error("int[] all = {1, 1 / zero};"))
                .contains("    at In[n], line 1\n      → int[] all = {1, 1 / zero};");
        assertThat(error("int late =\n    1 / zero;")).contains("    at In[n], line 2\n      → 1 / zero;");
        assertThat(error("// what it is\nBroken.value")).contains("    at In[n], line 2\n      → Broken.value")
                .doesNotContain("kernel.", "jdk.");
    }

    @Test void whatIsNullIsCalledAsTheNotebookCallsIt() throws Exception {
        kernel.run(
                "class Shelf { String[] books; String title() { return null; } }\nvar shelf = new Shelf();\nString find(int n) { return null; }\nString nothing;");
        assertThat(error("nothing.length();")).startsWith(
                "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"nothing\" is null\n");
        assertThat(error("shelf.books[0].length();")).startsWith(
                "java.lang.NullPointerException: Cannot load from object array because \"shelf.books\" is null\n");
        assertThat(error("shelf.title().length();")).startsWith(
                "java.lang.NullPointerException: Cannot invoke \"String.length()\" because the return value of \"Shelf.title()\" is null\n");
        assertThat(error("find(1).length();"))
                .startsWith("java.lang.NullPointerException: Cannot invoke \"String.length()\"\n");
        assertThat(kernel.run("nothing.length();").reply().path("evalue").asString())
                .isEqualTo("Cannot invoke \"String.length()\" because \"nothing\" is null");
    }

    @Test void ofTheJdkOnlyWhatTheNotebookCalledIsShown() throws Exception {
        assertThat(error("List.of(\"1\", \"x\").forEach(s -> {\n    Integer.parseInt(s);\n});")).matches("""
                java.lang.NumberFormatException: For input string: "x"
                    at java.lang.Integer.parseInt, \\d more inside
                    at lambda, In\\[n], line 2
                      → Integer.parseInt\\(s\\);
                    at java.util.[\\w.$]+.forEach
                    at In\\[n], line 1
                      → List.of\\("1", "x"\\).forEach\\(s -> \\{""");
    }

    @Test void aCauseIsToldWithoutWhatIsKnownAlready() throws Exception {
        assertThat(error("""
                void inner() {
                    throw new IllegalStateException("sold out");
                }
                void outer() {
                    try {
                        inner();
                    } catch (Exception e) {
                        throw new RuntimeException("no ticket", e);
                    }
                }
                outer();""")).isEqualTo("""
                java.lang.RuntimeException: no ticket
                    at outer, In[n], line 8
                      → throw new RuntimeException("no ticket", e);
                    at In[n], line 11
                      → outer();
                Caused by: java.lang.IllegalStateException: sold out
                    at inner, In[n], line 2
                      → throw new IllegalStateException("sold out");
                    at outer, In[n], line 6
                      → inner();""");
    }

    @Test void suppressedExceptionsAreToldBelowTheOneThatSuppressedThem() throws Exception {
        assertThat(error("""
                class Door implements AutoCloseable {
                    public void close() { throw new IllegalStateException("jammed"); }
                }
                try (var door = new Door()) {
                    throw new Exception("fire");
                }""")).isEqualTo("""
                java.lang.Exception: fire
                    at In[n], line 5
                      → throw new Exception("fire");
                    Suppressed: java.lang.IllegalStateException: jammed
                        at Door.close, In[n], line 2
                          → public void close() { throw new IllegalStateException("jammed"); }
                        at In[n], line 4
                          → try (var door = new Door()) {""");
    }

    @Test void endlessRecursionIsToldInAFewLines() throws Exception {
        var text =
                error("int ping(int n) {\n    return pong(n);\n}\nint pong(int n) {\n    return ping(n);\n}\nping(1)");
        assertThat(text).startsWith("java.lang.StackOverflowError\n")
                .contains("    at ping, In[n], line 2\n      → return pong(n);\n")
                .contains("    at pong, In[n], line 5\n")
                .containsPattern("… the same \\d+ times more");
        assertThat(text.lines().count()).isLessThan(10);
    }

    @Test void linesOfAnOlderVersionOfAMethodAreStillKnown() throws Exception {
        var old = number(kernel.run(
                "void work() {\n    redefined.join();\n    throw new IllegalStateException(\"old\");\n}\nvar redefined = new CompletableFuture<Void>();"));
        var begun = kernel.run("var worker = new Thread(() -> work());\nworker.start();");
        kernel.run("while (worker.getState() != Thread.State.WAITING) Thread.onSpinWait();");
        kernel.run("void work() {\n    throw new IllegalStateException(\"new\");\n}");
        kernel.run("redefined.complete(null);\nworker.join();");
        assertThat(begun.stderr().replaceAll("\u001b\\[\\d*m", ""))
                .contains("at work, In[" + old + "], line 3\n      → throw new IllegalStateException(\"old\");");
        assertThat(error("work();"))
                .contains("at work, In[" + (old + 3) + "], line 2\n      → throw new IllegalStateException(\"new\");");
    }

    @Test void aCellThatIsRunAgainIsToldByItsNewNumber() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(error("// a line more\n".repeat(i)
                    + "void again() {\n    throw new IllegalStateException();\n}\nvoid indirect() { again(); }\nindirect();"))
                    .contains("at again, In[n], line " + (2 + i), "at indirect, In[n], line " + (4 + i),
                            "at In[n], line " + (5 + i));
        }
    }

    @Test void overloadsOfSeveralCellsKeepTheirLines() throws Exception {
        var first = number(
                kernel.run("// one\n// two\nvoid fail(int x) {\n    throw new IllegalStateException(\"int\");\n}"));
        var second = number(kernel.run("void fail(String x) {\n    throw new IllegalStateException(\"text\");\n}"));
        assertThat(error("fail(1);")).contains("at fail, In[" + first + "], line 4\n");
        assertThat(error("fail(\"\");")).contains("at fail, In[" + second + "], line 2\n");
    }

    @Test void stackTracesThatThePrintedItselfTellTheCellToo() throws Exception {
        var cell = kernel.run("void fail() {\n    new Exception(\"printed\").printStackTrace();\n}\nfail();");
        assertThat(cell.stderr()).contains("printed").contains("fail(In[" + number(cell) + "]:2)")
                .contains("(In[" + number(cell) + "]:4)");
    }

    // ---- threads and tasks ----

    @Test void anExceptionOfAThreadTellsWhereItWasStarted() throws Exception {
        var cell = kernel.run(
                "void fail() {\n    throw new IllegalStateException(\"不行\");\n}\nvar worker = new Thread(() -> fail(), \"工人\");\nworker.start();\nworker.join();");
        assertThat(plain(cell.stderr(), number(cell))).isEqualTo("""
                Exception in thread "工人"
                java.lang.IllegalStateException: 不行
                    at fail, In[n], line 2
                      → throw new IllegalStateException("不行");
                    at lambda, In[n], line 4
                      → var worker = new Thread(() -> fail(), "工人");
                    started at In[n], line 5
                      → worker.start();
                """);
    }

    @Test void anExceptionOfATaskTellsWhereItWasHandedOver() throws Exception {
        var task = number(kernel.run("Callable<Integer> task = () -> 1 / 0;"));
        assertThat(error(
                "try (var pool = Executors.newFixedThreadPool(1)) {\n    var future =\n            pool.submit(task);\n    future.get();\n}"))
                .contains("java.util.concurrent.ExecutionException")
                .contains("\n    at In[n], line 4\n      → future.get();\n").endsWith("""
                        Caused by: java.lang.ArithmeticException: / by zero
                            at lambda, In[%d], line 1
                              → Callable<Integer> task = () -> 1 / 0;
                            started at In[n], line 3
                              → pool.submit(task);""".formatted(task));
    }

    @Test void whereTheCallIsInTheTraceItIsNotToldTwice() throws Exception {
        assertThat(error("Stream.of(1).map(x -> x / 0).toList();")).doesNotContain("started at");
    }

    // ---- exceptions that do not help ----

    @Test void exceptionsWhoseOwnMethodsFailAreToldAllTheSame() throws Exception {
        assertThat(error(
                "class Bad extends RuntimeException {\n    public String getMessage() { throw new IllegalStateException(); }\n    public String toString() { throw this; }\n}\nthrow new Bad();"))
                .startsWith("Bad\n").contains("In[n], line 5");
        assertThat(error(
                "var circle = new Exception(\"one\");\ncircle.initCause(new Exception(\"two\", circle));\nthrow circle;"))
                .contains("Caused by: java.lang.Exception: two").endsWith("Caused by: java.lang.Exception: one");
        assertThat(kernel.run("throw new Exception(\"x\".repeat(5_000_000));").error().length()).isLessThan(20_000);
    }

    @Test void aResultWhoseToStringThrowsIsAnError() throws Exception {
        assertThat(error("new Object() { public String toString() { throw new IllegalStateException(\"no text\"); } }"))
                .startsWith("java.lang.IllegalStateException: no text\n").contains("In[n], line 1");
    }

    private static String error(String code) throws InterruptedException {
        var cell = kernel.run(code);
        return plain(cell.error(), number(cell));
    }

    private static String plain(String text, int cell) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "").replace("In[" + cell + "]", "In[n]");
    }

    private static int number(Run cell) {
        return cell.reply().path("execution_count").asInt();
    }
}
