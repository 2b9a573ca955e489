package javakernel.magic;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javakernel.base.Texts;

/**
 * The folder in which the magics work: the notebook's, until {@code %cd} chooses another. Java's own relative paths
 * always start in the notebook's, for a JVM cannot change its folder. Thread-safe.
 */
public final class Folder {
    private volatile Path current = Path.of("").toAbsolutePath();

    public Path current() {
        return current;
    }

    /** Goes to {@code name}, {@code ~} being the user's home. */
    public void change(String name) throws Failure, IOException {
        var target = existing(name);
        if (!Files.isDirectory(target))
            throw new Failure("NotAFolder", Texts.of("cd.noFolder", target), Texts.of("magic.pwd"));
        current = target.toRealPath();
    }

    /** The path of that name, which need not exist. */
    public Path resolve(String name) {
        var home = System.getProperty("user.home");
        return current.resolve(name.equals("~") ? home : name.startsWith("~/") ? home + name.substring(1) : name)
                .normalize();
    }

    public Path existing(String name) throws Failure {
        var path = resolve(name);
        if (!Files.exists(path))
            throw new Failure("FileNotFound", Texts.of("magic.noFile", path), Texts.of("magic.pwd"));
        return path;
    }

    /**
     * The paths that match: {@code *} and {@code ?} stand for parts of a name; what ends with a slash, for all in that
     * folder.
     */
    public List<Path> matching(String pattern) throws Failure, IOException {
        if (pattern.endsWith("/")) pattern += "*";
        var parts = pattern.split("/");
        int literal = 0;
        while (literal < parts.length && !parts[literal].matches(".*[*?].*")) literal++;
        var found = List.of(resolve(literal == parts.length ? pattern
                : String.join("/", List.of(parts).subList(0, literal)) + (literal == 0 ? "" : "/")));
        for (var part : List.of(parts).subList(literal, parts.length))
            found = children(found, part.replaceAll("([\\[\\]{}\\\\])", "\\\\$1"));
        found = found.stream().filter(Files::exists).toList();
        if (found.isEmpty()) throw new Failure("FileNotFound", Texts.of("jars.nothing", pattern),
                Texts.of("magic.pwd") + " " + Texts.of("magic.nothingLoaded"));
        return found;
    }

    private static List<Path> children(List<Path> folders, String glob) throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) continue;
            try (var children = Files.newDirectoryStream(folder, glob)) {
                children.forEach(found::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        found.sort(null);
        return found;
    }

    /** File names that continue {@code begun}, folders with a slash at their end. */
    public List<String> complete(String begun) {
        int slash = begun.lastIndexOf('/') + 1;
        var folder = resolve(begun.substring(0, slash));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(begun.substring(slash)))
                    .filter(f -> slash < begun.length() || !f.getFileName().toString().startsWith("."))
                    .map(f -> begun.substring(0, slash) + f.getFileName() + (Files.isDirectory(f) ? "/" : "")).sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
