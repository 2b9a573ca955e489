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

/** What a front end shows of the word at the cursor, which in each code is a {@code ▏}. */
class InspectionTest {
    @TempDir static Path folder;
    static KernelProcess kernel;
    static int declared;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        declared = kernel.run("""
                int ticketsLeft = 100;
                /**
                 * Sells <b>tickets</b>, at most {@code ticketsLeft}, see {@link Thread#sleep(long)}.
                 * <ul><li>first<li>second</ul>
                 *
                 * @param count how many
                 * @return how many are left &lt; 100
                 * @throws IllegalStateException when there are none
                 */
                int sell(int count) {
                    return ticketsLeft -= count;
                }
                /// A *seat* in a `row`.
                ///
                /// - near
                /// - far
                ///
                /// @param row from 1
                record Seat(int row) {
                    /** The one behind. */
                    Seat behind() {
                        return new Seat(row + 1);
                    }
                }
                """).reply().path("execution_count").asInt();
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void javadocOfTheJdkIsRendered() throws Exception {
        var found = inspect("Thread.sle▏ep(100)");
        assertThat(text(found)).startsWith(
                "void Thread.sleep(long millis) throws InterruptedException\n\nCauses the currently executing thread to sleep")
                .contains("\nParameters:\n    millis – the length of time to sleep in milliseconds\n")
                .contains("\nThrows:\n    IllegalArgumentException – if the value of millis is negative\n")
                .doesNotContain("{@", "<p>", "&").doesNotContain("int nanos");
        assertThat(html(found)).startsWith("<pre>void Thread.sleep(long millis)")
                .contains("<code>millis</code>", "<b>Parameters</b>").doesNotContain("{@");
        assertThat(markdown(found)).startsWith("```java\nvoid Thread.sleep(long millis)")
                .contains("**Parameters**\n\n-   `millis` – ").doesNotContain("{@", "<p>");
    }

    @Test void inheritedJavadocIsFound() throws Exception {
        assertThat(text(inspect("var q = new LinkedBlockingQueue<String>();\nq.take▏()")))
                .contains("Retrieves and removes the head of this queue");
    }

    @Test void everyOverloadIsToldWhereItIsNotClearWhichOneIsMeant() throws Exception {
        assertThat(text(inspect("Thread.sleep▏"))).contains("sleep(long millis)").contains("sleep(Duration duration)");
        assertThat(text(inspect("Thread.sleep(▏"))).contains("sleep(long millis)").contains("sleep(Duration duration)");
        assertThat(text(inspect("new Thread(▏"))).contains("Thread(Runnable task)").contains("Thread(String name)");
    }

    @Test void afterACallTheMethodIsTold() throws Exception {
        assertThat(text(inspect("Math.max(1, (2))▏"))).startsWith("int Math.max(int a, int b)").doesNotContain("min");
        assertThat(text(inspect("Thread.ofVirtual()▏"))).startsWith("Thread.Builder.OfVirtual Thread.ofVirtual()");
    }

    @Test void aPlaceBehindTheEndIsTheEnd() throws Exception {
        var found = kernel.request("shell", "inspect_request",
                Map.of("code", "Thread.ofPlatform()", "cursor_pos", 31, "detail_level", 0)).awaitEnd().reply();
        assertThat(text(found)).startsWith("Thread.Builder.OfPlatform Thread.ofPlatform()");
    }

    @Test void classesFieldsAndVariablesAreKnown() throws Exception {
        assertThat(text(inspect("Execut▏ors.newCachedThreadPool()")))
                .startsWith("java.util.concurrent.Executors\n\nFactory and utility methods");
        assertThat(text(inspect("Math.PI▏"))).startsWith("double Math.PI").contains("ratio of the");
        assertThat(text(inspect("Thread.State.BLOCKED▏")))
                .contains("Thread state for a thread blocked waiting for a monitor lock");
        assertThat(text(inspect("tickets▏Left")))
                .isEqualTo("int ticketsLeft\n\ndeclared in In[%d], line 1".formatted(declared));
        assertThat(text(inspect("var pool = Executors.newCachedThreadPool();\npool▏")))
                .isEqualTo("java.util.concurrent.ExecutorService pool");
        assertThat(inspect("xyzzy▏").path("found").asBoolean(true)).isFalse();
        assertThat(inspect("▏").path("found").asBoolean(true)).isFalse();
    }

