package javakernel.history;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javakernel.history.HistoryFile.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryFileTest {
    private static final Duration LIMIT = Duration.ofMinutes(5); // for what takes no time on an idle machine

    @TempDir Path folder;

    @Test void eachKernelThatWritesIsASessionOfItsOwn() {
        write("one", "two");
        write("three\n四");
        assertThat(read()).containsExactly(new Entry(1, 1, "one"), new Entry(1, 2, "two"), new Entry(2, 1, "three\n四"));
    }

    @Test void kernelsThatWriteAtOnceLoseNothingAndShareNoNumber() throws Exception {
        var kernels = IntStream.range(0, 8)
                .mapToObj(k -> Thread.ofPlatform()
                        .start(() -> write(IntStream.range(0, 50).mapToObj(i -> k + " " + i).toArray(String[]::new))))
                .toList();
        for (var kernel : kernels) kernel.join();
        var bySession = read().stream().collect(Collectors.groupingBy(Entry::session));
        assertThat(bySession).hasSize(8);
        assertThat(bySession.values()).allSatisfy(entries -> {
            assertThat(entries).extracting(Entry::number)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
            assertThat(entries).extracting(e -> e.source().split(" ")[0])
                    .containsOnly(entries.getFirst().source().split(" ")[0]);
        });
    }

    @Test void aFileThatIsBrokenIsReadAsFarAsItCanBeAndWrittenOn() throws Exception {
        Files.writeString(file(),
                "{\"session\":7,\"number\":1,\"source\":\"kept\"}\nnonsense\n\u0000{\"session\":\"8\"}\n[]\n{\"session\":9,\"number\":1,\"sour");
        write("new");
        assertThat(read()).containsExactly(new Entry(7, 1, "kept"), new Entry(8, 1, "new"));
    }

    @Test void aFileThatAnotherProgramHoldsIsLeftAlone() throws Exception {
        write("before");
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE); var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            write("lost");
        }
        assertThat(read()).extracting(Entry::source).containsExactly("before");
        write("after");
        assertThat(read()).extracting(Entry::source).containsExactly("before", "after");
    }

    @Test void whereThereCanBeNoFileNothingIsKept() throws Exception {
        Files.createDirectory(file());
        write("lost");
        assertThat(read()).isEmpty();
        var off = HistoryFile.of(Map.of("JAVA_KERNEL_HISTORY", "off", "JUPYTER_DATA_DIR", folder.toString()));
        off.add(1, "not kept");
        off.close(LIMIT);
        assertThat(off.read()).isEmpty();
        assertThat(folder.resolve("java-history.jsonl")).doesNotExist();
    }

    @Test void itStandsInJupytersFolderOfTheUserUnlessTheEnvironmentNamesAnother() {
        for (var environment : List.of(Map.of("JUPYTER_DATA_DIR", folder.resolve("data").toString()),
                Map.of("JAVA_KERNEL_HISTORY", folder.resolve("data/java-history.jsonl").toString(), "JUPYTER_DATA_DIR",
                        "/nowhere"))) {
            var history = HistoryFile.of(environment);
            history.add(1, "cell");
            history.close(LIMIT);
        }
        assertThat(new HistoryFile(folder.resolve("data/java-history.jsonl")).read()).hasSize(2);
    }

    @Test void nobodyElseMayReadIt() throws Exception {
        write("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @Test void itDoesNotGrowForEver() throws Exception {
        var history = new HistoryFile(file());
        for (int i = 1; i <= 300; i++) history.add(i, i + "x".repeat(30_000));
        history.close(LIMIT);
        assertThat(Files.size(file())).isLessThan(5 << 20);
        assertThat(read().getLast().number()).isEqualTo(300);
        assertThat(read().getFirst().number()).isGreaterThan(1);
        assertThat(Files.readAllLines(file())).allMatch(line -> line.startsWith("{\"") && line.endsWith("}"));
    }

    private Path file() {
        return folder.resolve("history.jsonl");
    }

    private void write(String... sources) {
        var history = new HistoryFile(file());
        for (int i = 0; i < sources.length; i++) history.add(i + 1, sources[i]);
        history.close(LIMIT);
    }

    private List<Entry> read() {
        return new HistoryFile(file()).read();
    }
}
