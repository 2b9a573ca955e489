package javakernel.notebooks;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Notebooks run in one folder, in any order: what one writes into {@code programs} is not what another reads there. */
class OneFolderTest {
    private static final Pattern PROGRAM = Pattern.compile("^%%javac (?:\\S+ )*(\\w+)\\.java");
    private static final Pattern FILE = Pattern.compile("\"programs\", \"([^\"]+)\"|new Relay\\(\"([^\"]+)\"\\)");

    @Test void eachProgramAndEachFileBesideItBelongsToOneNotebook() throws IOException {
        Map<String, Set<String>> writers = new TreeMap<>(); // notebooks by name
        for (var notebook : Notebook.files()) {
            for (var code : new Notebook(notebook).codes().values()) {
                names(code).forEach(name -> writers.computeIfAbsent(name, n -> new TreeSet<>()).add(notebook));
            }
        }
        assertThat(writers).containsKeys("Dance", "work.lock", "letters")
                .allSatisfy((name, notebooks) -> assertThat(notebooks).as(name).hasSize(1));
    }

    private static Stream<String> names(String code) {
        return Stream.concat(PROGRAM.matcher(code).results().map(m -> m.group(1)),
                FILE.matcher(code).results().map(m -> m.group(1) == null ? m.group(2) : m.group(1)));
    }
}
