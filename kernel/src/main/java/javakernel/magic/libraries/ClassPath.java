package javakernel.magic.libraries;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javakernel.engine.Engine;
import javakernel.magic.EnvironmentVariables;
import javakernel.magic.Failure;

/**
 * What the notebook has added to its class path. A class that is loaded stays so: a second version of the same jar is
 * refused, and what is added is added whole or not at all. Only the thread that runs the cells uses it.
 */
public final class ClassPath {
    private static final Pattern VERSION = Pattern.compile("-\\d.*\\.jar$");

    private final Engine engine;
    private final Set<Path> entries = new LinkedHashSet<>();
    private final Map<String, Path> files = new HashMap<>(); // jars from this machine, by file name without version
    private final Map<String, Path> downloads = new HashMap<>(); // jars of artifacts, likewise
    private final Map<String, String> artifacts = new HashMap<>(); // versions by Artifacts.Found.key

    public ClassPath(Engine engine) {
        this.engine = engine;
    }

    /** Where the kernel's own classes are; the libraries that only a part of it sees are in folders beside it. */
    public static Path kernel() {
        try {
            return Path.of(ClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Path> entries() {
        return List.copyOf(entries);
    }

    /** For a command's {@code -cp}: these, then what has been added. */
    public String after(Path... first) {
        return Stream.concat(Stream.of(first), entries.stream()).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The versions of the artifacts that are loaded. */
    Map<String, String> artifacts() {
        return Map.copyOf(artifacts);
    }

    /** Adds jars and folders that are not there yet. */
    public void add(List<Path> more) throws Failure {
        var fresh = more.stream().map(p -> p.toAbsolutePath().normalize()).filter(p -> !entries.contains(p)).distinct()
                .toList();
        var named = new HashMap<>(files);
        for (var entry : fresh) {
            checkReadable(entry);
            checkName(entry, named);
            checkName(entry, downloads);
            named.put(name(entry), entry);
        }
        files.putAll(named);
        addAll(fresh);
    }

    /** Adds artifacts that are not there yet. */
    void addArtifacts(List<Artifacts.Found> found) throws Failure {
        for (var artifact : found) {
            var loaded = artifacts.getOrDefault(artifact.key(), artifact.version());
            if (!loaded.equals(artifact.version())) throw conflict(artifact.name(), loaded, artifact.version());
        }
        var fresh = found.stream().filter(a -> !artifacts.containsKey(a.key())).map(Artifacts.Found::file).toList();
        for (var file : fresh) {
            checkReadable(file);
            checkName(file, files); // not the downloads: groups apart may have artifacts of one name
        }
        for (var artifact : found) artifacts.put(artifact.key(), artifact.version());
        for (var file : fresh) downloads.put(name(file), file);
        addAll(fresh);
    }

    /** Two jars whose names differ only in the version. */
    private static void checkName(Path jar, Map<String, Path> loaded) throws Failure {
        var other = loaded.getOrDefault(name(jar), jar).getFileName();
        if (!other.equals(jar.getFileName())) throw conflict(name(jar), other.toString(), jar.getFileName().toString());
    }

    private static String name(Path entry) {
        return VERSION.matcher(entry.getFileName().toString()).replaceFirst("");
    }

    private void addAll(List<Path> fresh) throws Failure {
        if (fresh.isEmpty()) return;
        entries.addAll(fresh);
        engine.addToClassPath(fresh);
        // for child processes that run java
        EnvironmentVariables.set("CLASSPATH", System.getProperty("java.class.path"));
    }

    private static Failure conflict(String name, String loaded, String wanted) {
        return new Failure("VersionConflict", Texts.of("classpath.conflict", name, loaded, wanted),
                Texts.of("classpath.conflict.mend"));
    }

    private static void checkReadable(Path entry) throws Failure {
        if (Files.isDirectory(entry)) return;
        if (!Files.exists(entry))
            throw new Failure("FileNotFound", Texts.of("magic.noFile", entry), Texts.of("magic.nothingLoaded"));
        try (var zip = new ZipFile(entry.toFile())) {
            zip.size();
        } catch (IOException e) {
            throw new Failure("BrokenJar", Texts.of("classpath.broken", entry, Reason.of(e)),
                    Texts.of("magic.nothingLoaded"));
        }
    }
}
