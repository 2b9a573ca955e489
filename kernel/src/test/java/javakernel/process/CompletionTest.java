package javakernel.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the kernel says of code that is being written. In each code a {@code ▏} is the cursor. */
class CompletionTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run(
                "int ticketsLeft = 100; void sellTicket(int count) { } record Ticket(int number) { Ticket next() { return this; } }");
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void whatTheNotebookDeclaredIsKnown() throws Exception {
        assertThat(matches("IO.println(\"中文😀\");\ntick▏")).contains("ticketsLeft");
        assertThat(matches("new Ticket(1).ne▏")).containsExactly("next()");
        assertThat(matches("xyzzy.▏")).isEmpty();
    }

    @Test void whatTheKernelMakesOfAnExpressionIsNoVariable() throws Exception {
        for (var expression : List.of("6 * 7", "1 / 0", "missing + 1", "Thread.sleep(1)")) kernel.run(expression);
        assertThat(matches("par▏")).noneMatch(m -> m.startsWith("part$"));
        assertThat(kernel.run("%who").stdout()).contains("ticketsLeft").doesNotContain("part$");
    }

    @Test void placesAreCountedInCodePoints() throws Exception {
        var reply = complete("String s = \"😀\"; sellT▏");
        assertThat(texts(reply)).containsExactly("sellTicket(");
        assertThat(reply.path("cursor_start").asInt()).isEqualTo(16);
        assertThat(reply.path("cursor_end").asInt()).isEqualTo(21);
    }

    @Test void eachMatchTellsItsTypeAndFewTellTheirSignature() throws Exception {
        assertThat(described("sellT▏")).containsExactly("sellTicket( function void sellTicket(int count)");
        assertThat(described("tickets▏")).containsExactly("ticketsLeft instance int ticketsLeft");
        assertThat(described("Math.cbr▏")).containsExactly("cbrt( function double Math.cbrt(double a)");
        assertThat(described("java.util.concurr▏")).containsExactly("concurrent. module ");
        assertThat(described("synchr▏")).containsExactly("synchronized keyword ");
        assertThat(described("Execut▏")).contains("Executors class java.util.concurrent.Executors");
        assertThat(described("Thread.▏")).contains("ofVirtual() function ", "State class ", "MAX_PRIORITY instance ",
                "class keyword ");
    }

    @Test void whatFitsTheWantedTypeComesFirst() throws Exception {
        assertThat(matches("Thread t = Thread.▏").getFirst()).isEqualTo("currentThread()");
    }

    @Test void statementsOfTheSameCellCountBeforeTheyHaveRun() throws Exception {
        assertThat(matches("var queue = new LinkedBlockingQueue<String>();\nqueue.take().repe▏"))
                .containsExactly("repeat(");
        assertThat(matches("int twice(int n) { return 2 * n; }\nint six = twi▏")).containsExactly("twice(");
        assertThat(matches("record Seat(int row) { }\nvar seat = new Seat(1);\nseat.ro▏")).contains("row()");
        assertThat(matches("var names = List.of(\"a\");\nvoid dance() {\n    for (var name : names) name.repe▏"))
                .containsExactly("repeat(");
        assertThat(matches("void dance() { }\nvoid sing() {\n    danc▏")).containsExactly("dance()");
        assertThat(matches("var shelf = new ArrayList<String>();\nif (true) {\n    shelf.forEach(book -> book.repe▏"))
                .containsExactly("repeat(");
    }

    @Test void longCellsAreCompletedToo() throws Exception {
        assertThat(matches("// a comment\n".repeat(1_000)
                + "/** doc (a) { */ @Deprecated int thrice(int n) { return 3 * n; }\nvar nine = thri▏"))
                .containsExactly("thrice(");
        assertThat(matches("IO.println(1);\n".repeat(5_000) + "var list = List.of(1);\nlist.getF▏"))
                .containsExactly("getFirst()");
    }

    @Test void nothingIsSuggestedInCommentsAndText() throws Exception {
        assertThat(matches("// see Thre▏")).isEmpty();
        assertThat(matches("/* see Thre▏")).isEmpty();
        assertThat(matches("var s = \"Thre▏")).isEmpty();
        assertThat(matches("var s = \"\"\"\n    Thre▏")).isEmpty();
        assertThat(matches("var s = \"//\"; Thread▏")).contains("ThreadLocalRandom");
    }

    @Test void magicsAndTheirArgumentsAreKnown() throws Exception {
        assertThat(described("%%java▏")).anyMatch(m -> m.startsWith("%%javac magic "));
        assertThat(matches("%lsm▏")).containsExactly("%lsmagic");
    }

    @Test void javaBelowALineMagicIsCompleted() throws Exception {
        assertThat(matches("%lsmagic\nvar words = List.of(\"a\");\nwords.getFirst().repe▏")).containsExactly("repeat(");
    }

    @Test void unfinishedCodeIsIncompleteWithAnIndent() throws Exception {
        assertThat(readiness("void dance() {").path("status").asString()).isEqualTo("incomplete");
        assertThat(readiness("void dance() {").path("indent").asString()).isEqualTo("    ");
        assertThat(readiness("int a = 1;\nint b").path("status").asString()).isEqualTo("complete");
        assertThat(readiness("int a = ;;)").path("status").asString()).isEqualTo("invalid");
        assertThat(readiness("").path("status").asString()).isEqualTo("complete");
        assertThat(readiness("%lsmagic").path("status").asString()).isEqualTo("complete");
    }

    @Test void soIsALongCellAsItsEndIs() throws Exception {
        var lines = "int a = 1;\n".repeat(1_000);
        assertThat(readiness(lines + "int b").path("status").asString()).isEqualTo("complete");
        assertThat(readiness(lines + "// done\n").path("status").asString()).isEqualTo("complete");
        assertThat(readiness(lines + "void dance() {\n" + lines).path("status").asString()).isEqualTo("incomplete");
        assertThat(readiness(lines + "int a = ;;)\n" + lines).path("status").asString()).isEqualTo("invalid");
    }

    private static List<String> matches(String code) throws InterruptedException {
        return texts(complete(code));
    }

    private static List<String> texts(JsonNode reply) {
        return reply.path("matches").values().stream().map(JsonNode::asString).toList();
    }

    /** Text, type and signature of each match. */
    private static List<String> described(String code) throws InterruptedException {
        return complete(code).path("metadata").path("_jupyter_types_experimental").values().stream()
                .map(m -> m.path("text").asString() + " " + m.path("type").asString() + " "
                        + m.path("signature").asString())
                .toList();
    }

    private static JsonNode complete(String code) throws InterruptedException {
        var before = code.substring(0, code.indexOf('▏'));
        return kernel
                .request("shell", "complete_request",
                        Map.of("code", code.replace("▏", ""), "cursor_pos", before.codePointCount(0, before.length())))
                .awaitEnd().reply();
    }

    private static JsonNode readiness(String code) throws InterruptedException {
        return kernel.request("shell", "is_complete_request", Map.of("code", code)).awaitEnd().reply();
    }
}
