package javakernel.magic.schedules;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import javakernel.engine.javac.Program;
import javakernel.engine.source.Lexed;
import javakernel.engine.source.Place;
import javakernel.magic.Failure;
import javakernel.magic.MagicCall;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A cell made a class: what it declares becomes members, what it does becomes initializers, in their order and on their
 * lines. So each new object of that class is the whole cell run once, with variables of its own.
 */
final class ScheduleSource {
    static final String CLASS = "Cell$";
    static final String FILE = CLASS + ".java";
    static final String ONCE = CLASS + "$Once";

    private static final String CHECKER = ScheduleChecker.class.getName();
    private static final String IMPORTS = "import module java.base; import static " + CHECKER + ".together; ";
    private static final String BEGIN = "final class " + CLASS + " { { " + CHECKER + ".made = this; } ";
    private static final String END =
            "\n" + CLASS + "() throws Throwable { } public static final class Once implements " + CHECKER
                    + ".Once { public void run() throws Throwable { new " + CLASS + "(); } } }";
    private static final Pattern VAR = Pattern.compile("\\s*(?:final\\s+)?(var)\\b");
    private static final Pattern GOES_ON =
            Pattern.compile("(?:else|catch|finally|instanceof)\\b|[;,.)=\\[?:+\\-*/%&|^<>]");
    private static final Set<String> VIRTUAL =
            Set.of("ofVirtual", "startVirtualThread", "newVirtualThreadPerTaskExecutor");

    /**
     * What a part of the cell is: an import; a method or a class; variables with their type; a variable whose type is
     * to be found; anything else.
     */
    private enum Kind {
        IMPORT, MEMBER, FIELD, VARIABLE, STATEMENT
    }

    private record Unit(int from, int to, String code, Kind kind) {}

    /** What stands from {@code at} on is the cell's from {@code original} on. */
    private record Copied(int at, int original) {}

    private final MagicCall call;
    private final String cell;
    private final String code; // the cell without comments and literals
    private final List<Unit> units = new ArrayList<>();
    private final StringBuilder java = new StringBuilder();
    private final List<Copied> copied = new ArrayList<>();
    private final Map<String, List<String>> parameters = new HashMap<>();

    private ScheduleSource(MagicCall call) {
        this.call = call;
        cell = call.text();
        code = Lexed.of(cell).code();
    }

    /**
     * @param classPath of the compiler
     * @throws Failure when the checker cannot run what the cell does
     */
    static ScheduleSource of(MagicCall call, String classPath) throws Failure, IOException {
        var source = new ScheduleSource(call);
        source.split();
        source.write(source.look(classPath));
        return source;
    }

    String java() {
        return java.toString();
    }

    /** The parameters' names of the cell's methods, by {@link #method}. */
    Map<String, List<String>> parameters() {
        return Map.copyOf(parameters);
    }

    static String method(String name, int parameters) {
        return name + "/" + parameters;
    }

    /** Where in the cell that stands which is at {@code position} in the class. */
    int original(long position) {
        var last = copied.stream().filter(c -> c.at() <= position).reduce((a, b) -> b).orElse(new Copied(0, 0));
        return (int) Math.min(last.original() + position - last.at(), cell.length());
    }

    // ---- parts ----

