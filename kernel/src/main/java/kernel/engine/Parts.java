package kernel.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;

/** Takes a cell apart into what JShell evaluates one by one, and finds wrong syntax before anything is run. Used by threads that hold the compiler's lock. */
final class Parts {
    private static final int LOOK_AHEAD = 1 << 8;      // characters
    private static final Pattern MODIFIERS = Pattern.compile("\\s*(?:(?:@\\w+(?:\\([^)]*\\))?|public|protected|private|static|final|transient|volatile)\\s+)+");
    private static final Pattern UNKNOWN = Pattern.compile("\\b(?:transient|volatile)\\b");     // to JShell, which has only local variables in mind
    private static final Set<Completeness> UNFINISHED = Set.of(Completeness.DEFINITELY_INCOMPLETE, Completeness.UNKNOWN);
    /** What stands around a part so that the compiler can parse it: as a statement, as a declaration, as an expression. */
    private static final List<String> FORMS = List.of("class $ { Object $() throws Throwable {%s\n}}", "%s\n", "class $ { Object $ =%s\n;}");

    private static final String VARIABLE = "part$";
    private static final String DECLARATION = "java.lang.Object " + VARIABLE;
    /** A variable's name alone; what may begin a declaration; what declares variables or depends on where it stands. */
    private static final Pattern OTHERWISE = Pattern.compile("^\\w+$|^import\\b|\\b(?:instanceof|switch)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int JOIN_LIMIT = 100;          // parts; the code of a method is bounded
    private static final Set<Tree.Kind> JOINABLE = EnumSet.of(Tree.Kind.EXPRESSION_STATEMENT, Tree.Kind.IF, Tree.Kind.FOR_LOOP, Tree.Kind.ENHANCED_FOR_LOOP,
            Tree.Kind.WHILE_LOOP, Tree.Kind.DO_WHILE_LOOP, Tree.Kind.TRY, Tree.Kind.SWITCH, Tree.Kind.SYNCHRONIZED, Tree.Kind.BLOCK, Tree.Kind.EMPTY_STATEMENT,
            Tree.Kind.LABELED_STATEMENT);

    private final SourceCodeAnalysis analysis;
    private final List<String> options;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    private int variables;      // made until now: what has a name that has been used before would be compiled twice as often

    /** @param options the compiler's */
    Parts(SourceCodeAnalysis analysis, List<String> options) {
        this.analysis = analysis;
        this.options = options;
    }

    /**
     * Part of a cell, as JShell evaluates them: one snippet, or several {@code statements} in one.
     *
     * @param offset where in the cell the text would begin
     * @param from   where it begins in the cell, for what is before may be the kernel's
     */
    record Part(String text, int offset, int from, Completeness completeness, List<Part> statements) {
        /** What is evaluated; positions are those in the text. */
        String code() {
            if (!statements.isEmpty()) return text;
            var lexed = Lexed.of(text).code();
            var end = completeness == Completeness.COMPLETE_WITH_SEMI ? ";" : "";
            // an import stands before every other snippet: its lines would shift theirs
            if (lexed.stripLeading().startsWith("import")) return lexed.replaceAll("\\s", " ") + end;
            var code = new StringBuilder(text);
            UNKNOWN.matcher(modifiers()).results().forEach(m -> code.replace(m.start(), m.end(), " ".repeat(m.group().length())));
            return end.isEmpty() ? code.toString() : code + "\n;";      // on a line of its own, for the text may end with a comment
        }

        /** The lines in which the statements after the first begin, counted from where JShell has the variable, a line before the first statement. */
        Set<Integer> lines() {
            var lines = new HashSet<Integer>();
            int first = 0;
            int line = 0;
            for (var statement : statements) {
                var code = Lexed.of(statement.text()).code();
                int begins = line + (int) code.substring(0, code.length() - code.stripLeading().length()).chars().filter(c -> c == '\n').count();
                if (statement == statements.getFirst()) first = begins;
                else lines.add(begins - first + 1);
                line += (int) code.chars().filter(c -> c == '\n').count();
            }
            return lines;
        }

        /** Whether it may be an expression that is to be shown, and means the same as an argument; one that is a variable's name alone needs no code. */
        private boolean isExpression() {
            var code = Lexed.of(text).code().strip();
            return statements.isEmpty() && !unfinished() && !code.endsWith(";") && !code.endsWith("}") && !OTHERWISE.matcher(code).find();
        }

        /**
         * One part for several, as what a variable begins with: JShell compiles that twice. An expression as it is, or statements, it compiles once more, to find the
         * type, or to see whether the end can be reached.
         */
        private static Part of(int number, List<Part> parts, String before, String after) {
            var first = parts.getFirst();
            int begin = first.text().length() - Lexed.of(first.text()).code().stripLeading().length();      // what comes before would have the first line
            var text = new StringBuilder(DECLARATION).append(number).append(" = ").append(before);
            int offset = first.offset() + begin - text.length();
            text.append(parts.stream().map(Part::text).collect(Collectors.joining()).substring(begin));
            return new Part(text.append("\n").append(after).toString(), offset, first.from() + begin, Completeness.COMPLETE, List.copyOf(parts));
        }

        /** Whether its value is shown. */
        boolean isShown() {
            return statements.isEmpty() ? !text.stripTrailing().endsWith(";") : text.startsWith(DECLARATION);
        }

        boolean isVolatile() {
            return modifiers().contains("volatile");
        }

        private String modifiers() {
            var matcher = MODIFIERS.matcher(Lexed.of(text).code());
            return matcher.lookingAt() ? matcher.group() : "";
        }

        /** Whether something is missing at its end. */
        boolean unfinished() {
            return UNFINISHED.contains(completeness);
        }
    }

    /** What is to be evaluated of {@code source} from {@code from} to {@code to}; only the wrong part, where one has wrong syntax. */
    List<Part> plan(String source, int from, int to) {
        var parts = split(source, from, to);
        boolean alone = parts.size() < 2;       // JShell itself tells what is wrong with it, before it is run
        if (alone && parts.stream().allMatch(Part::isExpression)) return join(parts, Map.of());
        var statements = parse(parts, FORMS.getFirst());
        var wrong = alone ? Optional.<Part>empty() : wrong(parts, statements.keySet());
        return wrong.map(List::of).orElseGet(() -> join(parts, statements));
    }

    /** The first part with wrong syntax. */
    Optional<Part> wrong(String source, int from, int to) {
        return wrong(split(source, from, to), Set.of());
    }

    /** All parts; the last has the rest, where that cannot be taken apart. */
    List<Part> split(String source, int from, int to) {
        var parts = new ArrayList<Part>();
        for (int offset = from; offset < to; ) {
            var part = first(source, offset, to);
            if (part.completeness() == Completeness.EMPTY) break;
            parts.add(part);
            offset += part.text().length();
        }
        return parts;
    }

    /** JShell reads all that it is given: it is given some lines, and more until the part ends before their end. */
    private Part first(String source, int offset, int to) {
        for (int length = LOOK_AHEAD; ; length *= 2) {
            int end = offset + length < to ? source.indexOf('\n', offset + length) : to;
            if (end < 0 || end > to) end = to;
            var info = analysis.analyzeCompletion(source.substring(offset, end));
            boolean complete = info.completeness() == Completeness.COMPLETE;
            if (end == to || complete && !Lexed.of(info.remaining()).code().isBlank()) {
                return new Part(source.substring(offset, complete ? end - info.remaining().length() : end), offset, offset, info.completeness(), List.of());
            }
        }
    }

    private Optional<Part> wrong(List<Part> parts, Set<Part> right) {
        var unfinished = parts.stream().filter(Part::unfinished).findFirst();
        if (unfinished.isPresent()) return unfinished;
        var suspects = parts.stream().filter(p -> !right.contains(p)).toList();
        for (var form : FORMS) {
            var parsed = parse(suspects, form).keySet();
            suspects = suspects.stream().filter(p -> !parsed.contains(p)).toList();
        }
        return suspects.stream().filter(p -> analysis.sourceToSnippets(p.code()).stream().anyMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS)).findFirst();
    }

