package javakernel.engine.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.engine.javac.ClassBytes;
import javakernel.engine.source.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * What cells have imported, and what they need not import. Names of the kernel's own yield to the reader's. For one
 * thread; any may read {@link #own}.
 */
public final class Imports {
    private final ClassLoader classPath;
    // what the kernel imports where it is used, by simple name
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> members = new HashMap<>();
    private volatile List<Snippet.Import> own = List.of();

    /**
     * @param names     what the kernel gives
     * @param classPath finds what the reader imports
     */
    public Imports(GivenNames names, ClassLoader classPath) {
        this.classPath = classPath;
        Stream.concat(preferences().stream(), names.types().stream().map(Class::getName))
                .forEach(name -> types.put(name.substring(name.lastIndexOf('.') + 1), name));
        // it and what it names need not be loaded for their names
        var model = ClassBytes.READ.parse(bytes(names.members()));
        var open = Stream.concat(model.methods().stream().filter(m -> isOpen(m.flags()))
                .map(m -> m.methodName().stringValue()),
                model.fields().stream().filter(f -> isOpen(f.flags())).map(f -> f.fieldName().stringValue()));
        open.forEach(name -> members.put(name, names.members().getName() + "." + name));
    }

    private static byte[] bytes(Class<?> type) {
        try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOpen(AccessFlags flags) {
        return flags.has(AccessFlag.PUBLIC) && flags.has(AccessFlag.STATIC);
    }

    private static List<String> preferences() {
        return Stream.of("AbstractPreferences", "BackingStoreException", "InvalidPreferencesFormatException",
                "NodeChangeEvent", "NodeChangeListener",
                "PreferenceChangeEvent", "PreferenceChangeListener", "Preferences", "PreferencesFactory")
                .map("java.util.prefs."::concat).toList();
    }

    /** These and more, and without those that would hide a type that a cell declares. */
    static List<Snippet.Import> joined(List<Snippet.Import> older, List<Snippet.Import> newer,
            Collection<String> declared) {
        var all = new ArrayList<Snippet.Import>();
        for (var i : older) {
            boolean again = newer.stream().anyMatch(n -> isSame(n, i) || !n.onDemand() && !n.isStatic() && !i.isStatic()
                    && n.name().equals(i.name()));
            if (!again && (i.isStatic() || i.onDemand() || !declared.contains(i.name()))) all.add(i);
        }
        for (var n : newer) if (all.stream().noneMatch(i -> isSame(n, i))) all.add(n);
        return List.copyOf(all);
    }

    private static boolean isSame(Snippet.Import a, Snippet.Import b) {
        return a.isStatic() == b.isStatic() && a.isModule() == b.isModule() && a.qualifier().equals(b.qualifier())
                && a.name().equals(b.name());
    }

    List<Snippet.Import> own() {
        return own;
    }

    void set(List<Snippet.Import> imports) {
        own = imports;
    }

    /** As lines of source code. */
    static String text(List<Snippet.Import> imports) {
        return imports.stream().map(Imports::text).collect(Collectors.joining());
    }

    private static String text(Snippet.Import i) {
        return "import " + (i.isModule() ? "module " + i.qualifier() : (i.isStatic() ? "static " : "") + i.qualifier()
                + "." + i.name()) + ";\n";
    }

    /** What every cell sees by itself of those {@code names}. */
    String given(Set<String> names, List<Snippet.Import> imports) {
        var lines = new StringBuilder();
        for (var name : names) {
            boolean type = types.containsKey(name);
            if (!type && !members.containsKey(name) || imports.stream().anyMatch(i -> provides(i, name))) continue;
            if (type) lines.append("import ").append(types.get(name)).append(";\n");
            if (members.containsKey(name)) lines.append("import static ").append(members.get(name)).append(";\n");
        }
        return lines.toString();
    }

    private boolean provides(Snippet.Import i, String name) {
        if (!i.onDemand()) return i.name().equals(name);
        if (i.isModule()) return packages(i.qualifier(), new HashSet<>()).anyMatch(p -> exists(p + "." + name));
        if (!i.isStatic()) return exists(i.qualifier() + "." + name) || exists(i.qualifier() + "$" + name);
        var type = find(i.qualifier());
        return type != null && (exists(i.qualifier() + "$" + name)
                || Stream.<Member>concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getFields()))
                        .anyMatch(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals(name)));
    }

    private static Stream<String> packages(String module, Set<String> seen) {
        if (!seen.add(module)) return Stream.empty();
        return ModuleLayer.boot().findModule(module)
                .map(m -> Stream.concat(m.getDescriptor().exports().stream().filter(e -> !e.isQualified())
                        .map(ModuleDescriptor.Exports::source),
                        m.getDescriptor().requires().stream().filter(r -> r.modifiers()
                                .contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                                .flatMap(r -> packages(r.name(), seen))))
                .orElse(Stream.empty());
    }

    private boolean exists(String name) {
        return find(name) != null;
    }

    private @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, classPath);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
