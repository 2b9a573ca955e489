package javakernel.engine.compile;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.lang.classfile.ClassModel;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.engine.compile.Declarations.Method;
import javakernel.engine.compile.Declarations.Type;
import javakernel.engine.compile.Declarations.Variable;
import javakernel.engine.compile.Declarations.Waiting;
import javakernel.engine.compile.UnitSource.Inferred;
import javakernel.engine.compile.UnitSource.Item;
import javakernel.engine.javac.ClassBytes;
import javakernel.engine.javac.Javac;
import javakernel.engine.javac.TypeText;
import javakernel.engine.load.Linker;
import javakernel.engine.load.LoadedUnit;
import javakernel.engine.load.LoadedUnits;
import javakernel.engine.load.NotebookLoader;
import javakernel.engine.source.CompileError;
import javakernel.engine.source.Holder;
import javakernel.engine.source.Lexed;
import javakernel.engine.source.LineTable;
import javakernel.engine.source.Snippet;
import javakernel.engine.source.Source;
import javakernel.engine.source.SourceMap;
import javakernel.engine.source.Splitter;
import javakernel.engine.source.Undeclared;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a part of a cell, with those older declarations for which it changes what they mean or which waited for it.
 * What does not compile in a declaration alone, because something is not declared yet, is left out of it. Changes
 * nothing until {@link #commit}. One for each part; used by the thread that compiles.
 */
public final class Compilation {
    private static final int ATTEMPTS = 100;

    private final Javac javac;
    private final Declarations declarations;
    private final Imports imports;
    private final Set<String> failed;
    private final String holder;
    private final List<Snippet> steps = new ArrayList<>();
    private final List<Snippet.Import> own;
    private final List<Snippet.Import> allImports;
    private final Map<String, Item> items = new LinkedHashMap<>(); // by what they declare
    private final Map<Snippet.Declaration, Inferred> inferred = new HashMap<>();
    private List<CompileError> faults = List.of();
    private UnitSource source;
    private Map<String, byte[]> classes = Map.of(); // by the names they have to the JVM
    private Map<String, String> moved = Map.of();
    private Set<String> kept = Set.of(); // types that mean what they meant
    private Set<String> changed = Set.of(); // names of types that are others now
    private final List<Method> methods = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();

    /**
     * @param holder how its class is called
     * @param failed types whose initialisers have failed: they are made anew even where nothing has changed
     */
    public Compilation(Javac javac, Declarations declarations, Imports imports, Set<String> failed, String holder,
            List<Snippet> snippets, boolean retryAll) {
        this.javac = javac;
        this.declarations = declarations;
        this.imports = imports;
        this.failed = failed;
        this.holder = holder;
        source = new UnitSource(holder);
        own = snippets.stream().filter(Snippet.Import.class::isInstance).map(Snippet.Import.class::cast).toList();
        for (var snippet : snippets) {
            if (snippet instanceof Snippet.Declaration d) add(new Item(d, true));
            if (snippet instanceof Snippet.Variable || snippet instanceof Snippet.Statement) steps.add(snippet);
        }
        addOverloads();
        addWaiting(retryAll || !own.isEmpty());
        allImports = Imports.joined(imports.own(), own, items.values().stream()
                .filter(i -> i.snippet instanceof Snippet.Type).map(i -> i.snippet.name()).toList());
    }

    private void add(Item item) {
        items.put(Declarations.key(item.snippet), item);
    }

    /** A class that has a method sees none of the same name that is imported: all overloads are in one. */
    private void addOverloads() {
        for (var item : List.copyOf(items.values())) {
            if (!(item.snippet instanceof Snippet.Method m)) continue;
            for (var old : declarations.methods(m.name())) items.putIfAbsent(Declarations.key(old.snippet()),
                    new Item(old.snippet(), false));
        }
    }

    /** What waits for something that is declared here. */
    private void addWaiting(boolean all) {
        for (boolean more = true; more;) {
            more = false;
            var names = items.values().stream().map(i -> i.snippet.name()).collect(Collectors.toSet());
            for (var waiting : waiting()) {
                if (items.containsKey(Declarations.key(waiting.snippet())) || !all && !waitsFor(waiting, names))
                    continue;
                add(new Item(waiting.snippet(), false));
                more = true;
            }
        }
    }

    private List<Waiting> waiting() {
        var waiting = new ArrayList<>(declarations.waiting());
        declarations.types().stream().filter(t -> !t.faults().isEmpty())
                .forEach(t -> waiting.add(new Waiting(t.snippet(), t.faults())));
        declarations.methods().filter(m -> !m.faults().isEmpty())
                .forEach(m -> waiting.add(new Waiting(m.snippet(), m.faults())));
        return waiting;
    }

    private static boolean waitsFor(Waiting waiting, Set<String> names) {
        boolean onlyMissing = waiting.faults().stream().allMatch(Undeclared::isMissing);
        return onlyMissing ? waiting.faults().stream().anyMatch(f -> Snippet.names(f.symbol()).stream()
                .anyMatch(names::contains))
                : waiting.snippet().names().stream().anyMatch(names::contains);
    }

    // ---- attempts ----

    /** Returns what is wrong with the cell; nothing where it has compiled. */
    public List<CompileError> compile() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var untyped = infer();
            source = new UnitSource(holder).compiled(importText(), own, List.copyOf(items.values()), steps, inferred);
            var compiled = javac.compile(source.map().toString(), declarations.classes(names()));
            if (!untyped.isEmpty()) return withOthers(untyped, compiled.errors());
            if (!compiled.errors().isEmpty()) {
                if (!repaired(compiled.errors())) return faults;
                continue;
            }
            classes = compiled.classes();
            read();
            if (!addDependents()) return List.of();
        }
        throw new IllegalStateException("no end of what changes");
    }

    /** Compiles a loop over the code from {@code from} to {@code to}, all of which is local to it. */
    public List<CompileError> compileLoop(Source code, int from, int to) {
        boolean value =
                !steps.isEmpty() && steps.getLast() instanceof Snippet.Statement s && s.kind() != Snippet.Kind.CONTROL
                        && s.kind() != Snippet.Kind.BINDING;
        var withValue = value ? compiledLoop(
                TimedLoop.loop(head(), holder, code, from, steps.getLast().from(), steps.getLast().to(), to,
                        true))
                : List.<CompileError>of();
        if (value && withValue.isEmpty()) return List.of();
        // void, or no expression
        var without = compiledLoop(TimedLoop.loop(head(), holder, code, from, to, to, to, false));
        return without.isEmpty() || !value ? without : withValue;
    }

    private String head() {
        items.clear(); // they are the loop's
        return "package " + Javac.PACKAGE + ";\n" + importText();
    }

    private List<CompileError> compiledLoop(UnitSource loop) {
        source = loop;
        var compiled = javac.compile(loop.map().toString(), declarations.classes(names()));
        if (!compiled.errors().isEmpty()) return compiled.errors().stream().map(e -> Splitter.fault(loop.map(), e))
                .toList();
        classes = compiled.classes();
        moved = Map.of();
        kept = Set.of();
        return List.of();
    }

    public String holder() {
        return holder;
    }

    /** Whether the one expression is true or false. */
    public boolean isCondition() {
        var found = new ArrayList<Diagnostic<? extends JavaFileObject>>();
        var code = steps.getFirst();
        javac.analyze("package " + Javac.PACKAGE + ";\n" + importText() + "class " + holder
                + " { boolean is() throws Throwable { return " + code.text() + "\n; } }",
                declarations.classes(names()), (task, unit) -> null, found);
        return found.isEmpty();
    }

    /** All names that occur in it. */
    private Set<String> names() {
        var names = new HashSet<String>();
        items.values().forEach(i -> names.addAll(i.snippet.names()));
        steps.forEach(s -> names.addAll(s.names()));
        inferred.values().forEach(i -> names.addAll(Snippet.names(i.type())));
        return names;
    }

    private String importText() {
        var names = names();
        var declared = items.values().stream().filter(i -> !i.absent).map(i -> i.snippet.name())
                .collect(Collectors.toSet());
        var variables = new HashSet<>(names);
        var methods = new HashSet<>(names);
        for (var item : items.values()) {
            if (item.snippet instanceof Snippet.Variable v) variables.remove(v.name());
            if (item.snippet instanceof Snippet.Method m) methods.remove(m.name());
        }
        var text = new StringBuilder("import module java.base;\n").append(Undeclared.IMPORT);
        text.append(Imports.text(allImports.stream().filter(i -> !own.contains(i)).toList()));
        text.append(declarations.imports(variables, methods));
        var given = new HashSet<>(names);
        given.removeIf(n -> declared.contains(n) || declarations.declares(n));
        text.append(imports.given(given, allImports));
        // the types of this unit are beside the class that holds its variables and methods
        var inTypes = new HashSet<String>();
        items.values().stream().filter(i -> i.snippet instanceof Snippet.Type)
                .forEach(i -> inTypes.addAll(i.snippet.names()));
        items.values().stream().filter(i -> !i.absent && !(i.snippet instanceof Snippet.Type)
                && inTypes.contains(i.snippet.name())).map(i -> i.snippet.name()).distinct()
                .forEach(n -> text.append("import static " + Javac.PACKAGE + "." + holder + "." + n + ";\n"));
        return text.toString();
    }

    /** Leaves out what does not compile yet. Returns false where the cell is wrong. */
    private boolean repaired(List<Diagnostic<? extends JavaFileObject>> errors) {
        var wrong = new ArrayList<CompileError>();
        var told = new ArrayList<CompileError>();
        for (var error : errors) {
            var fault = Splitter.fault(source.map(), error);
            var of = error.getPosition() == Diagnostic.NOPOS ? null : source.map().at((int) error.getStartPosition());
            told.add(fault);
            boolean left = of != null && switch (of.of()) {
                case Item item -> leftOut(item, fault, of.sourcePosition((int) error.getPosition()));
                case Snippet.Statement s -> withoutValue(s, error);
                case null, default -> false;
            };
            if (!left) wrong.add(fault);
        }
        if (wrong.isEmpty()) return true;
        // it may be the reason of what is wrong
        var left = items.values().stream().filter(i -> i.fresh).flatMap(i -> i.faults.stream());
        faults = Stream.concat(left, told.stream().filter(f -> wrong.contains(f) || isOfCell(f))).distinct()
                .sorted(Comparator.comparing(f -> f.place().line())).toList();
        return false;
    }

    private boolean isOfCell(CompileError fault) {
        return steps.stream().anyMatch(s -> s.source().name().equals(fault.place().source())) || items.values().stream()
                .anyMatch(i -> i.fresh && i.snippet.source().name().equals(fault.place().source()));
    }

    /** A method that gives no value, called by what stands last, is a statement. */
    private boolean withoutValue(Snippet.Statement statement, Diagnostic<?> error) {
        if (statement.kind() != Snippet.Kind.SHOWN_CALL || !error.getCode()
                .startsWith("compiler.err.prob.found.req"))
            return false;
        var segment = source.map().at((int) error.getStartPosition());
        if (segment.at() != error.getStartPosition()) return false;
        steps.replaceAll(
                s -> s == statement ? new Snippet.Statement(statement.source(), statement.from(), statement.to(),
                        Snippet.Kind.EXPRESSION) : s);
        return true;
    }

    private boolean leftOut(Item item, CompileError fault, int position) {
        boolean missing = Undeclared.isMissing(fault) && !isMember(item.snippet.source(), position);
        boolean repairable = !item.fresh || missing && !(item.snippet instanceof Snippet.Variable v
                && v.initialiser() != null);
        if (!repairable) return false;
        item.faults.add(fault);
        var bodies = switch (item.snippet) {
            case Snippet.Type t -> t.bodies();
            case Snippet.Method m when m.body() != null -> List.of(m.body());
            default -> List.<Snippet.Body>of();
        };
        var body = bodies.stream().filter(b -> b.from() <= position && position < b.to() && !b.isConstructor())
                .findFirst();
        body.ifPresentOrElse(b -> item.stubs.putIfAbsent(b, fault), () -> item.absent = true);
        return true;
    }

    /** Whether the name there follows a dot: a member of something that is known, which no later cell declares. */
    private static boolean isMember(Source source, int position) {
        int at = position - 1;
        if (source.text().charAt(position) == '.') return true;
        while (at >= 0 && Character.isWhitespace(source.text().charAt(at))) at--;
        return at >= 0 && source.text().charAt(at) == '.';
    }

    // ---- variables without a type ----

    /** What is wrong with variables that have no type, and with all else. */
    private List<CompileError> withOthers(List<CompileError> untyped,
            List<Diagnostic<? extends JavaFileObject>> errors) {
        var others = errors.stream().filter(d -> !(d.getPosition() != Diagnostic.NOPOS
                && source.map().at((int) d.getStartPosition()).of() instanceof Snippet.Variable v
                && v.type() == null && !inferred.containsKey(v))).map(d -> Splitter.fault(source.map(), d));
        return Stream.concat(untyped.stream(), others).distinct()
                .sorted(Comparator.comparing(f -> f.place().line())).toList();
    }

    /** Returns what is wrong with the variables whose types cannot be found. */
    private List<CompileError> infer() {
        var wrong = List.<CompileError>of();
        for (int known = -1; known < inferred.size();) {
            known = inferred.size();
            var left = steps.stream().filter(s -> s instanceof Snippet.Variable v && v.type() == null
                    && !inferred.containsKey(v)).toList();
            if (left.isEmpty()) return List.of();
            var text = new UnitSource(holder).analyzed(importText(), own, List.copyOf(items.values()), steps, inferred);
            var found = new ArrayList<Diagnostic<? extends JavaFileObject>>();
            javac.analyze(text.map().toString(), declarations.classes(names()), (task, unit) -> {
                new Types(task, unit, text.map()).scan(unit, null);
                return null;
            }, found);
            wrong = found.stream().filter(d -> d.getPosition() != Diagnostic.NOPOS
                    && text.map().at((int) d.getStartPosition()).of() instanceof Snippet.Variable v && left.contains(v)
                    && !inferred.containsKey(v))
                    .map(d -> Splitter.fault(text.map(), d)).toList();
        }
        return wrong;
    }

    /** Reads the types from the method that declares the variables. */
    private final class Types extends TreePathScanner<Void, Void> {
        private final Trees trees;
        private final CompilationUnitTree unit;
        private final SourceMap map;
        private final Map<String, Snippet.Variable> wanted = new HashMap<>();

        Types(JavacTask task, CompilationUnitTree unit, SourceMap map) {
            trees = Trees.instance(task);
            this.unit = unit;
            this.map = map;
            for (var step : steps) if (step instanceof Snippet.Variable v && v.type() == null) wanted.put(v.name(), v);
        }

        @Override public Void visitClass(ClassTree tree, Void nothing) {
            return tree.getSimpleName().contentEquals(holder) ? super.visitClass(tree, nothing) : null;
        }

        @Override public Void visitMethod(MethodTree tree, Void nothing) {
            if (!tree.getName().contentEquals(UnitSource.TYPES)) return null;
            for (var statement : tree.getBody().getStatements()) {
                if (statement instanceof VariableTree v) variable(v,
                        new TreePath(new TreePath(getCurrentPath(), tree.getBody()), v));
            }
            return null;
        }

        private void variable(VariableTree tree, TreePath path) {
            var type = trees.getElement(path).asType();
            if (!(wanted.get(tree.getName().toString()) instanceof Snippet.Variable snippet)) return;
            if (type instanceof DeclaredType declared && ((TypeElement) declared.asElement())
                    .getNestingKind() == NestingKind.ANONYMOUS
                    && tree.getInitializer() instanceof NewClassTree made && made.getClassBody() != null) {
                inferred.put(snippet, new Inferred(Javac.PACKAGE + "." + holder + "."
                        + UnitSource.anonymous(snippet.name()),
                        anonymous(made, (TypeElement) declared.asElement(), snippet)));
            } else if (!TypeText.of(type).isEmpty()) {
                inferred.put(snippet, new Inferred(TypeText.of(type), null));
            }
        }

        private UnitSource.Anonymous anonymous(NewClassTree tree, TypeElement element, Snippet.Variable snippet) {
            var head = element.getInterfaces().isEmpty() ? "extends " + TypeText.of(element.getSuperclass())
                    : "implements " + TypeText.of(element.getInterfaces().getFirst());
            var constructor = (ExecutableElement) element.getEnclosedElements().stream()
                    .filter(e -> e.getKind() == ElementKind.CONSTRUCTOR).findFirst().orElseThrow();
            var code = Lexed.of(snippet.source().text().substring(0, snippet.to())).code();
            int identifier = map.end((int) trees.getSourcePositions().getEndPosition(unit, tree.getIdentifier()));
            int open = code.indexOf('(', identifier);
            int close = open;
            for (int depth = 0; close < code.length(); close++) {
                if ("([{".indexOf(code.charAt(close)) >= 0) depth++;
                if (")]}".indexOf(code.charAt(close)) >= 0 && --depth == 0) break;
            }
            int end = map.end((int) trees.getSourcePositions().getEndPosition(unit, tree)) - 1;
            return new UnitSource.Anonymous(head, constructor.getParameters().stream().map(p -> TypeText.of(p.asType()))
                    .toList(),
                    constructor.getThrownTypes().stream().map(TypeText::of).toList(), new Snippet.Span(open, close + 1),
                    new Snippet.Span(code.indexOf('{', close) + 1, end));
        }
    }

    // ---- what has changed ----

    private void read() {
        methods.clear();
        variables.clear();
        moved = new HashMap<>();
        var model = ClassBytes.READ.parse(ClassBytes.renamed(ClassBytes.of(holder, classes)));
        readVariables(model);
        kept = kept();
        changed = items.values().stream().filter(i -> !i.absent && i.snippet instanceof Snippet.Type
                && !kept.contains(i.snippet.name()) && declarations.type(i.snippet.name()) != null)
                .map(i -> i.snippet.name()).collect(Collectors.toSet());
        items.values().stream().filter(i -> i.absent && i.snippet instanceof Snippet.Type
                && declarations.type(i.snippet.name()) != null).forEach(i -> changed.add(i.snippet.name()));
        var bySignature = new ArrayList<>(model.methods().stream()
                .filter(m -> m.flags().has(AccessFlag.PUBLIC) && m.flags().has(AccessFlag.STATIC) && !m.flags()
                        .has(AccessFlag.SYNTHETIC))
                .toList());
        for (var item : items.values()) { // javac writes them in the order of the text
            if (item.absent || !(item.snippet instanceof Snippet.Method m)) continue;
            var method = bySignature.removeFirst();
            methods.add(new Method(m, null, method.methodType().stringValue(), Linker.signature(method),
                    List.copyOf(item.faults)));
        }
    }

    private void readVariables(ClassModel model) {
        for (var field : model.fields()) {
            var name = field.fieldName().stringValue();
            if (!(items.get("variable " + name) instanceof Item item) || item.absent) continue;
            var snippet = (Snippet.Variable) item.snippet;
            var old = declarations.variable(name);
            var type = inferred.get(snippet);
            variables.add(new Variable(snippet, null, type, field.fieldType().stringValue(), Linker.signature(field),
                    Linker.constant(field)));
            // as long as it is not known which types are kept
            if (old != null && old.descriptor().equals(field.fieldType().stringValue()) && old.snippet()
                    .isVolatile() == snippet.isVolatile() && Objects.equals(old.constant(),
                            Linker.constant(field)))
                moved.put(name, old.unit().holder());
        }
    }

    /** The types that mean what they meant before: the same code that names the same classes. */
    private Set<String> kept() {
        var same = new HashSet<String>();
        for (var item : items.values()) {
            if (item.snippet instanceof Snippet.Type t && !item.absent
                    && declarations.type(t.name()) instanceof Type old
                    && !failed.contains(t.name()) && isSame(item, old))
                same.add(t.name());
        }
        while (same.removeIf(name -> !refersToTheSame(name, same)) | movedWith(same)) {}
        return same;
    }

    /** A variable is another where its type is. Says whether that is news. */
    private boolean movedWith(Set<String> same) {
        return moved.keySet().removeIf(name -> ownTypes(variable(name).descriptor())
                .anyMatch(t -> items.containsKey("type " + t) && !same.contains(t)));
    }

    private Variable variable(String name) {
        return variables.stream().filter(v -> v.snippet().name().equals(name)).findFirst().orElseThrow();
    }

    private static Stream<String> ownTypes(String descriptor) {
        var element = descriptor.replaceFirst("^\\[+", "");
        return element.startsWith("L") && Linker.isNotebooks(element)
                ? Stream.of(element.substring(1, element.length() - 1).replaceFirst("(?<=.)\\$.*", ""),
                        element.substring(1, element.length() - 1)).distinct()
                : Stream.empty();
    }

    private boolean isSame(Item item, Type old) {
        var newer = classesOf(item.snippet.name(), classes.keySet());
        if (!newer.equals(classesOf(item.snippet.name(), old.unit().classes().keySet()))) return false;
        return newer.stream().allMatch(name -> Arrays.equals(
                Linker.normalized(ClassBytes.renamed(ClassBytes.of(name, classes)), holder, moved,
                        source.line(item)),
                Linker.normalized(ClassBytes.renamed(ClassBytes.of(name, old.unit().classes())), old.unit().holder(),
                        old.unit()
                                .moved(),
                        old.line())));
    }

    private static Set<String> classesOf(String type, Set<String> classes) {
        return classes.stream().filter(c -> c.equals(type) || c.startsWith(type + "$")).collect(Collectors.toSet());
    }

    private boolean refersToTheSame(String type, Set<String> same) {
        if (!(declarations.type(type) instanceof Type older)) return false;
        var old = older.unit();
        return classesOf(type, classes.keySet()).stream()
                .flatMap(c -> ClassBytes.references(ClassBytes.of(c, classes)).stream())
                .allMatch(name -> {
                    var outermost = outermost(name);
                    if (Holder.isName(outermost)) return true;
                    if (items.containsKey("type " + outermost)) return same.contains(outermost);
                    return declarations.type(outermost) instanceof Type t && old.unitOf(name) == t.unit();
                });
    }

    private String outermost(String name) {
        return ClassBytes.outermost(name,
                outer -> classes.containsKey(outer) || declarations.type(outer) != null || Holder.isName(outer));
    }

    /** Takes up older declarations for which something has changed that they name. Says whether there are such. */
    private boolean addDependents() {
        var names = new HashSet<>(changed);
        for (var method : methods) {
            for (var old : declarations.methods(method.snippet().name())) {
                if (method.replaces(old) && !old.signature().equals(method.signature())) names.add(method.snippet()
                        .name());
            }
        }
        for (var v : variables) {
            if (declarations.variable(v.snippet().name()) instanceof Variable old
                    && !moved.containsKey(v.snippet().name()))
                names.add(old.snippet().name());
        }
        for (var item : items.values()) if (item.absent && !item.fresh
                && declarations.declares(item.snippet.name()))
            names.add(item.snippet.name());
        if (names.isEmpty()) return false;
        int before = items.size();
        for (var type : List.copyOf(declarations.types())) {
            if (items.containsKey(Declarations.key(type.snippet()))) continue;
            var references = type.unit().references(type.snippet().name());
            if (references.stream().anyMatch(changed::contains) || mentions(type.snippet(), changed)
                    || references.stream().anyMatch(Holder::isName) && mentions(type.snippet(), names)) {
                addOlder(type.snippet());
            }
        }
        declarations.methods().filter(m -> mentions(m.snippet(), names) || changed.stream()
                .anyMatch(c -> m.descriptor().contains("L" + c + ";"))).toList().forEach(m -> addOlder(m.snippet()));
        for (var v : declarations.variables()) {
            if (ownTypes(v.descriptor()).anyMatch(changed::contains) && addOlder(v.snippet())
                    && v.inferred() != null)
                inferred.put(v.snippet(), v.inferred());
        }
        addOverloads();
        return items.size() > before;
    }

    /** Whether one of these names occurs in a type or method; most texts need not be read word by word. */
    private static boolean mentions(Snippet snippet, Set<String> names) {
        var text = snippet.text();
        return (names.stream().anyMatch(text::contains) || text.contains("\\u"))
                && snippet.names().stream().anyMatch(names::contains);
    }

    private boolean addOlder(Snippet.Declaration snippet) {
        if (items.containsKey(Declarations.key(snippet))) return false;
        add(new Item(snippet, false));
        return true;
    }

    // ---- from now on ----

    /**
     * What has come of a unit.
     *
     * @param code      its methods with statements
     * @param late      the cell's own declarations that wait
     * @param unusable  older declarations that have ceased to compile
     * @param changed   what has become of older variables
     */
    public record Committed(LoadedUnit unit, List<MethodHandle> code, List<Snippet.Declaration> late,
            List<Snippet.Declaration> unusable,
            List<RedeclarationReport> changed) {}

    public Committed commit(NotebookLoader loader, LoadedUnits units) {
        var working = items.values().stream().map(i -> i.snippet).filter(this::worked).collect(Collectors.toSet());
        var unit = unit(loader, units);
        var code = unit.code(source.runs());
        var redeclared = commitVariables(unit);
        commitTypes(unit);
        units.add(unit, unit.classes().keySet());
        commitMethods(unit, loader.linker());
        for (var item : items.values()) if (item.absent) declarations.put(new Waiting(item.snippet,
                List.copyOf(item.faults)));
        imports.set(allImports);
        var late = items.values().stream().filter(i -> i.fresh && !i.faults.isEmpty()).map(i -> i.snippet).toList();
        var unusable =
                items.values().stream().filter(i -> !i.fresh && !i.faults.isEmpty() && working.contains(i.snippet))
                        .map(i -> i.snippet).toList();
        return new Committed(unit, code, late, unusable, redeclared);
    }

    private boolean worked(Snippet.Declaration snippet) {
        return waiting().stream().noneMatch(w -> w.snippet() == snippet);
    }

    /** The classes, loaded. */
    public LoadedUnit unit(NotebookLoader loader, LoadedUnits units) {
        var own = new HashMap<String, byte[]>();
        classes.forEach((name, bytes) -> {
            if (!kept.contains(outermost(name))) own.put(name, bytes);
        });
        var others = new HashMap<String, LoadedUnit>();
        for (var bytes : own.values()) {
            for (var name : ClassBytes.references(bytes)) {
                if (own.containsKey(name)) continue;
                var found = declarations.type(outermost(name)) instanceof Type t ? t.unit() : units.find(name);
                if (found != null) others.put(name, found);
            }
        }
        for (var name : moved.keySet()) {
            if (declarations.variable(name) instanceof Variable v) others.put(v.unit().holder(), v.unit());
        }
        var lines = new HashMap<String, LineTable>();
        for (var item : items.values()) if (item.snippet instanceof Snippet.Type t && !item.absent
                && !kept.contains(t.name()))
            lines.put(t.name(), LineTable.of(source.map(), t.source()));
        // the cell's own come first, then what is compiled with it
        var cell = Stream.concat(steps.stream(), items.values().stream()
                .filter(i -> !(i.snippet instanceof Snippet.Type)).map(i -> i.snippet)).map(Snippet::source)
                .findFirst();
        lines.put(holder, cell.map(s -> LineTable.of(source.map(), s).withOthers(source.map()))
                .orElseGet(() -> new LineTable(null, Map.of(), Map.of())));
        return new LoadedUnit(holder, loader, own, others, moved, lines, source.checkpoints());
    }

    private List<RedeclarationReport> commitVariables(LoadedUnit unit) {
        var redeclared = new ArrayList<RedeclarationReport>();
        for (var old : declarations.variables()) {
            var item = items.get("variable " + old.snippet().name());
            if (item != null && item.fresh) continue;
            boolean lost = item != null && !moved.containsKey(old.snippet().name());
            boolean outdated = !lost && changed.stream().anyMatch(c -> old.signature().contains("L" + c + ";")
                    || old.signature().contains("L" + c + "<") || old.signature().contains("L" + c + "$"));
            if ((lost || outdated) && value(old) != null)
                redeclared.add(new RedeclarationReport(old.snippet(), old.type(), lost));
        }
        for (var v : variables) {
            var old = declarations.variable(v.snippet().name());
            var kept = old != null && moved.containsKey(v.snippet().name()) ? old.unit() : unit;
            var inferred = v.inferred() != null && v.inferred().anonymous() != null
                    ? new Inferred(v.inferred().type(), null) : v.inferred();
            declarations.put(new Variable(v.snippet(), kept, inferred, v.descriptor(), v.signature(), v.constant()));
        }
        return redeclared;
    }

    /** What a variable holds. */
    public static @Nullable Object value(Variable variable) {
        try {
            return variable.unit().field(variable.snippet().name()).get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void commitTypes(LoadedUnit unit) {
        for (var item : items.values()) {
            if (!(item.snippet instanceof Snippet.Type t)) continue;
            if (item.absent) continue;
            failed.remove(t.name());
            if (kept.contains(t.name()) && declarations.type(t.name()) instanceof Type old) {
                old.unit().moveLines(t.name(), lines -> lines
                        .moved(old.line(), source.map().places(), source.line(item)));
                declarations.put(new Type(t, old.unit(), old.line(), List.copyOf(item.faults)));
            } else {
                declarations.put(new Type(t, unit, source.line(item), List.copyOf(item.faults)));
            }
        }
    }

    private void commitMethods(LoadedUnit unit, Linker linker) {
        for (var m : methods) {
            var method = new Method(m.snippet(), unit, m.descriptor(), m.signature(), m.faults());
            var old = declarations.put(method);
            if (old != null && !old.key().equals(method.key())) linker.unlink(List.of(old.key()));
        }
        linker.link(methods.stream().map(Method::key).toList(), unit);
    }
}