    private void split() throws IOException {
        int depth = 0;
        int from = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if ("([{".indexOf(c) >= 0) depth++;
            if (")]}".indexOf(c) >= 0) depth--;
            if (depth == 0 && (c == ';' || c == '}') && !goesOn(from, i)) {
                add(from, i + 1);
                from = i + 1;
            }
        }
        if (!code.substring(from).isBlank()) add(from, code.stripTrailing().length());
    }

    private boolean goesOn(int from, int end) {
        int next = end + 1;
        while (next < code.length() && Character.isWhitespace(code.charAt(next))) next++;
        var rest = code.substring(next);
        if (code.substring(from, end).stripLeading().matches("(?s)do\\b.*") && rest.matches("(?s)while\\b.*"))
            return true;
        return code.charAt(end) == '}' ? GOES_ON.matcher(rest).lookingAt() : rest.matches("(?s)else\\b.*");
    }

    private void add(int from, int to) throws IOException {
        var text = cell.substring(from, to);
        var kind = code.substring(from, to).stripLeading().matches("(?s)import\\s.*") ? Kind.IMPORT
                : VAR.matcher(code.substring(from, to)).lookingAt() ? Kind.VARIABLE
                        : declaration(text);
        units.add(new Unit(from, to, text, kind));
    }

    private static Kind declaration(String text) throws IOException {
        var errors = new ArrayList<Object>();
        var types = task("class $ {" + text + "\n}", null, errors).parse().iterator().next().getTypeDecls();
        if (!errors.isEmpty() || types.size() != 1) return Kind.STATEMENT;
        boolean variables = ((ClassTree) types.getFirst()).getMembers().stream()
                .allMatch(m -> m instanceof VariableTree || m instanceof BlockTree);
        return variables ? Kind.FIELD : Kind.MEMBER;
    }

    private static JavacTask task(String java, @Nullable String classPath, List<Object> errors) {
        var options = classPath == null ? null : List.of("-proc:none", "-cp", classPath);
        return (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, errors::add, options, null,
                List.of(new Program(FILE, java)));
    }

    // ---- types ----

    /** With all that is done in one method, the compiler tells the types of {@code var}, by the variables' names. */
    private Map<String, String> look(String classPath) throws Failure, IOException {
        java.append(IMPORTS);
        units.stream().filter(u -> u.kind() == Kind.IMPORT)
                .forEach(u -> java.append(u.code().replaceAll("\\R", " ")).append(' '));
        java.append("class ").append(CLASS).append(" { ");
        for (var u : units) {
            if (u.kind() == Kind.MEMBER) copy(u.from(), u.to());
        }
        java.append("\nvoid $() throws Throwable { ");
        for (var u : units) {
            if (u.kind() != Kind.IMPORT && u.kind() != Kind.MEMBER) {
                copy(u.from(), u.to());
                java.append(closed(u)).append(' ');
            }
        }
        java.append("} }");
        var task = task(java.toString(), classPath, new ArrayList<>());
        var unit = task.parse().iterator().next();
        task.analyze();
        var types = new HashMap<String, String>();
        new TreePathScanner<Void, Void>() {
            @Override public Void visitMethod(MethodTree method, Void none) {
                var names = method.getParameters().stream().map(p -> p.getName().toString()).toList();
                if (!names.isEmpty()) parameters.put(method(method.getName().toString(), names.size()), names);
                return super.visitMethod(method, none);
            }

            @Override public Void visitVariable(VariableTree variable, Void none) {
                if (getCurrentPath().getParentPath().getParentPath().getLeaf() instanceof MethodTree method
                        && method.getName().contentEquals("$")) {
                    types.putIfAbsent(variable.getName().toString(),
                            name(Trees.instance(task).getTypeMirror(getCurrentPath()), task.getTypes()));
                }
                return super.visitVariable(variable, none);
            }
        }.scan(unit, null);
        check(unit, Trees.instance(task).getSourcePositions());
        return types;
    }

    /** As it can be written. */
    private static String name(@Nullable TypeMirror type, Types types) {
        if (type == null || type.getKind() == TypeKind.ERROR || type.getKind() == TypeKind.NULL) return "Object";
        if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element
                && element.getSimpleName().isEmpty()) { // anonymous
            return name(
                    element.getInterfaces().isEmpty() ? element.getSuperclass() : element.getInterfaces().getFirst(),
                    types);
        }
        var text = type.toString();
        return text.contains("capture#") || text.contains("&") ? types.erasure(type).toString()
                : text.replace(CLASS + ".", "");
    }

    // ---- what the checker cannot do ----

    private void check(CompilationUnitTree unit, SourcePositions positions) throws Failure {
        var wrong = new ArrayList<Failure>();
        new TreePathScanner<Void, Void>() {
            @Override public Void visitIdentifier(IdentifierTree node, Void none) {
                checkName(node, node.getName().toString());
                return super.visitIdentifier(node, none);
            }

            @Override public Void visitMemberSelect(MemberSelectTree node, Void none) {
                checkName(node, node.getIdentifier().toString());
                return super.visitMemberSelect(node, none);
            }

            private void checkName(Tree node, String name) {
                if (VIRTUAL.contains(name))
                    add(node, Texts.of("schedules.virtual"), Texts.of("schedules.virtual.mend"));
            }

            @Override public Void visitClass(ClassTree node, Void none) {
                if (node.getExtendsClause() != null && node.getExtendsClause().toString().equals("Thread"))
                    subclass(node);
                return super.visitClass(node, none);
            }

            @Override public Void visitNewClass(NewClassTree node, Void none) {
                if (node.getClassBody() != null && node.getIdentifier().toString().equals("Thread")) subclass(node);
                return super.visitNewClass(node, none);
            }

            private void subclass(Tree node) {
                add(node, Texts.of("schedules.subclass"), Texts.of("schedules.subclass.mend"));
            }

            @Override public Void visitVariable(VariableTree node, Void none) {
                var modifiers = node.getModifiers().getFlags();
                boolean constant = modifiers.contains(Modifier.FINAL)
                        && Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double", "String")
                                .contains(node.getType().toString());
                if (modifiers.contains(Modifier.STATIC) && !constant)
                    add(node, Texts.of("schedules.static", node.getName()), Texts.of("schedules.static.mend"));
                return super.visitVariable(node, none);
            }

            private void add(Tree node, String message, String mend) {
                wrong.add(new Failure("CannotCheck", message + ": "
                        + Place.of(call.source(), call.body() + original(positions.getStartPosition(unit, node))),
                        mend));
            }
        }.scan(unit, null);
        if (!wrong.isEmpty()) throw wrong.getFirst();
    }

    // ---- writing ----

    private void write(Map<String, String> types) {
        java.setLength(0);
        copied.clear();
        java.append(IMPORTS);
        java.append(units.stream().filter(u -> u.kind() == Kind.IMPORT).map(u -> u.code().replaceAll("\\R", " "))
                .collect(Collectors.joining(" ")));
        java.append(' ').append(BEGIN);
        int at = 0;
        for (var u : units) {
            copy(at, u.from());
            switch (u.kind()) {
                case IMPORT -> java.append(u.code().replaceAll(".", "")); // its lines
                case MEMBER, FIELD -> copy(u.from(), u.to());
                case VARIABLE -> {
                    var var = VAR.matcher(code).region(u.from(), u.to());
                    var.lookingAt();
                    var name = code.substring(var.end(1)).strip().split("\\W", 2)[0];
                    copy(u.from(), var.start(1));
                    java.append(types.getOrDefault(name, "Object"));
                    copy(var.end(1), u.to());
                    java.append(closed(u));
                }
                case STATEMENT -> {
                    int begin = u.from() + u.code().length() - u.code().stripLeading().length();
                    copy(u.from(), begin);
                    java.append("{ ");
                    copy(begin, u.to());
                    java.append(closed(u)).append(" }");
                }
            }
            at = u.to();
        }
        copy(at, cell.length());
        java.append(END);
    }

    private void copy(int from, int to) {
        copied.add(new Copied(java.length(), from));
        java.append(cell, from, to);
    }

    private static String closed(Unit unit) {
        return unit.code().endsWith(";") || unit.code().endsWith("}") ? "" : "\n;";
    }
}
