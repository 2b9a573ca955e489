package javakernel.magic.cells;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javakernel.engine.Engine;
import javakernel.engine.Settings;
import javakernel.engine.compile.GivenNames;
import javakernel.engine.threads.Stop;
import javakernel.magic.libraries.LocalRepository;
import javakernel.notebook.Notebook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the magics say to those who write them. */
class HelpTest {
    static Magics magics;

    @BeforeAll static void make() {
        var stop = new Stop();
        var settings = Settings.of(Map.of());
        magics = new Magics(new Engine(stop, settings, cell -> {}, new GivenNames(Notebook.class, List.of())), stop,
                settings);
    }

    @Test void namesAreCompleted() {
        assertThat(matches("%tim")).containsExactly("%time", "%timeit");
        assertThat(matches("int a = 1;\n%%tim")).containsExactly("%%time", "%%timeit", "%%timeline");
        assertThat(matches("%")).contains("%maven", "%%sh").doesNotContain("!");
        assertThat(magics.complete("  %lsm", 6)).hasValueSatisfying(c -> {
            assertThat(c.start()).isEqualTo(2);
            assertThat(c.end()).isEqualTo(6);
            assertThat(c.matches()).containsExactly(new Magics.Match("%lsmagic", "lists the magics"));
        });
    }

    @Test void javaIsLeftToJava() {
        assertThat(magics.complete("int a = b\n    %ti", 17)).isEmpty();
        assertThat(magics.complete("%time Math.ma", 13)).isEmpty();
        assertThat(magics.complete("%lsmagic\nMath.ma", 16)).isEmpty();
        assertThat(magics.complete("%timeit -n 10 -r 3 Math.ma", 26)).isEmpty();
    }

    @Test void fileNamesAreCompleted(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("one.jar"));
        Files.createDirectory(folder.resolve("other"));
        Files.createFile(folder.resolve("two.jar"));
        var begun = "%jars x.jar " + folder + "/o";
        assertThat(matches(begun)).containsExactly(folder + "/one.jar", folder + "/other/");
        assertThat(magics.complete(begun, begun.length()).orElseThrow().start()).isEqualTo("%jars x.jar ".length());
    }

    @Test void coordinatesInTheLocalRepositoryAreCompleted(@TempDir Path repository) throws Exception {
        for (var artifact : List.of("com/google/code/gson/gson/2.9.0/gson-2.9.0.pom",
                "com/google/code/gson/gson/2.10.1/gson-2.10.1.pom",
                "com/google/code/gson/gson-parent/2.10.1/gson-parent-2.10.1.pom",
                "com/google/guava/guava/33.0/guava-33.0.pom", "junit/junit/4.13/junit-4.13.pom")) {
            Files.createDirectories(repository.resolve(artifact).getParent());
            Files.createFile(repository.resolve(artifact));
        }
        assertThat(LocalRepository.complete(repository, "")).containsExactly("com.", "junit:");
        assertThat(LocalRepository.complete(repository, "com.goo")).containsExactly("com.google.code.",
                "com.google.guava:");
        assertThat(LocalRepository.complete(repository, "com.google.code.")).containsExactly("com.google.code.gson:");
        assertThat(LocalRepository.complete(repository, "com.google.code.gson:gs"))
                .containsExactly("com.google.code.gson:gson:", "com.google.code.gson:gson-parent:");
        assertThat(LocalRepository.complete(repository, "com.google.code.gson:gson:"))
                .containsExactly("com.google.code.gson:gson:2.10.1", "com.google.code.gson:gson:2.9.0");
        assertThat(LocalRepository.complete(repository, "org.none:")).isEmpty();
        assertThat(LocalRepository.complete(repository, "../..")).isEmpty();
    }

    @Test void theMagicAtTheCursorIsFound() {
        assertThat(magics.at("int a;\n%maven x:y:1", 10))
                .hasValueSatisfying(m -> assertThat(m.names()).contains("%maven"));
        assertThat(magics.at("%time Math.max(1, 2)", 12)).isEmpty();
        assertThat(magics.at("int a;", 3)).isEmpty();
    }

    @Test void whatIsNoJavaIsBlanked() {
        assertThat(magics.java("int a;\n%maven x:y:1\nint b;")).isEqualTo("int a;\n;           \nint b;");
        assertThat(magics.java("%time a + b")).isEqualTo(";     a + b");
        assertThat(magics.java("%%time\na + b")).isEqualTo("      \na + b");
        assertThat(magics.java("%%sh\nls\n")).isEqualTo("    \n  \n");
    }

    private static List<String> matches(String code) {
        return magics.complete(code, code.length()).orElseThrow().matches().stream().map(Magics.Match::text).toList();
    }
}
