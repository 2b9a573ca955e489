package javakernel.engine.help;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileVisitOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import javakernel.base.KernelCode;

/**
 * The names of packages and of the types in them, read from the index of the JDK and of jars: no class is loaded or
 * read for it. For one thread.
 */
final class Packages {
    private static final Map<String, ModuleDescriptor> MODULES = ModuleFinder.ofSystem().findAll().stream()
            .map(ModuleReference::descriptor)
            .collect(Collectors.toMap(ModuleDescriptor::name, m -> m));
    /** Of each package of the JDK that all may use, the module. */
    private static final Map<String, String> EXPORTED = MODULES.values().stream()
            .flatMap(m -> m.exports().stream().filter(e -> !e.isQualified()).map(e -> Map.entry(e.source(), m.name())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final ClassFiles files;
    private final Map<String, List<String>> types = new HashMap<>(); // the JDK's packages do not change
    private final Map<Path, Set<String>> onClassPath = new HashMap<>(); // jars are taken not to change

    Packages(ClassFiles files) {
        this.files = files;
    }

    Collection<String> modules() {
        return MODULES.keySet();
    }

    /** What {@code import module} brings: the packages of the module, and of those it requires for all. */
    Set<String> exportedBy(String module) {
        var found = new TreeSet<String>();
        var descriptor = MODULES.get(module);
        if (descriptor == null) return found;
        descriptor.exports().stream().filter(e -> !e.isQualified()).map(ModuleDescriptor.Exports::source)
                .forEach(found::add);
        descriptor.requires().stream()
                .filter(r -> r.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                .forEach(r -> found.addAll(exportedBy(r.name())));
        return found;
    }

    /**
     * The next part of the names of all packages that are within {@code parent}, which is empty for all there are; the
     * kernel's own are nobody's business.
     */
    Set<String> within(String parent) {
        var prefix = parent.isEmpty() ? "" : parent + ".";
        return Stream.concat(EXPORTED.keySet().stream(), files.classPath().stream()
                .flatMap(p -> onClassPath.computeIfAbsent(p, Packages::read).stream()))
                .filter(p -> p.startsWith(prefix) && p.length() > prefix.length() && !KernelCode.is(p + "."))
                .map(p -> p.substring(prefix.length()).replaceFirst("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> read(Path entry) {
        try {
            if (java.nio.file.Files.isRegularFile(entry)) {
                try (var jar = new JarFile(entry.toFile())) {
                    return jar.stream().map(e -> e.getName()).filter(Packages::isClass).map(Packages::packageOf)
                            .collect(Collectors.toSet());
                }
            }
            if (!java.nio.file.Files.isDirectory(entry)) return Set.of();
            try (var all =
                    java.nio.file.Files.find(entry, 20, (file, a) -> isClass(file.toString()),
                            EnumSet.noneOf(FileVisitOption.class).toArray(FileVisitOption[]::new))) {
                return all.map(f -> packageOf(entry.relativize(f).toString().replace('\\', '/')))
                        .collect(Collectors.toSet());
            }
        } catch (IOException e) {
            return Set.of(); // what cannot be read has nothing to offer
        }
    }

    private static boolean isClass(String file) {
        return file.endsWith(".class") && !file.startsWith("META-INF");
    }

    private static String packageOf(String file) {
        return file.substring(0, Math.max(0, file.lastIndexOf('/'))).replace('/', '.');
    }

    /** The simple names of the types in a package, those included that only the package itself may use. */
    List<String> types(String packageName) throws IOException {
        var module = EXPORTED.get(packageName);
        if (module == null) return list(StandardLocation.CLASS_PATH, packageName);
        var known = types.get(packageName);
        if (known == null) types.put(packageName,
                known = list(files.getLocationForModule(StandardLocation.SYSTEM_MODULES, module), packageName));
        return known;
    }

    private List<String> list(JavaFileManager.Location location, String packageName) throws IOException {
        var found = new TreeSet<String>();
        for (var file : files.list(location, packageName, Set.of(JavaFileObject.Kind.CLASS), false)) {
            var name = files.inferBinaryName(location, file);
            var simple = name.substring(name.lastIndexOf('.') + 1);
            if (!simple.contains("$") && !simple.contains("-")) found.add(simple);
        }
        return List.copyOf(found);
    }
}
