package javakernel.engine.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javakernel.engine.javac.Javac;
import javakernel.engine.source.CompileError;
import javakernel.engine.source.Holder;
import javakernel.engine.source.Place;
import javakernel.engine.source.Snippet;
import javakernel.engine.source.Source;
import javakernel.engine.source.SourceMap;
import javakernel.engine.source.Splitter;
import javakernel.engine.source.Undeclared;
import org.jspecify.annotations.Nullable;

/**
 * The text that is compiled for a part of a cell: types of their own, and a class that holds variables, methods, and
 * statements in methods of its own. One for each attempt.
 *
 * <pre>
 * package notebook$;
 * import …
 * class Account { … }
 * public class $In7 {
 *   public static int balance;
 *   public static void pay(int sum) { … }
 *   static Object run$0() throws Throwable { balance = 5; … return balance + 1; }
 * }
 * </pre>
 */
final class UnitSource {
    /** The method with the variables whose types are to be found. */
    static final String TYPES = "types$";

    // characters of a method: the JIT compiles no code of more than 8,000 bytes
    private static final int LONG = 2_000;

    private final String holder;
    private final SourceMap map = new SourceMap();
    private final Set<Integer> checkpoints = new HashSet<>();
    private final Map<Item, Integer> typeLines = new HashMap<>();
    private int runs;

    /** A declaration that is being compiled. */
    static final class Item {
        final Snippet.Declaration snippet;
        final boolean fresh; // of the cell that is being compiled; else an older one, again
        final Map<Snippet.Body, CompileError> stubs = new HashMap<>(); // bodies that do not compile yet, and why
        final List<CompileError> faults = new ArrayList<>();
        boolean absent; // nothing of it compiles yet

        Item(Snippet.Declaration snippet, boolean fresh) {
            this.snippet = snippet;
            this.fresh = fresh;
        }
    }

    /**
     * What javac has found of a variable without a type.
     *
     * @param anonymous null where its type has a name
     */
    record Inferred(String type, @Nullable Anonymous anonymous) {}

    /**
     * An anonymous class, which gets a name so that its members can be used.
     *
     * @param head       what it extends or implements
     * @param parameters of its constructor
     */
    record Anonymous(String head, List<String> parameters, List<String> thrown, Snippet.Span arguments,
            Snippet.Span body) {}

    UnitSource(String holder) {
        this.holder = holder;
    }

    SourceMap map() {
        return map;
    }

    /** The lines before which the statements after the first can be stopped. */
    Set<Integer> checkpoints() {
        return checkpoints;
    }

    /** How many methods there are with statements. */
    int runs() {
        return runs;
    }

    /** The line in which a type begins. */
    int line(Item type) {
        return Objects.requireNonNull(typeLines.get(type), "it is not in this text");
    }

    // ---- what is compiled ----

    /**
     * @param imports lines; those of this cell's own are added as they are
     * @param steps   the variables and statements of the cell, in their order
     * @param types   of the variables that are declared without one, and of older ones
     */
    UnitSource compiled(String imports, List<Snippet.Import> own, List<Item> items, List<Snippet> steps,
            Map<Snippet.Declaration, Inferred> types) {
        head(imports, own, items);
        for (var item : items)
            if (!item.absent && item.snippet instanceof Snippet.Variable v) field(item, v, types.get(v));
        for (var item : items) if (!item.absent && item.snippet instanceof Snippet.Method m) method(item, m);
        steps(steps, types);
        map.add("}\n");
        return this;
    }

