package kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import kernel.engine.Engine;

/**
 * What the notebook has added to its class path. A class that is loaded stays so: a second version of the same jar is refused, and what
 * is added is added whole or not at all. Only the thread that runs the cells uses it.
 */
final class ClassPath {
    private static final Pattern VERSIONED = Pattern.compile("(.+?)-(\\d[^/\\\\]*)\\.jar");

    private final Engine engine;
    private final Set<Path> entries = new LinkedHashSet<>();
    private final Map<String, Path> jars = new HashMap<>();             // by file name without version
    private final Map<String, String> artifacts = new LinkedHashMap<>();      // versions by Artifacts.Found.key

    ClassPath(Engine engine) {
        this.engine = engine;
    }

    List<Path> entries() {
        return List.copyOf(entries);
    }

    /** The versions of the artifacts that are loaded. */
    Map<String, String> artifacts() {
        return Map.copyOf(artifacts);
    }

    /** Adds jars and folders that are not there yet. */
    void add(List<Path> more) throws Failure {
        var fresh = more.stream().map(p -> p.toAbsolutePath().normalize()).filter(p -> !entries.contains(p)).distinct().toList();
        var named = new HashMap<>(jars);
        for (var entry : fresh) {
            checkReadable(entry);
            var versioned = VERSIONED.matcher(entry.getFileName().toString());
            if (!versioned.matches()) continue;
            var other = named.put(versioned.group(1), entry);
            if (other != null && !other.getFileName().equals(entry.getFileName())) {
                throw conflict(versioned.group(1), other.getFileName().toString(), entry.getFileName().toString());
            }
        }
        jars.putAll(named);
        addAll(fresh);
    }

    /** Adds artifacts that are not there yet. */
    void addArtifacts(List<Artifacts.Found> found) throws Failure {
        var fresh = new ArrayList<Path>();
        for (var artifact : found) {
            var loaded = artifacts.get(artifact.key());
            if (loaded == null) {
                fresh.add(artifact.file());
            } else if (!loaded.equals(artifact.version())) {
                throw conflict(artifact.name(), loaded, artifact.version());
            }
        }
        for (var file : fresh) checkReadable(file);
        for (var artifact : found) artifacts.put(artifact.key(), artifact.version());
        for (var file : fresh) {
            var versioned = VERSIONED.matcher(file.getFileName().toString());
            if (versioned.matches()) jars.putIfAbsent(versioned.group(1), file);
        }
        addAll(fresh.stream().filter(f -> !entries.contains(f)).toList());
    }

    private void addAll(List<Path> fresh) throws Failure {
        entries.addAll(fresh);
        engine.addToClassPath(fresh);
        if (!fresh.isEmpty()) Environment.set("CLASSPATH", System.getProperty("java.class.path"));     // for child processes that run java
    }

    private static Failure conflict(String name, String loaded, String wanted) {
        return new Failure("VersionConflict", name + " is loaded already as " + loaded + "; " + wanted + " cannot be loaded beside it",
                "Go on with what is loaded, or restart the kernel to load the other. Nothing was loaded.");
    }

    private static void checkReadable(Path entry) throws Failure {
        if (Files.isDirectory(entry)) return;
        if (!Files.exists(entry)) throw new Failure("FileNotFound", "there is no " + entry, "Nothing was loaded.");
        try (var zip = new ZipFile(entry.toFile())) {
            zip.size();
        } catch (IOException e) {
            throw new Failure("BrokenJar", entry + " is no jar that can be read: " + e.getMessage(), "Nothing was loaded.");
        }
    }
}