    /** Whether {@code snippet} is a variable that stands for expressions or statements. */
    static boolean isVariable(Snippet snippet) {
        return snippet instanceof VarSnippet variable && variable.name().startsWith(VARIABLE);
    }

    /** Makes one part of statements that follow one another: each part takes the compiler some milliseconds. */
    private List<Part> join(List<Part> parts, Map<Part, Tree> statements) {
        var joined = new ArrayList<Part>();
        var group = new ArrayList<Part>();
        for (var part : parts) {
            boolean joins = statements.containsKey(part) && JOINABLE.contains(statements.get(part).getKind()) && part.completeness() == Completeness.COMPLETE
                    && !part.text().contains("instanceof");     // whose variables would be known to the next statement
            if (!joins || group.size() == JOIN_LIMIT || !part.text().startsWith("\n")) close(group, joined);     // on lines of their own: they can be stopped between
            (joins ? group : joined).add(part);
        }
        close(group, joined);
        if (!joined.isEmpty() && joined.getLast().isExpression()) joined.add(Part.of(variables++, List.of(joined.removeLast()), Shown.class.getName() + ".is(", ");"));
        return joined;
    }

    private void close(List<Part> group, List<Part> joined) {
        if (!group.isEmpty()) joined.add(Part.of(variables++, group, "switch (0) { default -> {", "yield null; } };"));
        group.clear();
    }

    /** The parts whose syntax is right in this form, each with what it is: a statement, where that is the form. */
    private Map<Part, Tree> parse(List<Part> parts, String form) {
        var found = new DiagnosticCollector<JavaFileObject>();
        var sources = new ArrayList<Program>();
        for (var part : parts) sources.add(new Program(sources.size() + ".java", form.formatted(part.text())));
        var trees = new HashMap<URI, Tree>();
        if (parts.isEmpty()) return Map.of();
        try {
            var task = (JavacTask) compiler.getTask(null, files, found, options, null, sources);
            for (var unit : task.parse()) trees.put(unit.getSourceFile().toUri(), statement(unit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var d : found.getDiagnostics()) if (d.getKind() == Diagnostic.Kind.ERROR) trees.remove(d.getSource().toUri());
        var right = new HashMap<Part, Tree>();
        for (int i = 0; i < parts.size(); i++) if (trees.get(sources.get(i).toUri()) instanceof Tree tree) right.put(parts.get(i), tree);
        return right;
    }

    /** The one statement in the first form; for another form, the whole. */
    private static Tree statement(CompilationUnitTree unit) {
        return unit.getTypeDecls().stream().limit(1).flatMap(type -> type instanceof ClassTree c ? c.getMembers().stream() : Stream.of())
                .flatMap(member -> member instanceof MethodTree m && m.getBody() != null && m.getBody().getStatements().size() == 1 ? m.getBody().getStatements().stream() : Stream.of())
                .map(Tree.class::cast).findFirst().orElse(unit);
    }
}