    /** The same as far as types need it, with a method that declares the variables whose types are not known. */
    UnitSource analyzed(String imports, List<Snippet.Import> own, List<Item> items, List<Snippet> steps,
            Map<Snippet.Declaration, Inferred> types) {
        head(imports, own, items);
        for (var item : items) if (!item.absent && item.snippet instanceof Snippet.Variable v
                && (v.type() != null || types.containsKey(v)))
            field(item, v, types.get(v));
        for (var item : items) {
            if (item.absent || !(item.snippet instanceof Snippet.Method m) || m.body() == null) continue;
            map.add("public static ").add(withoutModifiers(m, m.modifiers(), m.from(), m.body().from()), m.source(),
                    m.from(), m.body().from(), item).add(" throw null; }\n");
        }
        map.add("static void " + TYPES + "() throws Throwable {\n");
        for (var step : steps) {
            if (step instanceof Snippet.Statement s && s.kind() == Snippet.Kind.BINDING) statement(s);
            if (step instanceof Snippet.Variable v && v.type() == null && !types.containsKey(v)) {
                map.add("var ").add(v.name(), v.source(), v.from(), v);
                if (v.initialiser() != null) map.add(" = ").add(v.source(), v.initialiser().from(), v.initialiser()
                        .to(), v);
                map.add(";\n");
            }
        }
        map.add("}\n}\n");
        return this;
    }

    /** All that stands before the members of the cell's class. */
    private void head(String imports, List<Snippet.Import> own, List<Item> items) {
        map.add("package " + Javac.PACKAGE + ";\n" + imports);
        for (var i : own) map.add(i.source(), i.from(), i.to(), i).add(i.text().endsWith(";") ? "\n" : ";\n");
        items.stream().filter(i -> i.snippet instanceof Snippet.Type && !i.absent).forEach(this::type);
        map.add("public class " + holder + " {\n");
    }

    // ---- declarations ----

    private void type(Item item) {
        var type = (Snippet.Type) item.snippet;
        typeLines.put(item, map.line());
        code(item, type.modifiers(), type.bodies());
        map.add("\n");
    }

    private void method(Item item, Snippet.Method method) {
        map.add("public static ");
        code(item, method.modifiers(), method.body() == null ? List.of() : List.of(method.body()));
        map.add("\n");
    }

    private void code(Item item, List<Snippet.Span> modifiers, List<Snippet.Body> bodies) {
        var snippet = item.snippet;
        var text = withoutModifiers(snippet, modifiers, snippet.from(), snippet.to());
        int done = snippet.from();
        for (var body : bodies.stream().sorted(Comparator.comparing(Snippet.Body::from)).toList()) {
            if (!(item.stubs.get(body) instanceof CompileError fault)) continue;
            map.add(text.substring(done - snippet.from(), body.from() - snippet.from()), snippet.source(), done,
                    body.from(),
                    item);
            map.add("\n").add(Undeclared.thrown(snippet.name(), item.faults), snippet.source(),
                    position(snippet.source(), fault.place()), item).add("\n");
            done = body.to();
        }
        map.add(text.substring(done - snippet.from()), snippet.source(), done, snippet.to(), item);
    }

    private static int position(Source source, Place place) {
        return source.position(place.line()) + place.column();
    }

    private static String withoutModifiers(Snippet snippet, List<Snippet.Span> modifiers, int from, int to) {
        var text = new StringBuilder(snippet.source().text().substring(from, to));
        modifiers.forEach(m -> Splitter.blank(text, m.from() - from, m.to() - from));
        return text.toString();
    }

    private void field(Item item, Snippet.Variable variable, @Nullable Inferred inferred) {
        if (inferred != null && inferred.anonymous() instanceof Anonymous a) named(variable, a);
        map.add("public static " + (variable.isVolatile() ? "volatile " : "")
                + (variable.isConstant() ? "final " : ""));
        if (variable.type() == null || inferred != null) map.add(inferred == null ? "java.lang.Object"
                : inferred.type());
        else map.add(variable.source(), variable.type().from(), variable.type().to(), item).add(variable.dimensions());
        map.add(" ").add(variable.name(), variable.source(), variable.from(), item);
        if (variable.isConstant() && variable.initialiser() instanceof Snippet.Span value)
            map.add(" = ").add(variable.source(), value.from(), value.to(), item);
        map.add(";\n");
    }

