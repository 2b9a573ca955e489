package javakernel.engine.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.engine.javac.ClassBytes;
import javakernel.engine.javac.Javac;
import javakernel.engine.load.Linker;
import javakernel.engine.load.LoadedUnit;
import javakernel.engine.source.CompileError;
import javakernel.engine.source.Holder;
import javakernel.engine.source.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * What the notebook has declared until now and is in force. Used by the thread that compiles; what help asks, by any.
 */
public final class Declarations {
    /**
     * A type. {@code faults}: why some of its methods cannot be used yet. {@code line}: of its unit's text, in which it
     * begins.
     */
    record Type(Snippet.Type snippet, LoadedUnit unit, int line, List<CompileError> faults) {}

    /**
     * A method; {@code descriptor} is its type, {@code signature} that with type arguments.
     *
     * @param unit null while it is compiled: until then nobody asks for it
     */
    record Method(Snippet.Method snippet, @Nullable LoadedUnit unit, String descriptor, String signature,
            List<CompileError> faults) {
        @Override public LoadedUnit unit() {
            return Objects.requireNonNull(unit, "it is not loaded yet");
        }

        /** What distinguishes it from others of its name. */
        String parameters() {
            return descriptor.substring(0, descriptor.indexOf(')') + 1);
        }

        public String key() {
            return snippet.name() + descriptor;
        }

        /**
         * Whether an older one is the same to the reader: its parameters are written in the same way, or are the same.
         */
        boolean replaces(Method old) {
            return old.parameters().equals(parameters())
                    || Declarations.key(old.snippet).equals(Declarations.key(snippet));
        }
    }

    /**
     * A variable.
     *
     * @param unit      that holds it; null while it is compiled: until then nobody asks for it
     * @param type      as source code; {@code inferred} where it has none of its own
     * @param signature its type with type arguments
     * @param constant  its value where that is known to the compiler, else null
     */
    public record Variable(Snippet.Variable snippet, @Nullable LoadedUnit unit, UnitSource.@Nullable Inferred inferred,
            String descriptor,
            String signature,
            @Nullable Object constant) {
        @Override public LoadedUnit unit() {
            return Objects.requireNonNull(unit, "it is not loaded yet");
        }

        public String type() {
            return inferred == null ? snippet.typeText() : inferred.type();
        }
    }

    /** A declaration that does not compile before others are made. */
    record Waiting(Snippet.Declaration snippet, List<CompileError> faults) {}

    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, Map<String, Method>> methods = new HashMap<>(); // by name and types of parameters
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    // as the compiler sees them, until something in them changes
    private final Map<LoadedUnit, byte[]> holders = new WeakHashMap<>();
    // by name; methods with their parameters
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    public @Nullable Type type(String name) {
        return types.get(name);
    }

    public @Nullable Variable variable(String name) {
        return variables.get(name);
    }

    public Collection<Variable> variables() {
        return variables.values();
    }

    Collection<Type> types() {
        return types.values();
    }

    Collection<Method> methods(String name) {
        return methods.getOrDefault(name, Map.of()).values();
    }

    Stream<Method> methods() {
        return methods.values().stream().flatMap(m -> m.values().stream());
    }

    Collection<Waiting> waiting() {
        return waiting.values();
    }

    /** What is wrong with a declaration, if it is in force or waits. */
    public List<CompileError> faults(Snippet.Declaration snippet) {
        var waits = waiting.get(key(snippet));
        if (waits != null) return waits.faults();
        return switch (snippet) {
            case Snippet.Type t -> types.get(t.name()) instanceof Type known ? known.faults() : List.of();
            case Snippet.Method m -> methods(m.name()).stream().filter(o -> key(o.snippet()).equals(key(m))).findFirst()
                    .map(Method::faults).orElse(List.of());
            case Snippet.Variable _ -> List.of();
        };
    }

    boolean declares(String name) {
        return types.containsKey(name) || variables.containsKey(name) || methods.containsKey(name);
    }

    // ---- changes ----

    synchronized void put(Type type) {
        types.put(type.snippet().name(), type);
        waiting.remove(key(type.snippet()));
    }

    synchronized void put(Variable variable) {
        changed(variables.put(variable.snippet().name(), variable));
        holders.remove(variable.unit());
        waiting.remove(key(variable.snippet()));
    }

    /** Returns the one that it replaces, null for none. */
    synchronized @Nullable Method put(Method method) {
        waiting.remove(key(method.snippet()));
        holders.remove(method.unit());
        var overloads = methods.computeIfAbsent(method.snippet().name(), n -> new LinkedHashMap<>());
        var old = overloads.values().stream().filter(method::replaces).findFirst().orElse(null);
        if (old != null) overloads.remove(old.parameters());
        overloads.put(method.parameters(), method);
        if (old != null) holders.remove(old.unit());
        return old;
    }

    private void changed(@Nullable Variable old) {
        if (old != null) holders.remove(old.unit());
    }

