package javakernel.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However much is printed, the cell's end arrives. What a front end bears arrives whole and in order; of more than that
 * it gets the first and the last lines, and a file has all of it.
 */
class FloodTest {
    private static final String HEAP = """
            import java.lang.management.ManagementFactory;
            long heap() {
                System.gc();
                return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
            }
            """;
    private static final int MAX_GROWTH_MB = 64;

    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
        kernel.run(HEAP);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void everyOneOf200000LinesArrivesInOrder() throws Exception {
        var cell = kernel.run("for (int i = 0; i < 200_000; i++) IO.println(i);");
        assertThat(cell.stdout()).isEqualTo(numbers(0, 200_000));
        assertThat(cell.iopub("stream")).as("printed together, sent together").hasSizeLessThan(2_000);
        assertThat(file(cell)).doesNotExist();
    }

    @Test void ofAMillionLinesTheFirstAndTheLastAreShownAndAFileHasAll() throws Exception {
        long heap = heap();
        var cell = kernel.run("for (int i = 0; i < 1_000_000; i++) IO.println(i);");
        assertThat(cell.status()).isEqualTo("ok");
        assertThat(cell.stdout()).isEqualTo(numbers(0, 250_000));
        assertThat(note(cell)).isEqualTo("… 749,980 of 1,000,000 lines are left out here; all are in output/"
                + file(cell).getFileName() + ". The last:\n\n" + numbers(999_980, 1_000_000));
        assertThat(file(cell)).hasContent(numbers(0, 1_000_000));
        assertThat(cell.iopubTypes()).startsWith("status", "execute_input", "stream").endsWith("update_display_data",
                "status");
        assertThat(heap()).isLessThan(heap + MAX_GROWTH_MB);
    }

    @Test void aGigabyteWithoutALineEndIsCutToo() throws Exception {
        long heap = heap();
        var cell = kernel.run(
                "var kilobyte = \"0123456789abcdef\".repeat(64);\nfor (int i = 0; i < 1 << 20; i++) IO.print(kilobyte);");
        assertThat(cell.status()).isEqualTo("ok");
        assertThat(cell.stdout()).hasSizeBetween(2_500_000, 3_000_000).matches("(0123456789abcdef)*+");
        assertThat(cell.iopub("stream")).as("no message too large for a server")
                .allMatch(m -> m.path("text").asString().length() < 1 << 20);
        assertThat(note(cell)).contains(" of 1,073,741,824 characters are left out here")
                .endsWith("The last:\n\n" + "0123456789abcdef".repeat(250));
        assertThat(file(cell)).hasSize(1 << 30);
        assertThat(heap()).isLessThan(heap + MAX_GROWTH_MB);
        Files.delete(file(cell));
    }

    @Test void allBytesOfAFloodThatAreWrittenAtOnceAreKept() throws Exception {
        var cell = kernel.run("System.out.write(\"中文\".repeat(5_000_000).getBytes(), 0, 30_000_000);");
        assertThat(cell.stdout()).matches("(中文)*+");
        assertThat(file(cell)).hasSize(30_000_000).content().matches("(中文)*+");
    }

    @Test void theReaderSeesThatAFloodGoesOnAndWhereItGoes() throws Exception {
        var cell =
                kernel.begin("for (int i = 0; i < 300_000; i++) IO.println(i);\nIO.readln();\nIO.println(\"last\");");
        cell.await("a question", cell::asksForInput);
        cell.await("a note", () -> note(cell).contains(" so far are left out here; all are in output/"));
        kernel.answer(cell, "");
        assertThat(note(cell.awaitEnd())).contains("… 49,981 of 300,001 lines are left out here;")
                .endsWith("\n299999\nlast\n");
    }

    @Test void lateOutputBeyondTheLimitIsNotedUnderItsCell() throws Exception {
        var cell = kernel.run("""
                var gate = new CountDownLatch(1);
                var late = Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 300_000; i++) IO.println(i);
                    try {
                        gate.await();
                    } catch (InterruptedException e) { }
                    IO.println("late");
                });
                """);
        cell.await("all but the last line", () -> note(cell).contains("… 49,980 of 300,000 lines are left out here;"));
        assertThat(kernel.run("gate.countDown(); late.join();").stdout()).isEmpty();
        cell.await("the last line",
                () -> note(cell).contains("… 49,981 of 300,001 lines") && note(cell).endsWith("\n299999\nlate\n"));
        assertThat(file(cell)).hasContent(numbers(0, 300_000) + "late\n");
    }

    @Test void aFloodThatChangesBetweenStdoutAndStderrKeepsItsOrderInTheFile() throws Exception {
        var cell = kernel.run("for (int i = 0; i < 100_000; i++) (i % 2 == 0 ? System.out : System.err).println(i);");
        assertThat(cell.iopub("stream")).hasSize(1_000);
        assertThat(cell.stderr()).endsWith("\n999\n");
        assertThat(note(cell)).contains("… 98,980 of 100,000 lines").endsWith(numbers(99_980, 100_000));
        assertThat(file(cell)).hasContent(numbers(0, 100_000));
    }

