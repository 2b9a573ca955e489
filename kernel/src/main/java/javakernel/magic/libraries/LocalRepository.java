package javakernel.magic.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.Version;

/**
 * Coordinates of the artifacts that have been downloaded before. A POM
 * {@code group/with/slashes/artifact/version/artifact-version.pom} tells that one is there.
 */
public final class LocalRepository {
    private static final GenericVersionScheme VERSIONS = new GenericVersionScheme();

    private LocalRepository() {}

    /** Coordinates, or the next part of them, that continue {@code begun}. */
    public static List<String> complete(Path repository, String begun) {
        var parts = begun.split(":", -1);
        var group = repository.resolve(parts[0].replace('.', '/')).normalize();
        if (!group.startsWith(repository)) return List.of();
        try {
            return switch (parts.length) {
                case 1 -> groups(repository, parts[0]);
                case 2 -> names(group, parts[1]).filter(a -> isArtifact(group.resolve(a)))
                        .map(a -> parts[0] + ":" + a + ":").toList();
                case 3 -> versions(group.resolve(parts[1])).filter(v -> v.startsWith(parts[2]))
                        .map(v -> parts[0] + ":" + parts[1] + ":" + v).toList();
                default -> List.of();
            };
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Descends while only one way leads on. */
    private static List<String> groups(Path repository, String begun) throws IOException {
        int dot = begun.lastIndexOf('.') + 1;
        var folder = repository.resolve(begun.substring(0, dot).replace('.', '/'));
        var found = new ArrayList<String>();
        for (var name : names(folder, begun.substring(dot)).toList()) {
            var child = folder.resolve(name);
            var inside = names(child, "").toList();
            if (inside.stream().anyMatch(a -> isArtifact(child.resolve(a))))
                found.add(begun.substring(0, dot) + name + ":");
            if (inside.stream().anyMatch(a -> !isArtifact(child.resolve(a)) && !isArtifact(child)))
                found.add(begun.substring(0, dot) + name + ".");
        }
        return found.size() == 1 && found.getFirst().endsWith(".") ? groups(repository, found.getFirst()) : found;
    }

    private static boolean isArtifact(Path folder) {
        try {
            return versions(folder).findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Newest first. */
    private static Stream<String> versions(Path artifact) throws IOException {
        return names(artifact, "")
                .filter(v -> Files.exists(artifact.resolve(v).resolve(artifact.getFileName() + "-" + v + ".pom")))
                .sorted(Comparator.comparing(LocalRepository::version).reversed());
    }

    private static Version version(String text) {
        try {
            return VERSIONS.parseVersion(text);
        } catch (InvalidVersionSpecificationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Stream<String> names(Path folder, String begun) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isDirectory).map(f -> f.getFileName().toString())
                    .filter(n -> n.startsWith(begun)).sorted().toList().stream();
        }
    }
}
