package javakernel.magic.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LocalRepositoryTest {
    @TempDir Path repository;

    private void add(String version) throws IOException {
        var folder = Files.createDirectories(repository.resolve("org/example/thing").resolve(version));
        Files.writeString(folder.resolve("thing-" + version + ".pom"), "");
    }

    @Test void versionsComeNewestFirstAsMavenOrdersThem() throws IOException {
        for (var version : new String[] {"1.9", "1.0-rc1", "2.0-SNAPSHOT", "1.0", "1.10", "1.0-alpha-2", "2.0"})
            add(version);
        assertThat(LocalRepository.complete(repository, "org.example:thing:"))
                .extracting(c -> c.substring(c.lastIndexOf(':') + 1))
                .containsExactly("2.0", "2.0-SNAPSHOT", "1.10", "1.9", "1.0", "1.0-rc1", "1.0-alpha-2");
    }
}