    /** How the class of a variable that begins with an anonymous one is called. */
    static String anonymous(String variable) {
        return variable + "$";
    }

    private void named(Snippet.Variable variable, Anonymous anonymous) {
        var name = anonymous(variable.name());
        map.add("public static class " + name + " " + anonymous.head() + " {\n");
        if (!anonymous.parameters().isEmpty()) {
            var parameters = new ArrayList<String>();
            for (var type : anonymous.parameters()) parameters.add(type + " a" + parameters.size());
            var thrown = anonymous.thrown().isEmpty() ? "" : " throws " + String.join(", ", anonymous.thrown());
            map.add(name + "(" + String.join(", ", parameters) + ")" + thrown + " { super("
                    + parameters.stream().map(p -> p.substring(p.lastIndexOf(' ') + 1))
                            .collect(Collectors.joining(", "))
                    + "); }\n");
        }
        map.add(variable.source(), anonymous.body().from(), anonymous.body().to(), variable).add("\n}\n");
    }

    // ---- statements ----

    private void steps(List<Snippet> steps, Map<Snippet.Declaration, Inferred> types) {
        int begun = -1; // where the method begins that is not closed
        boolean returned = false;
        boolean binds = false; // whether the method may have local variables
        for (var step : steps) {
            if (step instanceof Snippet.Variable v && (v.initialiser() == null || v.isConstant())) continue;
            if (begun >= 0 && map.length() - begun > LONG && !binds) {
                map.add("return null;\n}\n");
                begun = -1;
            }
            if (begun < 0) {
                begun = map.length();
                map.add("static java.lang.Object " + Holder.RUN + runs++ + "() throws java.lang.Throwable {\n");
            }
            checkpoints.add(map.line());
            binds |= step instanceof Snippet.Statement s && s.kind() == Snippet.Kind.BINDING;
            switch (step) {
                case Snippet.Variable v -> initialise(v, types.get(v));
                case Snippet.Statement s -> returned = statement(s);
                default -> throw new IllegalArgumentException(step.toString());
            }
        }
        if (begun >= 0) map.add(returned ? "}\n" : "return null;\n}\n");
    }

    private void initialise(Snippet.Variable variable, @Nullable Inferred inferred) {
        var source = variable.source();
        var initialiser = Objects.requireNonNull(variable.initialiser(), "nothing to begin with");
        map.add(variable.name(), source, variable.from(), variable).add(" = ");
        if (inferred != null && inferred.anonymous() instanceof Anonymous a) {
            map.add("new " + anonymous(variable.name())).add(source, a.arguments().from(), a.arguments().to(), variable)
                    .add(";\n");
            return;
        }
        if (variable.isArray()) map.add("new " + (variable.type() == null ? "Object[]" : variable.typeText()) + " ");
        map.add(source, initialiser.from(), initialiser.to(), variable).add(";\n");
    }

    /** Says whether it returns a value. */
    private boolean statement(Snippet.Statement statement) {
        boolean returns = statement.kind() == Snippet.Kind.SHOWN || statement.kind() == Snippet.Kind.SHOWN_CALL;
        map.add(switch (statement.kind()) {
            case CONTROL -> "if (true) { ";
            case VALUE -> "{ java.lang.Object value$ = ";
            case SHOWN, SHOWN_CALL -> "return ";
            case BINDING, EXPRESSION -> "";
        });
        map.add(statement.source(), statement.from(), statement.to(), statement);
        map.add(switch (statement.kind()) {
            case CONTROL -> isClosed(statement) ? " }\n" : "; }\n";
            case BINDING -> isClosed(statement) ? "\n" : ";\n";
            case VALUE -> "; }\n";
            case SHOWN, SHOWN_CALL, EXPRESSION -> ";\n";
        });
        return returns;
    }

    private static boolean isClosed(Snippet.Statement statement) {
        return statement.text().endsWith(";") || statement.text().endsWith("}");
    }
}