    @Test void theNotebooksOwnDocCommentsAreRendered() throws Exception {
        var found = inspect("sell▏(1)");
        assertThat(text(found)).isEqualTo("""
                int sell(int count)

                declared in In[%d], line 2

                Sells tickets, at most ticketsLeft, see Thread.sleep(long).

                  - first
                  - second

                Parameters:
                    count – how many

                Returns:
                    how many are left < 100

                Throws:
                    IllegalStateException – when there are none""".formatted(declared));
        assertThat(html(found)).contains("Sells <b>tickets</b>, at most <code>ticketsLeft</code>",
                "how many are left &lt; 100");
        assertThat(markdown(found)).contains("Sells **tickets**, at most `ticketsLeft`")
                .contains("how many are left \\< 100");
    }

    @Test void docCommentsInMarkdownAreLeftToTheFrontEnd() throws Exception {
        var found = inspect("new Seat▏");
        assertThat(markdown(found)).contains("A *seat* in a `row`.\n\n- near\n- far\n").contains("-   `row` – from 1");
        assertThat(found.path("data").has("text/html")).isFalse();
        assertThat(text(inspect("new Seat(1).beh▏ind()"))).startsWith("Seat Seat.behind()").contains("The one behind.");
    }

    @Test void whatTheCellItselfDeclaresIsKnownBeforeItHasRun() throws Exception {
        assertThat(text(inspect("/** Dances. */\nvoid dance(int n) { }\ndance▏(3);")))
                .isEqualTo("void dance(int n)\n\nDances.");
        assertThat(text(inspect("void dance() {\n    Math.cbrt▏(8);\n}")))
                .startsWith("double Math.cbrt(double a)\n\nReturns the cube root");
    }

    @Test void withMoreDetailTheSourceIsTold() throws Exception {
        assertThat(text(inspect("sell▏(1)", 1))).contains("return ticketsLeft -= count;");
        assertThat(text(inspect("sell▏(1)", 0))).doesNotContain("return ticketsLeft -= count;");
    }

    @Test void theCallsOfEveryCellAreDocumented() throws Exception {
        assertThat(text(inspect("outcomes▏(100, () -> 1)"))).contains("Runs a small experiment many times");
        assertThat(text(inspect("bars▏?"))).contains("Numbers as bars, each with its name");
    }

    @Test void aQuestionMarkShowsTheDocumentationBelowTheCell() throws Exception {
        for (var code : List.of("sell?", "?sell", "int x = 1;\nsell ?\nint y = x;")) {
            var shown = kernel.run(code);
            assertThat(shown.status()).as(code).isEqualTo("ok");
            assertThat(shown.iopub("display_data")).as(code).singleElement()
                    .satisfies(d -> assertThat(text(d)).startsWith("int sell(int count)").contains("Sells tickets")
                            .doesNotContain("return ticketsLeft"));
        }
        assertThat(text(kernel.run("sell??").iopub("display_data").getFirst()))
                .contains("return ticketsLeft -= count;");
        assertThat(kernel.run("xyzzy?").stdout()).contains("xyzzy");
    }

    @Test void aMagicTellsHowToUseIt() throws Exception {
        assertThat(text(inspect("%%jav▏ac Dance.java\nvoid main() { }"))).contains("%%javac Dance.java");
    }

    private static JsonNode inspect(String code) throws InterruptedException {
        return inspect(code, 0);
    }

    private static JsonNode inspect(String code, int detail) throws InterruptedException {
        return kernel
                .request("shell", "inspect_request",
                        Map.of("code", code.replace("▏", ""), "cursor_pos", code.indexOf('▏'), "detail_level", detail))
                .awaitEnd().reply();
    }

    private static String text(JsonNode found) {
        return found.path("data").path("text/plain").asString("");
    }

    private static String html(JsonNode found) {
        return found.path("data").path("text/html").asString("");
    }

    private static String markdown(JsonNode found) {
        return found.path("data").path("text/markdown").asString("");
    }
}
