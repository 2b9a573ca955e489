package kernel.engine;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import kernel.output.Cell;

/**
 * One JShell with the notebook's variables, methods and classes: evaluates cells in this JVM.
 *
 * <p>JShell is not thread-safe. {@link #compiler} guards it; it is free while the notebook's own code runs, so other threads can
 * complete and look up meanwhile.
 */
public final class Engine {
    /** What every cell and every compact source file sees, so that a program can be moved from one to the other. */
    static final String IMPORTS = "import module java.base;";

    /** {@code --source}, not {@code --release}: that reads the whole index of the JDK's old interfaces for every snippet. */
    static final String[] COMPILER_OPTIONS = {"--enable-preview", "--source", String.valueOf(Runtime.version().feature()), "-proc:none"};

    /** To the notebook it tells its own class path, as plain Java's does, not the kernel's. */
    private static final String CLASS_PATH = "java.class.path";

    private static final Set<Completeness> WRONG = EnumSet.of(Completeness.DEFINITELY_INCOMPLETE, Completeness.UNKNOWN);

    private final ReentrantLock compiler = new ReentrantLock();
    private final Origins origins = new Origins();
    private final SnippetLoader loader = new SnippetLoader(origins);
    private final Stopwatch stopwatch = new Stopwatch();
    private final Execution execution;
    private final JShell shell;
    private final Errors errors;
    private final Help help;

    private final class InThisJvm implements ExecutionControlProvider {
        @Override public String name() {
            return "kernel";
        }

