package kernel.process;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** However much is printed, all of it arrives, whole and in order, and so does the cell's end. */
class FloodTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void everyOneOf200000LinesArrivesInOrder() throws Exception {
        var cell = kernel.run("for (int i = 0; i < 200_000; i++) IO.println(i);");
        assertThat(cell.stdout()).isEqualTo(numbers(0, 200_000));
        assertThat(cell.iopub("stream")).as("printed together, sent together").hasSizeLessThan(2_000);
    }

    @Test void linesOfFourThreadsAreNeitherTornNorLost() throws Exception {
        var cell = kernel.run("""
                var threads = IntStream.range(0, 4).mapToObj(t -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 20_000; i++) IO.println(t + " " + i);
                })).toList();
                for (var t : threads) t.join();
                """);
        var byThread = cell.stdout().lines().map(l -> l.split(" ")).collect(Collectors.groupingBy(l -> l[0], Collectors.mapping(l -> l[1], Collectors.toList())));
        var expected = IntStream.range(0, 20_000).mapToObj(String::valueOf).toList();
        assertThat(byThread).containsOnlyKeys("0", "1", "2", "3").allSatisfy((thread, lines) -> assertThat(lines).isEqualTo(expected));
    }

    @Test void charactersOfAChildThatAreCutByTheSystemAreWhole() throws Exception {
        var cell = kernel.run("""
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

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }
}