    @Test void linesOfThreadsAndThenOfAChildAreWholeInTheFile() throws Exception {
        var cell = kernel.run("""
                var writers = IntStream.range(0, 4).mapToObj(t -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 100_000; i++) (t == 0 ? System.err : System.out).println(t + " " + i);
                })).toList();
                for (var w : writers) w.join();
                new ProcessBuilder("seq", "-f", "child %.0f", "0", "99999").inheritIO().start().waitFor();
                """);
        var byWriter = Files.readAllLines(file(cell)).stream().map(l -> l.split(" "))
                .collect(Collectors.groupingBy(l -> l[0], Collectors.mapping(l -> l[1], Collectors.toList())));
        var expected = IntStream.range(0, 100_000).mapToObj(String::valueOf).toList();
        assertThat(byWriter).containsOnlyKeys("0", "1", "2", "3", "child")
                .allSatisfy((writer, lines) -> assertThat(lines).isEqualTo(expected));
        assertThat(note(cell)).contains(" of 500,000 lines are left out here; ");
    }

    @Test void anInterruptedThreadsFloodIsInTheFileToo() throws Exception {
        var cell = kernel.run(
                "Thread.currentThread().interrupt();\nfor (int i = 0; i < 400_000; i++) IO.println(i);\nThread.interrupted()");
        assertThat(cell.result()).isEqualTo("true");
        assertThat(file(cell)).hasContent(numbers(0, 400_000));
    }

    @Test void anEndlessFloodIsStopped() throws Exception {
        var cell = kernel.begin("while (true) IO.println(\"again\");");
        cell.await("a note", () -> !note(cell).isEmpty());
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
        assertThat(cell.awaitEnd().status()).isEqualTo("error");
        assertThat(note(cell)).startsWith("… ").contains(" lines are left out here; all are in output/");
        assertThat(kernel.run("1 + 1").result()).isEqualTo("2");
    }

    @Test void whereNoFileCanBeWrittenTheNoteSaysSo(@TempDir Path blocked) throws Exception {
        Files.writeString(blocked.resolve("output"), "a file of the reader's");
        try (var other = KernelProcess.start(blocked)) {
            var cell = other.run("for (int i = 0; i < 300_000; i++) IO.println(i);");
            assertThat(cell.status()).isEqualTo("ok");
            assertThat(note(cell))
                    .startsWith("… 49,980 of 300,000 lines are left out here; they cannot be kept in a file: ")
                    .endsWith("\n299999\n");
        }
        assertThat(blocked.resolve("output")).hasContent("a file of the reader's");
    }

    @Test void theResultStandsBelowTheLastLines() throws Exception {
        var cell = kernel.run("for (int i = 0; i < 300_000; i++) IO.println(i);\n\"result\"");
        assertThat(cell.result()).isEqualTo("result");
        assertThat(cell.iopubTypes().indexOf("display_data")).isLessThan(cell.iopubTypes().indexOf("execute_result"));
    }

    @Test void theFolderOfFilesDoesNotGrowForEver() throws Exception {
        Run cell = null;
        for (int i = 0; i < 25; i++)
            cell = kernel.run("for (int i = 0; i < 1_001; i++) (i % 2 == 0 ? System.out : System.err).println(i);");
        assertThat(folder.resolve("output").toFile().list()).hasSizeLessThanOrEqualTo(20)
                .contains(file(cell).getFileName().toString());
    }

    @Test void linesOfFourThreadsAreNeitherTornNorLost() throws Exception {
        var cell = kernel.run("""
                var threads = IntStream.range(0, 4).mapToObj(t -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 20_000; i++) IO.println(t + " " + i);
                })).toList();
                for (var t : threads) t.join();
                """);
        var byThread = cell.stdout().lines().map(l -> l.split(" "))
                .collect(Collectors.groupingBy(l -> l[0], Collectors.mapping(l -> l[1], Collectors.toList())));
        var expected = IntStream.range(0, 20_000).mapToObj(String::valueOf).toList();
        assertThat(byThread).containsOnlyKeys("0", "1", "2", "3")
                .allSatisfy((thread, lines) -> assertThat(lines).isEqualTo(expected));
    }

    @Test void charactersOfAChildThatAreCutByTheSystemAreWhole() throws Exception {
        var cell = kernel
                .run("""
                        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 3000 ]; do printf '\\\\344\\\\270'; printf '\\\\255'; i=$((i+1)); done").inheritIO().start().waitFor();
                        """);
        assertThat(cell.stdout()).isEqualTo("中".repeat(3000));
    }

    @Test void aFloodOfAChildArrives() throws Exception {
        var cell = kernel.run("new ProcessBuilder(\"seq\", \"0\", \"199999\").inheritIO().start().waitFor();");
        assertThat(cell.stdout()).isEqualTo(numbers(0, 200_000));
    }

    @Test void theFirstLineIsSeenWhileTheCellStillRuns() throws Exception {
        var cell = kernel.begin("IO.println(\"first\"); IO.readln();");
        cell.awaitStdout("first\n").await("a question", cell::asksForInput);
        assertThat(cell.ended()).isFalse();
        kernel.answer(cell, "");
        cell.awaitEnd();
    }

    /** The file with all output of {@code cell}. */
    private static Path file(Run cell) {
        return folder.resolve("output/kernel%d-In%d.txt".formatted(kernel.process().pid(),
                cell.reply().path("execution_count").asInt()));
    }

    /** What the note below {@code cell} says now; empty when there is none. */
    private static String note(Run cell) {
        return Stream.of("update_display_data", "display_data").map(cell::iopub).filter(m -> !m.isEmpty()).findFirst()
                .map(m -> m.getLast().path("data").path("text/plain").asString()).orElse("");
    }

    /** In MB, after a collection. */
    private static long heap() throws InterruptedException {
        return Long.parseLong(kernel.run("heap()").result());
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }
}