        @Override public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return execution;
        }
    }

    /** Part of a cell: one snippet, as JShell evaluates them, whose own text begins at {@code from}; what comes before is the kernel's. */
    private record Part(String text, int offset, int from, Completeness completeness) {
        boolean wrong() {
            return WRONG.contains(completeness);
        }

        String code() {
            return completeness == Completeness.COMPLETE_WITH_SEMI ? text + "\n;" : text;     // on a line of its own, for the text may end with a comment
        }
    }

    /**
     * @param stop      knows which thread runs the cells
     * @param interrupt stops a cell that takes longer than the settings allow
     * @param tools     whose static methods every cell can call, and whose package's types it can name, without an import
     */
    public Engine(Stop stop, Settings settings, Consumer<Cell> interrupt, Class<?> tools) {
        execution = new Execution(loader, compiler, stop, stopwatch, new TimeLimit(settings.timeout(), interrupt), this::settle);
        shell = JShell.builder()
                .executionEngine(new InThisJvm(), Map.of())
                .compilerOptions(Stream.concat(Stream.of(COMPILER_OPTIONS), settings.compilerOptions().stream()).toArray(String[]::new))
                .build();
        errors = new Errors(shell, origins);
        help = new Help(shell, compiler, origins);
        compiler.lock();
        try {
            var own = URI.create(tools.getProtectionDomain().getCodeSource().getLocation().toString());
            shell.addToClasspath(Path.of(own).toString());      // before the analysis, whose indexing thread may put the default in its place
            shell.sourceCodeAnalysis();
            shell.eval(IMPORTS);
            shell.eval("import " + tools.getPackageName() + ".*;");
            shell.eval("import static " + tools.getName() + ".*;");
        } finally {
            compiler.unlock();
        }
    }

    /** Completion, documentation and the like for what the reader types. */
    public Help help() {
        return help;
    }

    /**
     * Evaluates what stands from {@code from} to {@code to} on the current thread, for {@code cell}. When a part has wrong syntax, nothing is run; when a part
     * fails, those after it are not.
     */
    public Result run(Cell cell, Source source, int from, int to) {
        Thread.currentThread().setContextClassLoader(loader.asClassLoader());
        stopwatch.hold();
        compiler.lock();
        try {
            return run(parts(source, from, to), cell, source);
        } finally {
            if (compiler.isHeldByCurrentThread()) compiler.unlock();    // not so where the thread was given up
            stopwatch.go();
        }
    }

    /**
     * Compiles what stands from {@code from} to {@code to}, to be run many times: {@code Done} with a {@link Repeated}. Runs nothing.
     */
    public Result repeated(Cell cell, Source source, int from, int to) {
        compiler.lock();
        try {
            var parts = parts(source, from, to);
            if (parts.isEmpty() || parts.getFirst().wrong()) return run(parts, cell, source);
            var last = parts.getLast();
            var result = loop(cell, source, parts, true);
            if (result instanceof Result.Done) return result;
            var plain = loop(cell, source, parts, false);       // void, or no expression
            boolean statement = shell.sourceCodeAnalysis().sourceToSnippets(last.text()).stream().anyMatch(s -> s.kind() == Kind.STATEMENT || s.subKind() == SubKind.VAR_DECLARATION_WITH_INITIALIZER_SUBKIND);
            return plain instanceof Result.Done || statement ? plain : result;
        } finally {
            compiler.unlock();
        }
    }

    private Result loop(Cell cell, Source source, List<Part> parts, boolean expression) {
        var last = parts.getLast();
        int from = parts.getFirst().offset();
        var code = Repeated.loop(source.text().substring(from, last.offset()), expression ? last.text().stripTrailing().replaceFirst(";$", "") : last.text(), expression);
        var result = run(List.of(new Part(code.text(), from - code.start(), from, Completeness.COMPLETE)), cell, source);
        shell.variables().filter(v -> v.source().equals(code.text())).forEach(shell::drop);
        if (!(result instanceof Result.Done(var loop))) return result;
        return new Result.Done(new Repeated(loop, thrown -> StopPoint.isStopped(cell) ? stopped() : explain(thrown)));
    }

    /** Whether the text is an expression whose value is true or false, by what the notebook has declared until now. */
    public boolean isCondition(String text) {
        compiler.lock();
        try {
            return "boolean".equals(shell.sourceCodeAnalysis().analyzeType(text, text.length()));
        } finally {
            compiler.unlock();
        }
    }

    /** A variable of the notebook. */
    public record Variable(String name, String type, Object value) { }

    /** The notebook's variables, in the order of their declaration. */
    public List<Variable> variables() {
        compiler.lock();
        try {
            return shell.variables().filter(v -> shell.status(v) == Status.VALID && v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                    .map(v -> new Variable(v.name(), v.typeName(), value(v))).toList();
        } finally {
            compiler.unlock();
        }
    }

    private Object value(VarSnippet variable) {
        shell.varValue(variable);
        return execution.takeValue();
    }

    /** Measures the notebook's code. */
    public Stopwatch stopwatch() {
        return stopwatch;
    }

    /** What is wrong with the syntax from {@code from} to {@code to}, if something is. Runs nothing. */
    public Optional<Result.Failed> wrongSyntax(Cell cell, Source source, int from, int to) {
        compiler.lock();
        try {
            var parts = parts(source, from, to);
            return parts.size() == 1 && parts.getFirst().wrong() && run(parts, cell, source) instanceof Result.Failed failed ? Optional.of(failed) : Optional.empty();
        } finally {
            compiler.unlock();
        }
    }

    private void settle() {
        origins.settle(shell);
    }

    /** Cells evaluated from now on find the classes in these jars and folders. */
    public void addToClassPath(List<Path> entries) {
        compiler.lock();
        try {
            var more = entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            shell.addToClasspath(more);
            System.setProperty(CLASS_PATH, System.getProperty(CLASS_PATH) + File.pathSeparator + more);
        } finally {
            compiler.unlock();
        }
    }

    /** The innermost line of a cell that is in {@code stack}. */
    Optional<Place> place(List<StackTraceElement> stack) {
        return stack.stream().flatMap(frame -> origins.place(frame).stream()).findFirst();
    }

    /** What {@code thrown}, which ends the current thread or its task, means to the reader. */
    public Result.Failed explain(Throwable thrown) {
        return thrown instanceof Exits.Exit exit ? exit.result() : errors.thrown(thrown);
    }

    private Result run(List<Part> parts, Cell cell, Source source) {
        var declared = new ArrayList<DeclarationSnippet>();
        Object value = null;
        for (var part : parts) {
            var origin = new Origins.Origin(source, part.offset(), part.from());
            if (StopPoint.isStopped(cell)) return stopped();
            origins.evaluating(origin);
            for (var event : shell.eval(part.code())) {
                origins.add(shell, event.snippet(), origin);
                if (event.causeSnippet() != null) continue;
                if (event.status() == Status.REJECTED) return errors.compilation(event.snippet(), origin);
                var thrown = execution.takeThrown();
                if (event.exception() instanceof UnresolvedReferenceException e) return unresolved(e);
                if (thrown instanceof StopPoint.Stopped) return stopped();
                if (thrown instanceof Exits.Exit e) return e.result();
                if (thrown != null) return errors.thrown(thrown);
                var returned = execution.takeValue();
                value = isShown(event, part) ? returned : null;
                if (event.snippet() instanceof DeclarationSnippet d) declared.add(d);
            }
        }
        declared.stream().filter(d -> shell.status(d) == Status.RECOVERABLE_DEFINED || shell.status(d) == Status.RECOVERABLE_NOT_DEFINED)
                .forEach(d -> cell.err().println(errors.unresolved(d)));
        return StopPoint.isStopped(cell) ? stopped() : new Result.Done(value);
    }

    private Result unresolved(UnresolvedReferenceException e) {
        var message = errors.unresolved(e.getSnippet());
        return new Result.Failed(e.getClass().getName(), message, List.of(message));
    }

    /** Whether all that the cell does is to end. */
    public static boolean isStopped(Cell cell) {
        return StopPoint.isStopped(cell);
    }

    /** How a stopped cell ends. */
    public static Result.Failed stopped() {
        return new Result.Failed("Stopped", "the cell was stopped", List.of("stopped"));
    }

    /** An expression is shown, unless it ends with a semicolon. */
    private static boolean isShown(SnippetEvent event, Part part) {
        return (event.snippet() instanceof ExpressionSnippet || event.snippet().subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                && !part.text().stripTrailing().endsWith(";");
    }

    /** The parts to run; only the wrong one, when one has wrong syntax. */
    private List<Part> parts(Source code, int from, int to) {
        var source = code.text();
        var parts = new ArrayList<Part>();
        for (int offset = from; offset < to; ) {
            var info = shell.sourceCodeAnalysis().analyzeCompletion(source.substring(offset, to));
            if (info.completeness() == Completeness.EMPTY) break;
            boolean incomplete = info.completeness() == Completeness.DEFINITELY_INCOMPLETE;     // all of it remains then, and a bit more
            int end = incomplete ? to : to - info.remaining().length();
            var part = new Part(source.substring(offset, end), offset, offset, info.completeness());
            if (part.wrong()) return List.of(part);
            parts.add(part);
            offset = end;
        }
        return parts;
    }
}