    /** It is not in force any more, and waits. */
    synchronized void put(Waiting declaration) {
        waiting.put(key(declaration.snippet()), declaration);
        switch (declaration.snippet()) {
            case Snippet.Type t -> types.remove(t.name());
            case Snippet.Variable v -> changed(variables.remove(v.name()));
            case Snippet.Method m -> {
                var overloads = methods.get(m.name());
                if (overloads == null) return;
                overloads.values().stream().filter(o -> key(o.snippet()).equals(key(m)))
                        .forEach(o -> holders.remove(o.unit()));
                overloads.values().removeIf(o -> key(o.snippet()).equals(key(m)));
                if (overloads.isEmpty()) methods.remove(m.name());
            }
        }
    }

    /** What of two declarations only one can be in force. */
    public static String key(Snippet.Declaration snippet) {
        return switch (snippet) {
            case Snippet.Type t -> "type " + t.name();
            case Snippet.Variable v -> "variable " + v.name();
            case Snippet.Method m -> "method " + m.name() + "(" + m.parameters() + ")";
        };
    }

    // ---- what the compiler sees ----

    /** The imports of what cells have declared, for code that uses variables and methods of these names. */
    String imports(Set<String> ofVariables, Set<String> ofMethods) {
        var holders = new LinkedHashSet<String>();
        for (var name : ofVariables) {
            if (variables.get(name) instanceof Variable v) holders.add(v.unit().holder() + "." + name);
        }
        for (var name : ofMethods) {
            for (var method : methods(name)) holders.add(method.unit().holder() + "." + name);
        }
        return holders.stream().map(h -> "import static " + Javac.PACKAGE + "." + h + ";\n")
                .collect(Collectors.joining());
    }

    /** The classes that code with these names may need, as the compiler reads them, by their names with the package. */
    synchronized Map<String, byte[]> classes(Set<String> names) {
        var found = new HashMap<String, byte[]>();
        var left = new ArrayList<Found>();
        for (var name : names) {
            if (types.get(name) instanceof Type t) left.add(new Found(name, t.unit()));
            if (variables.get(name) instanceof Variable v) left.add(new Found(v.unit().holder(), v.unit()));
            for (var method : methods(name)) left.add(new Found(method.unit().holder(), method.unit()));
        }
        var seen = new HashSet<Found>();
        while (!left.isEmpty()) {
            var next = left.removeLast();
            if (!seen.add(next)) continue;
            next.unit().classes().forEach((name, bytes) -> {
                if (!next.unit().outermost(name).equals(next.name())) return;
                var visible = name.equals(next.unit().holder()) ? declarations(next.unit()) : bytes;
                found.put(Javac.PACKAGE + "." + name, visible);
                for (var reference : ClassBytes.references(visible)) referenced(reference, next.unit())
                        .ifPresent(left::add);
            });
        }
        return found;
    }

    // ---- what help asks: any thread ----

    /** Of each name the holders of what it names; of a type the package. */
    synchronized Map<String, List<String>> owners() {
        var owners = new HashMap<String, List<String>>();
        types.keySet().forEach(name -> owners.computeIfAbsent(name, n -> new ArrayList<>()).add(Javac.PACKAGE));
        Stream.concat(variables.values().stream().map(v -> Map.entry(v.snippet().name(), v.unit())), methods()
                .map(m -> Map.entry(m.snippet().name(), m.unit()))).forEach(e -> {
                    var known = owners.computeIfAbsent(e.getKey(), n -> new ArrayList<>());
                    var owner = Javac.PACKAGE + "." + e.getValue().holder();
                    if (!known.contains(owner)) known.add(owner);
                });
        return owners;
    }

    /** All classes. */
    synchronized Map<String, byte[]> classes() {
        return classes(owners().keySet());
    }

    /** All that is in force under this name. */
    synchronized List<Snippet.Declaration> named(String name) {
        var found = new ArrayList<Snippet.Declaration>();
        if (types.get(name) instanceof Type t) found.add(t.snippet());
        if (variables.get(name) instanceof Variable v) found.add(v.snippet());
        methods(name).forEach(m -> found.add(m.snippet()));
        return found;
    }

    private record Found(String name, LoadedUnit unit) {}

    /** The latest class of this name; a holder only for the classes that are inside it. */
    private Optional<Found> referenced(String name, LoadedUnit from) {
        var own = from.unitOf(name);
        if (own == null) return Optional.empty();
        var outermost = own.outermost(name);
        if (Holder.isName(outermost)) return name.equals(outermost) ? Optional.empty()
                : Optional.of(new Found(outermost, own));
        return Optional.ofNullable(types.get(outermost)).map(t -> new Found(outermost, t.unit()));
    }

    private byte[] declarations(LoadedUnit unit) {
        return holders.computeIfAbsent(unit, this::filtered);
    }

    private byte[] filtered(LoadedUnit unit) {
        Predicate<String> held = name -> variables.get(name) instanceof Variable v && v.unit() == unit;
        Predicate<String> isFinal = name -> variables.get(name) instanceof Variable v && v.snippet().isFinal();
        Predicate<String> declared = key -> methods(key.substring(0, key.indexOf('('))).stream()
                .anyMatch(m -> m.unit() == unit
                        && key.equals(m.key()));
        return Linker.declarations(ClassBytes.of(unit.holder(), unit.classes()), held, isFinal,
                key -> declared.test(key.replace(Javac.PACKAGE + "/", "")));
    }
}
