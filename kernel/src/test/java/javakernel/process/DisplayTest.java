package javakernel.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What cells show beside text, when, and under which cell. */
class DisplayTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run("CountDownLatch gate, done;");
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    private static List<String> shown(Run run, String type) {
        return run.iopub(type).stream().map(c -> c.path("data").path("text/plain").asString()).toList();
    }

    private static JsonNode result(Run run) {
        return run.iopub("execute_result").getFirst().path("data");
    }

    @Test void whatIsDisplayedAndPrintedKeepsItsOrder() throws Exception {
        var cell = kernel.run(
                "IO.println(1); display(2); System.err.println(3); display(4); IO.println(5); clearOutput(true); display(6); 7");
        assertThat(cell.iopubTypes()).containsExactly("status", "execute_input", "stream", "display_data", "stream",
                "display_data", "stream",
                "clear_output", "display_data", "execute_result", "status");
        assertThat(shown(cell, "display_data")).containsExactly("2", "4", "6");
        assertThat(cell.iopub("clear_output").getFirst().path("wait").asBoolean()).isTrue();
    }

    @Test void everyFormIsShownWithoutAnImport() throws Exception {
        for (var sample : Map.of("html(\"<b>x</b>\")", "text/html", "markdown(\"**x**\")", "text/markdown",
                "latex(\"e^x\")", "text/latex", "svg(\"<svg/>\")", "image/svg+xml",
                "json(\"[1]\")", "application/json", "vegaLite(\"{}\")", "application/vnd.vegalite.v5+json",
                "table(List.of(1))", "text/html",
                "render(\"x\", \"text/markdown\")", "text/markdown", "json(new Object() { public int a = 1; })",
                "application/json").entrySet()) {
            assertThat(result(kernel.run(sample.getKey())).propertyNames()).as(sample.getKey())
                    .containsExactlyInAnyOrder(sample.getValue(), "text/plain");
            var displayed = kernel.run("display(" + sample.getKey() + ")");
            assertThat(displayed.iopub("display_data").getFirst().path("data").propertyNames()).as(sample.getKey())
                    .containsExactlyInAnyOrder(sample.getValue(), "text/plain");
            assertThat(displayed.result()).as("it is to be seen already").isNull();
        }
    }

    @Test void measurementsAreDrawnInFourForms() throws Exception {
        kernel.run(
                "record Measured(String 做法, double 毫秒) { }\nvar measured = List.of(new Measured(\"锁\", 12), new Measured(\"原子\", 3));");
        for (var code : List.of("bars(measured, \"做法\", \"毫秒\")", "bars(Map.of(\"锁\", 12)).unit(\"毫秒\").log()",
                "plot(List.of(Map.of(\"x\", 1, \"y\", 2)), \"x\", \"y\")")) {
            assertThat(result(kernel.run(code)).propertyNames()).as(code).containsExactlyInAnyOrder(
                    "application/vnd.vegalite.v5+json", "image/svg+xml", "image/png", "text/plain");
        }
        assertThat(kernel.run("bars(measured, \"做法\", \"秒\")").error())
                .startsWith("java.lang.IllegalArgumentException: there is no column '秒'").contains("line 1");
    }

    @Test void aLateThreadsDisplayAppearsUnderItsCellInOrder() throws Exception {
        var cell = kernel.run("""
                gate = new CountDownLatch(1); done = new CountDownLatch(1);
                Thread.ofVirtual().start(() -> {
                    try { gate.await(); } catch (InterruptedException e) { return; }
                    IO.println("before");
                    display("late");
                    IO.println("after");
                    done.countDown();
                });
                """);
        var later = kernel.run("gate.countDown(); done.await(); display(\"later\");");
        assertThat(shown(later, "display_data")).containsExactly("later");
        assertThat(shown(cell.awaitStdout("after"), "display_data")).containsExactly("late");
        assertThat(cell.iopubTypes()).endsWith("status", "stream", "display_data", "stream");
    }

    @Test void anyThreadUpdatesADisplayAlsoAfterItsCellHasEnded() throws Exception {
        var cell = kernel.run("var bar = display(\"0\");");
        var later = kernel.run(
                "Thread.ofPlatform().start(() -> bar.update(html(\"<b>1</b>\"))).join(); bar.update(\"**2**\", \"text/markdown\");");
        cell.await("the last update", () -> shown(cell, "update_display_data").contains("**2**"));
        assertThat(later.iopub("update_display_data")).isEmpty();
        assertThat(Stream.concat(cell.iopub("display_data").stream(), cell.iopub("update_display_data").stream())
                .map(c -> c.path("transient").path("display_id").asString()).distinct()).hasSize(1);
        assertThat(cell.iopub("update_display_data").getLast().path("data").path("text/markdown").asString())
                .isEqualTo("**2**");
    }

    @Test void ofManyUpdatesTheLastIsSeenBeforeTheCellEndsAndMostOthersAreNot() throws Exception {
        var cell = kernel.run("var counter = display(0); for (int i = 1; i <= 20_000; i++) counter.update(i);");
        assertThat(shown(cell, "update_display_data")).endsWith("20000").hasSizeLessThan(2_000);
        assertThat(cell.iopubTypes()).endsWith("update_display_data", "status");
    }

    @Test void manyThreadsUpdateOneDisplay() throws Exception {
        var cell = kernel
                .run("""
                        var progress = display("start");
                        var updating = IntStream.range(0, 8).mapToObj(t -> Thread.ofVirtual().start(() -> { for (int i = 0; i < 1_000; i++) progress.update(t + " " + i); })).toList();
                        for (var t : updating) t.join();
                        progress.update("end");
                        """);
        assertThat(shown(cell, "update_display_data")).endsWith("end").hasSizeLessThan(2_000);
    }

    @Test void whereAnIdIsWantedADisplayIsItsId() throws Exception {
        var cell = kernel.run("""
                String id = display("<b>Countdown:</b> 3", "text/html");
                for (int i = 3; i >= 0; i--) {
                    updateDisplay(id, "<b>Countdown:</b> " + i, "text/html");
                }
                render("<b>Liftoff!</b>", "text/html")
                """);
        assertThat(cell.error()).isEmpty();
        var id = cell.iopub("display_data").getFirst().path("transient").path("display_id").asString();
        var last = cell.iopub("update_display_data").getLast();
        assertThat(last.path("transient").path("display_id").asString()).isEqualTo(id);
        assertThat(last.path("data").path("text/html").asString()).isEqualTo("<b>Countdown:</b> 0");
        assertThat(result(cell).path("text/html").asString()).isEqualTo("<b>Liftoff!</b>");
        assertThat(kernel.run("id").result()).isEqualTo(id);

        var others = kernel.run("""
                Supplier<String> lazily = () -> display(1);
                var ids = new ArrayList<String>(List.of(display(2), lazily.get()));
                ids.add(true ? display(3) : "");
                for (String each : ids) updateDisplay(each, "updated");
                updateDisplay(display(4), "updated");
                ids.stream().map(String::length).toList()
                """);
        assertThat(others.error()).isEmpty();
        assertThat(others.result()).isEqualTo("[36, 36, 36]");
        others.await("four updates",
                () -> shown(others, "update_display_data").equals(List.of("updated", "updated", "updated", "updated")));
    }

    @Test void theNotebooksOwnTypesAreShownAsItWants() throws Exception {
        kernel.run("record Money(int euros) { }\nrenderer(Money.class, m -> html(\"<b>€\" + m.euros() + \"</b>\"));");
        assertThat(result(kernel.run("new Money(3)")).path("text/html").asString()).isEqualTo("<b>€3</b>");
        kernel.run(
                "record Loud(String text) implements Displayable { public Map<String, Object> mimeBundle() { return Map.of(\"text/html\", \"<h1>\" + Html.escape(text) + \"</h1>\"); } }");
        var loud = result(kernel.run("new Loud(\"<hi>\")"));
        assertThat(loud.path("text/html").asString()).isEqualTo("<h1>&lt;hi&gt;</h1>");
        assertThat(loud.path("text/plain").asString()).isEqualTo("Loud[text=<hi>]");
    }

    @Test void theNotebooksOwnMethodsComeFirst() throws Exception {
        kernel.run("String png(Object x) { return \"mine\"; }");
        assertThat(kernel.run("png(1)").result()).isEqualTo("mine");
    }

    @Test void recordsAreReadableAndAListOfThemIsATable() throws Exception {
        kernel.run("record Seat(int row, int[] taken) { }");
        assertThat(kernel.run("new Seat(1, new int[] {2, 3})").result()).isEqualTo("Seat[row=1, taken=[2, 3]]");
        var list = result(kernel.run("List.of(new Seat(1, new int[] {2, 3}))"));
        assertThat(list.path("text/plain").asString()).isEqualTo("[Seat[row=1, taken=[2, 3]]]");
        assertThat(list.path("text/html").asString()).startsWith("<table>").contains(">taken</th>", ">[2, 3]</td>");
    }

    @Test void aResultOf50MegabytesIsCutAndSaysHowMuchIsLeftOut() throws Exception {
        assertThat(kernel.run("\"x\".repeat(50_000_000)").result())
                .isEqualTo("x".repeat(100_000) + "… 49,900,000 more characters");
        assertThat(kernel.run("IntStream.range(0, 10_000_000).toArray()").result()).startsWith("[0, 1, 2, ")
                .endsWith("998, 999, … 9,999,000 more]");
        assertThat(kernel.run("new ArrayList<>(Collections.nCopies(50, \"y\".repeat(1_000_000)))").result())
                .isEqualTo("[" + "y".repeat(99_999) + "… 900,001 more characters, … 49 more]");
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }

    @Test void anEndlessStreamIsShownAndSaidToBeUsedUp() throws Exception {
        assertThat(kernel.run("Stream.iterate(1, i -> i + 1)").result()).startsWith("[1, 2, 3, ")
                .endsWith(", 1000, …]\n(a stream: it was run to show this, and is used up)");
    }

    @Test void whatToStringThrowsIsTheCellsError() throws Exception {
        kernel.run(
                "class Broken { public String toString() { throw new IllegalStateException(\"no text\"); } }\nvar kept = 42;");
        for (var code : List.of("new Broken()", "List.of(1, new Broken())", "display(new Broken())",
                "display(1).update(new Broken())", "table(List.of(new Broken()))")) {
            var cell = kernel.run(code);
            assertThat(cell.error()).as(code).startsWith("java.lang.IllegalStateException: no text").contains("line 1");
            assertThat(cell.status()).isEqualTo("error");
        }
        assertThat(kernel.run("class Deep { public String toString() { return \"\" + this; } }\nnew Deep()").error())
                .startsWith("java.lang.StackOverflowError");
        assertThat(kernel.run("kept").result()).isEqualTo("42");
    }

    @Test void anEndlessToStringIsStopped() throws Exception {
        var cell = kernel.begin(
                "new Object() { public String toString() { IO.println(\"begun\"); while (true) Thread.onSpinWait(); } }")
                .awaitStdout("begun");
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        assertThat(cell.awaitEnd().error()).isEqualTo("stopped");
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }

    @Test void whatIsNoJsonIsTheCellsError() throws Exception {
        assertThat(kernel.run("json(\"{a\")").error())
                .startsWith("java.lang.IllegalArgumentException: not JSON, line 1, column 2");
        assertThat(kernel.run("class Self { public Self me = this; }\njson(new Self())").status()).isEqualTo("error");
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }
}
