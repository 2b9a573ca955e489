package javakernel.engine.source;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import javakernel.engine.javac.Javac;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * Takes a cell apart into imports, declarations and statements, which may stand in any order. Where declarations of
 * types and methods begin and end is found by their first words and by brackets; javac's parser then reads all of them
 * as members of one class, and what is between as bodies of methods. One for each cell.
 */
public final class Splitter {
    private static final String WORD = "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*";
    private static final String ESCAPE = "\\\\u+[0-9a-fA-F]{4}";
    private static final Pattern NAME = Pattern.compile("(?:\\p{javaJavaIdentifierStart}|" + ESCAPE
            + ")(?:\\p{javaJavaIdentifierPart}|" + ESCAPE + ")*");
    private static final String ANNOTATION =
            "@(?!interface\\b)[\\w.]+\\s*(?:\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))?";
    private static final String MODIFIER = "(?:" + ANNOTATION
            + "|(?:public|protected|private|static|final|abstract|sealed|non-sealed|strictfp|default|native|transient"
            + "|volatile)\\b|synchronized\\b(?!\\s*\\())";
    private static final String NO_TYPE = "(?!(?:new|return|throw|else|case|assert|yield|do|try|finally|if|while|for"
            + "|switch|goto|package|import|super|this|instanceof)\\b)";
    private static final Pattern MODIFIERS = Pattern.compile("(?:" + MODIFIER + "\\s*+)*+");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record|@\\s*interface)\\s+" + WORD
            + "\\s*(?:[<({]|extends\\b|implements\\b|permits\\b)");
    private static final Pattern METHOD = Pattern.compile("(?:<[^(){};=]*>\\s*)?" + NO_TYPE
            + "[\\w.$]+\\s*(?:<[^(){};=]*>)?[\\[\\]\\s]*(?<=[\\s\\]>])" + NO_TYPE + WORD + "\\s*\\(",
            Pattern.UNICODE_CHARACTER_CLASS);
    /** Of a variable: the kernel says itself what it is. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("\\b(?:public|protected|private|static|transient|volatile|strictfp)\\b");
    private static final Pattern OF_A_MEMBER = Pattern.compile("\\b(?:public|protected|private|static)\\b");
    private static final Set<String> CONSTANTS = Set.of("boolean", "byte", "short", "int", "long", "char", "float",
            "double", "String");
    private static final String VALUE = "value$";
    private static final String NOT_A_STATEMENT = "compiler.err.not.stmt";

    private final Javac javac;
    private final Source source;
    private final int start;
    private final int to;
    private final String code; // of the whole source, without comments and literals
    private SourceMap skeleton = new SourceMap();
    private int asExpression = -1; // where what stands last begins, if it is to be read as an expression
    private final List<Snippet> snippets = new ArrayList<>();
    private final List<CompileError> faults = new ArrayList<>();
    private int last; // where what stands last begins
    @SuppressWarnings("NullAway.Init") // whatever uses it is called by read, which sets it first
    private Positions positions;
    private @Nullable RuntimeException unreadable;
    private boolean isSwitchExpression; // what stands last: it looks like a statement

    private Splitter(Javac javac, Source source, int from, int to) {
        this.javac = javac;
        this.source = source;
        start = from;
        this.to = to;
        code = " ".repeat(from) + Lexed.of(source.text().substring(from, to)).code();
    }

    /** @param snippets in the order of the source; where there are faults, not all of them */
    public record Split(List<Snippet> snippets, List<CompileError> faults) {}

    /** What stands from {@code from} to {@code to}. */
    public static Split split(Javac javac, Source source, int from, int to) {
        var splitter = new Splitter(javac, source, from, to);
        splitter.checkEnds(from);
        if (splitter.faults.isEmpty()) splitter.build(from);
        if (splitter.faults.isEmpty()) splitter.parse();
        return new Split(splitter.snippets, splitter.faults);
    }

    /**
     * {@code a < b} begins a statement as a type with arguments would: what stands last may be an expression all the
     * same.
     */
    private void parse() {
        if (parsed() && !isSwitchExpression) return;
        var told = List.copyOf(faults);
        var found = List.copyOf(snippets);
        faults.clear();
        snippets.clear();
        expressions.clear();
        skeleton = new SourceMap();
        asExpression = last;
        build(start);
        if (parsed()) return;
        faults.clear();
        faults.addAll(told);
        snippets.clear();
        snippets.addAll(found);
    }

    // ---- what no parser need see ----

    private void checkEnds(int from) {
        var text = source.text().substring(from, to);
        var lexed = Lexed.of(text);
        switch (lexed.inside()) {
            case COMMENT -> wrong(source.text().lastIndexOf("/*", to), "/*", Texts.of("cell.openComment"));
            case TEXT_BLOCK -> wrong(source.text().lastIndexOf("\"\"\"", to), "\"\"\"",
                    Texts.of("cell.openTextBlock"));
            default -> {
                int depth = 0;
                for (int i = from; i < to; i++) {
                    char c = code.charAt(i);
                    if ("([{".indexOf(c) >= 0) depth++;
                    if (")]}".indexOf(c) >= 0 && --depth < 0) {
                        wrong(i, String.valueOf(c), Texts.of("engine.endsNothing", c));
                        return;
                    }
                }
            }
        }
    }

    private void wrong(int position, String word, String message) {
        faults.add(new CompileError(Place.of(source, position), word.length(), "", message));
    }

    // ---- the class that is parsed ----

    private void build(int from) {
        var body = new ArrayList<Runnable>();
        int statements = -1;
        for (int at = begin(from); at < to;) {
            int modifiersEnd = end(MODIFIERS, at);
            int start = at;
            boolean isImport = word("import", at);
            boolean isType = TYPE.matcher(code).region(modifiersEnd, to).lookingAt();
            boolean isMethod = !isType && METHOD.matcher(code).region(modifiersEnd, to).lookingAt();
            if (word("package", modifiersEnd)) wrong(modifiersEnd, "package", Texts.of("cell.package"));
            int end = end(at);
            if (isImport || isType || isMethod) {
                if (statements >= 0) body.add(statements(statements, start));
                statements = -1;
            }
            if (isImport) skeleton.add(source, start, end, null).add(code.charAt(end - 1) == ';' ? "\n" : "\n;\n");
            else if (isType || isMethod) body.add(() -> skeleton.add(source, start, end, null).add("\n"));
            else if (statements < 0) statements = start;
            if (code.charAt(start) != ';') last = start;
            at = begin(end);
        }
        if (statements >= 0) body.add(statements(statements, to));
        skeleton.add("class $ {\n");
        body.forEach(Runnable::run);
        skeleton.add("}");
    }

    private Runnable statements(int from, int end) {
        var text = new StringBuilder(source.text().substring(from, end));
        for (int at = from; at < end; at = begin(end(at))) {
            int modifiersEnd = end(MODIFIERS, at);
            LEFT_OUT.matcher(code).region(at, Math.min(modifiersEnd, end)).results()
                    .forEach(m -> blank(text, m.start() - from, m.end() - from));
        }
        boolean closed = end < to || code.substring(from, end).stripTrailing().endsWith(";");
        int cut = asExpression > from && asExpression < end ? asExpression : from;
        var assigned = asExpression >= from && asExpression < end ? VALUE + " = " : "";
        return () -> skeleton.add("Object $() throws Throwable {\n")
                .add(text.substring(0, cut - from), source, from, cut, null).add(assigned)
                .add(text.substring(cut - from), source, cut, end, null).add(closed ? "\n}\n" : "\n;}\n");
    }

    public static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) if (text.charAt(i) != '\n') text.setCharAt(i, ' ');
    }

    private int begin(int at) {
        int begin = at;
        while (begin < to && (Character.isWhitespace(code.charAt(begin)))) begin++;
        return begin;
    }

    private int end(Pattern pattern, int at) {
        var found = pattern.matcher(code).region(at, to);
        return found.lookingAt() ? found.end() : at;
    }

    private boolean word(String word, int at) {
        return code.startsWith(word, at) && (at + word.length() == to
                || !Character.isJavaIdentifierPart(code.charAt(at + word.length())));
    }

    /** Behind the semicolon or the closing brace that ends what begins at {@code from}. */
    private int end(int from) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            char c = code.charAt(i);
            if ("([{".indexOf(c) >= 0) depth++;
            if (")]}".indexOf(c) >= 0) depth--;
            if (depth == 0 && (c == ';' || c == '}')) return i + 1;
        }
        return to;
    }

    private boolean parsed() {
        var found = new ArrayList<Diagnostic<? extends JavaFileObject>>();
        try {
            unreadable = null;
            javac.parse(skeleton.toString(), this::readOrNot, found);
        } catch (AssertionError e) { // the parser's own
            unclosed();
            if (faults.isEmpty()) throw e;
        }
        var wrong = found.stream().filter(d -> !d.getCode().equals(NOT_A_STATEMENT)
                || !expressions.contains(d.getStartPosition())).toList();
        for (var d : wrong) faults.add(fault(skeleton, d));
        if (unreadable != null && faults.isEmpty()) throw unreadable;
        return faults.isEmpty();
    }

    /** Of a text that is wrong the trees may be, too. */
    private Void readOrNot(JavacTask task, CompilationUnitTree unit) {
        try {
            read(task, unit);
        } catch (RuntimeException e) {
            unreadable = e;
        }
        return null;
    }

    // where those stand in the skeleton that are no statements
    private final List<Long> expressions = new ArrayList<>();

    /** The innermost bracket that nothing closes. */
    private void unclosed() {
        var open = new ArrayList<Integer>();
        for (int i = 0; i < code.length(); i++) {
            if ("([{".indexOf(code.charAt(i)) >= 0) open.add(i);
            else if (")]}".indexOf(code.charAt(i)) >= 0 && !open.isEmpty()) open.removeLast();
        }
        if (!open.isEmpty()) wrong(open.getLast(), " ", Texts.of("engine.noEnd", code.charAt(open.getLast())));
    }

    /** As it is told, in the reader's language. */
    public static CompileError fault(SourceMap map, Diagnostic<? extends JavaFileObject> d) {
        var message = d.getMessage(Texts.language()).replace(Javac.PACKAGE + ".", "");
        if (d.getPosition() == Diagnostic.NOPOS) return new CompileError(map.place(0), 0, d.getCode(), message);
        int start = (int) d.getStartPosition();
        var segment = map.at(start);
        int length = segment.copy() && segment.contains(start) ? (int) (d.getEndPosition() - start) : 0;
        return new CompileError(map.place(start), length, d.getCode(), message);
    }

    // ---- what the parser found ----

    private record Positions(SourceMap map, SourcePositions trees, CompilationUnitTree unit) {
        int from(Tree tree) {
            int position = (int) trees.getStartPosition(unit, tree);
            return map.at(position).sourcePosition(position);
        }

        int to(Tree tree) {
            return map.end((int) trees.getEndPosition(unit, tree));
        }
    }

    private void read(JavacTask task, CompilationUnitTree unit) {
        positions = new Positions(skeleton, Trees.instance(task).getSourcePositions(), unit);
        for (var i : unit.getImports()) snippets.add(imported(i));
        for (var type : unit.getTypeDecls()) if (type instanceof ClassTree c) c.getMembers().forEach(this::member);
        snippets.sort((a, b) -> Integer.compare(a.from(), b.from()));
        boolean closed = code.stripTrailing().endsWith(";");
        snippets.replaceAll(snippet -> snippet instanceof Snippet.Statement s
                ? statement(s, !closed && snippet == snippets.getLast()) : snippet);
    }

    private static Snippet statement(Snippet.Statement statement, boolean shown) {
        var kind = switch (statement.kind()) {
            case CONTROL, BINDING -> statement.kind();
            case SHOWN_CALL -> shown ? Snippet.Kind.SHOWN_CALL : Snippet.Kind.EXPRESSION;
            case VALUE, EXPRESSION, SHOWN -> shown ? Snippet.Kind.SHOWN : statement.kind();
        };
        return new Snippet.Statement(statement.source(), statement.from(), statement.to(), kind);
    }

    private Snippet imported(ImportTree tree) {
        var name = tree.getQualifiedIdentifier().toString();
        int dot = name.lastIndexOf('.');
        return new Snippet.Import(source, positions.from(tree), positions.to(tree), tree.isStatic(), tree.isModule(),
                tree.isModule() ? name : name.substring(0, Math.max(0, dot)), tree.isModule() ? "*"
                        : name.substring(dot + 1));
    }

    private void member(Tree member) {
        switch (member) {
            case ClassTree type -> snippets.add(new Snippet.Type(source, positions.from(type), positions.to(type),
                    type.getSimpleName().toString(),
                    spans(OF_A_MEMBER, positions.from(type)), bodies(type)));
            case MethodTree method when method.getName().contentEquals("$") -> statements(method.getBody());
            case MethodTree method -> method(method);
            case BlockTree block -> snippets
                    .add(new Snippet.Statement(source, positions.from(block), positions.to(block),
                            Snippet.Kind.CONTROL));
            default -> {}
        }
    }

    /** Words among the modifiers that begin at {@code from}. */
    private List<Snippet.Span> spans(Pattern words, int from) {
        int end = end(MODIFIERS, from);
        return words.matcher(code).region(from, end).results().map(m -> new Snippet.Span(m.start(), m.end())).toList();
    }

    private void method(MethodTree tree) {
        int from = positions.from(tree);
        var modifiers = tree.getModifiers().getFlags();
        if (modifiers.contains(Modifier.SYNCHRONIZED)) {
            wrong(code.indexOf("synchronized", from), "synchronized", Texts.of("cell.synchronized"));
        }
        if (modifiers.contains(Modifier.NATIVE)) wrong(code.indexOf("native", from), "native",
                Texts.of("engine.noNative"));
        var types = tree.getParameters().stream().map(p -> p.getType().toString()).collect(Collectors.joining(","));
        snippets.add(new Snippet.Method(source, from, positions.to(tree), tree.getName().toString(), types,
                spans(Pattern.compile(OF_A_MEMBER.pattern() + "|\\bfinal\\b"), from), tree.getBody() == null ? null
                        : body(tree.getBody(), false)));
    }

    private Snippet.Body body(BlockTree block, boolean constructor) {
        return new Snippet.Body(positions.from(block) + 1, positions.to(block) - 1, constructor);
    }

    private List<Snippet.Body> bodies(ClassTree type) {
        var bodies = new ArrayList<Snippet.Body>();
        new TreeScanner<Void, Void>() {
            @Override public Void visitMethod(MethodTree method, Void nothing) {
                if (method.getBody() != null && positions.trees()
                        .getStartPosition(positions.unit(), method) >= 0)
                    bodies.add(body(method.getBody(),
                            method.getReturnType() == null));
                return null;
            }
        }.scan(type.getMembers(), null);
        return bodies;
    }

    private void statements(BlockTree block) {
        int group = -1; // where the variables begin that are declared together
        int typeEnd = 0;
        for (var statement : block.getStatements()) {
            switch (statement) {
                case VariableTree v when v.getName().isEmpty() -> snippets
                        .add(new Snippet.Statement(source, positions.from(v), positions.to(v), Snippet.Kind.CONTROL));
                case VariableTree v -> {
                    int from = positions.from(v);
                    boolean first = from != group;
                    typeEnd = variable(v, first, typeEnd);
                    group = from;
                }
                case ClassTree type -> member(type);
                case StatementTree s when s.getKind() == Tree.Kind.EMPTY_STATEMENT -> {}
                case ExpressionStatementTree e -> expression(e);
                default -> {
                    int end = positions.to(statement);
                    snippets.add(new Snippet.Statement(source, positions.from(statement), end, binds(statement)
                            ? Snippet.Kind.BINDING : Snippet.Kind.CONTROL));
                    isSwitchExpression = statement instanceof SwitchTree && yields(statement);
                    if (isUnfinished(statement)) wrong(end, "", Texts.of("engine.unfinished"));
                }
            }
        }
    }

    /** Whether its condition has pattern variables that can be known behind it. */
    private static boolean binds(StatementTree statement) {
        var condition = switch (statement) {
            case IfTree i when i.getElseStatement() == null -> i.getCondition();
            case WhileLoopTree w -> w.getCondition();
            case DoWhileLoopTree d -> d.getCondition();
            case ForLoopTree f -> f.getCondition();
            default -> null;
        };
        var found = new boolean[1];
        new TreeScanner<Void, Void>() {
            @Override public Void visitBindingPattern(BindingPatternTree tree, Void nothing) {
                found[0] = true;
                return null;
            }
        }.scan(condition, null);
        return found[0];
    }

    private static boolean yields(StatementTree statement) {
        var found = new boolean[1];
        new TreeScanner<Void, Void>() {
            @Override public Void visitYield(YieldTree tree, Void nothing) {
                found[0] = true;
                return null;
            }

            @Override public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
                return null;
            }
        }.scan(statement, null);
        return found[0];
    }

    /**
     * Whether the kernel's semicolon stands for a statement in it: behind {@code else}, {@code while (x)} and the like.
     */
    private boolean isUnfinished(StatementTree statement) {
        var found = new boolean[1];
        new TreeScanner<Void, Void>() {
            @Override public Void visitEmptyStatement(EmptyStatementTree tree, Void nothing) {
                int at = (int) positions.trees().getStartPosition(positions.unit(), tree);
                found[0] |= !skeleton.at(at).contains(at);
                return null;
            }
        }.scan(statement, null);
        return found[0];
    }

    private void expression(ExpressionStatementTree statement) {
        ExpressionTree expression = statement.getExpression();
        boolean assigned = expression instanceof AssignmentTree a && a.getVariable().toString().equals(VALUE);
        boolean value = assigned || expression instanceof ErroneousTree wrong && wrong.getErrorTrees().size() == 1;
        if (assigned) {
            expression = ((AssignmentTree) expression).getExpression();
        } else if (value) {
            expression = (ExpressionTree) ((ErroneousTree) expression).getErrorTrees().getFirst();
            expressions.add(positions.trees().getStartPosition(positions.unit(), expression));
        }
        snippets.add(new Snippet.Statement(source, positions.from(expression), positions.to(expression), value
                ? Snippet.Kind.VALUE
                : inner(expression) instanceof MethodInvocationTree ? Snippet.Kind.SHOWN_CALL
                        : Snippet.Kind.EXPRESSION));
    }

    private static Tree inner(ExpressionTree expression) {
        return expression instanceof ParenthesizedTree p ? inner(p.getExpression()) : expression;
    }

    /** Returns where the type ends that the variables after this one have too. */
    private int variable(VariableTree tree, boolean first, int sharedEnd) {
        int from = positions.from(tree);
        int end = positions.to(tree);
        var type = tree.getType();
        var name = tree.getName().toString();
        Snippet.Span span = null;
        int typeEnd = sharedEnd;
        int search = from;
        if (type != null) {
            Tree leaf = type;
            while (leaf instanceof ArrayTypeTree array) leaf = array.getType();
            search = positions.to(leaf);
        }
        if (!first && !snippets.isEmpty()) search = Math.max(search, snippets.getLast().to());
        int nameAt = nameAt(search, tree.getInitializer() == null ? end : positions.from(tree.getInitializer()));
        var after = code.substring(nameAt + nameLength(nameAt), tree.getInitializer() == null ? end
                : positions.from(tree.getInitializer()));
        if (type != null) {
            if (first) typeEnd = code.substring(0, nameAt).stripTrailing().length();
            span = new Snippet.Span(positions.from(type), typeEnd);
        }
        var dimensions = "[]".repeat((int) after.chars().filter(c -> c == '[').count());
        boolean isFinal = tree.getModifiers().getFlags().contains(Modifier.FINAL);
        boolean array = tree.getInitializer() instanceof NewArrayTree n && n.getType() == null;
        var initialiser = tree.getInitializer() == null ? null
                : new Snippet.Span(positions.from(tree.getInitializer()), positions.to(tree.getInitializer()));
        int modifiersEnd = Math.max(from, end(MODIFIERS, declarationStart(from)));
        boolean isVolatile = Pattern.compile("\\bvolatile\\b")
                .matcher(code.substring(declarationStart(from), modifiersEnd)).find();
        snippets.add(
                new Snippet.Variable(source, first ? from : nameAt, end, name, span, dimensions, initialiser, array,
                        isVolatile,
                        isFinal, isFinal && type != null && CONSTANTS.contains(type.toString())
                                && isConstant(tree.getInitializer())));
        return typeEnd;
    }

    private static boolean isConstant(ExpressionTree tree) {
        return switch (tree) {
            case LiteralTree l -> l.getKind() != Tree.Kind.NULL_LITERAL;
            case ParenthesizedTree p -> isConstant(p.getExpression());
            case UnaryTree u -> isConstant(u.getExpression());
            case BinaryTree b -> isConstant(b.getLeftOperand()) && isConstant(b.getRightOperand());
            case null, default -> false;
        };
    }

    /** Where the modifiers begin that the parser was not shown. */
    private int declarationStart(int from) {
        int start = from;
        while (start > 0 && ";{}".indexOf(code.charAt(start - 1)) < 0) start--;
        return begin(start);
    }

    /** Where the first name at or after {@code from} stands. */
    private int nameAt(int from, int limit) {
        var word = NAME.matcher(code).region(from, Math.min(limit, to));
        return word.find() ? word.start() : from;
    }

    private int nameLength(int at) {
        var word = NAME.matcher(code).region(at, to);
        return word.lookingAt() ? word.end() - at : 0;
    }
}
