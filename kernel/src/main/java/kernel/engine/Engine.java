package kernel.engine;

import java.io.File;
import java.lang.classfile.constantpool.ConstantPoolException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
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
import kernel.engine.help.Help;
import kernel.output.Cell;
import kernel.protocol.Texts;

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
    static final String[] COMPILER_OPTIONS = {"--enable-preview", "--source", String.valueOf(Runtime.version().feature()), "-proc:none", "-g"};

    /** To the notebook it tells its own class path, as plain Java's does, not the kernel's. */
    private static final String CLASS_PATH = "java.class.path";
    private static final String NESTED = Texts.of("cell.nested");
    private static final String SYNCHRONIZED = "synchronized";
    private static final String NO_MONITOR = Texts.of("cell.synchronized");
    private static final String LIMIT = "compiler.err.limit.";      // how the codes of the compiler's messages begin that are about the limits of a class file

    private static final Pattern MODIFIER = Pattern.compile("public|protected|private");

    private final ReentrantLock compiler = new ReentrantLock();
    private final Origins origins = new Origins();
    private final SnippetLoader loader = new SnippetLoader(origins);
    private final Linker linker = loader.linker();
    private final Initialisers initialisers = new Initialisers();
    private final Stopwatch stopwatch = new Stopwatch();
    private final TimeLimit timeLimit;
    private final Execution execution;
    private final JShell shell;
    private final String ownPath;
    private final Parts parts;
    private final Errors errors;
    private final Help help;
    private final List<Path> classPath = new CopyOnWriteArrayList<>();      // the kernel's own and what the notebook adds

    private final class InThisJvm implements ExecutionControlProvider {
        @Override public String name() {
            return "kernel";
        }

        @Override public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return execution;
        }
    }

    /**
     * @param stop      knows which thread runs the cells
     * @param interrupt stops a cell that takes longer than the settings allow
     * @param tools     whose static methods every cell can call, and whose package's types it can name, without an import
     */
    public Engine(Stop stop, Settings settings, Consumer<Cell> interrupt, Class<?> tools) {
        timeLimit = new TimeLimit(settings.timeout(), interrupt);
        execution = new Execution(loader, compiler, stop, stopwatch, timeLimit, this::settle);
        var options = Stream.concat(Stream.of(COMPILER_OPTIONS), settings.compilerOptions().stream()).toList();
        shell = JShell.builder()
                .executionEngine(new InThisJvm(), Map.of())
                .compilerOptions(options.toArray(String[]::new))
                .fileManager(CompilerFiles::new)
                .build();
        errors = new Errors(shell, origins, compiler);
        stop.tellFrames(errors::steps);
        ownPath = Path.of(URI.create(tools.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
        classPath.add(Path.of(ownPath));
        compiler.lock();
        try {
            shell.addToClasspath(ownPath);      // before the analysis, whose indexing thread may put the default in its place
            parts = new Parts(shell.sourceCodeAnalysis(), options);
            help = new Help(new ShellContext(shell, compiler, origins, loader, options, classPath));
            shell.eval(IMPORTS);
            shell.eval("import java.util.prefs.*;");        // IJava has it
            shell.eval("import " + tools.getPackageName() + ".*;");
            shell.eval("import static " + tools.getName() + ".*;");
        } finally {
            compiler.unlock();
        }
    }

    /** Compiles a cell that does nothing, so that the first one need not wait for what is done only once. */
    public void warmUp() {
        compiler.lock();
        try {
            var nothing = new Source("", "1 + 1");
            for (var part : parts.plan(nothing.text(), 0, nothing.text().length())) {
                origins.evaluating(new Origins.Origin(nothing, part.offset(), part.from()));
                var snippet = execution.declaring(() -> shell.eval(part.code())).getFirst().snippet();
                settle();
                loader.findClass(shell.sourceCodeAnalysis().wrapper(snippet).fullClassName());
                shell.drop(snippet);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
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
            var open = open(source, from, to);
            return open.isPresent() ? open.get() : run(parts.plan(source.text(), from, to), cell, source);
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
            var wrong = wrong(cell, source, from, to);
            if (wrong.isPresent()) return wrong.get();
            var parts = this.parts.split(source.text(), from, to);
            if (parts.isEmpty()) return new Result.Done(null);
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

    private Result loop(Cell cell, Source source, List<Parts.Part> parts, boolean expression) {
        var last = parts.getLast();
        int from = parts.getFirst().offset();
        var code = Repeated.loop(source.text().substring(from, last.offset()), expression ? last.text().stripTrailing().replaceFirst(";$", "") : last.text(), expression);
        var result = run(List.of(new Parts.Part(code.text(), from - code.start(), from, Completeness.COMPLETE, List.of())), cell, source);
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
            return shell.variables().filter(v -> shell.status(v) == Status.VALID && v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND && !Parts.isVariable(v))
                    .map(v -> new Variable(v.name(), v.typeName(), value(v))).toList();
        } finally {
            compiler.unlock();
        }
    }

    private Object value(VarSnippet variable) {
        shell.varValue(variable);
        return execution.takeValue();
    }

    /** Whether the current thread is the one that runs the cells, and the notebook's code has called this. */
    public boolean isCalledByCell() {
        return execution.isRunning();
    }

    /** How long a statement may take. */
    public TimeLimit timeLimit() {
        return timeLimit;
    }

    /** Measures the notebook's code. */
    public Stopwatch stopwatch() {
        return stopwatch;
    }

    /** What is wrong with the syntax from {@code from} to {@code to}, if something is. Runs nothing. */
    public Optional<Result.Failed> wrongSyntax(Cell cell, Source source, int from, int to) {
        compiler.lock();
        try {
            return wrong(cell, source, from, to);
        } finally {
            compiler.unlock();
        }
    }

    private void settle() {
        origins.settle(shell);
        loader.link();
    }

    /** Cells evaluated from now on find the classes in these jars and folders. */
    public void addToClassPath(List<Path> entries) {
        compiler.lock();
        try {
            var more = entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            shell.addToClasspath(more);
            classPath.addAll(entries);
            System.setProperty(CLASS_PATH, System.getProperty(CLASS_PATH) + File.pathSeparator + more);
        } finally {
            compiler.unlock();
        }
    }

    /** The innermost line of a cell that is in {@code stack}. */
    public Optional<Place> place(List<StackTraceElement> stack) {
        return stack.stream().flatMap(frame -> origins.place(frame).stream()).findFirst();
    }

    /** What {@code thrown}, which ends the current thread or its task, means to the reader. */
    public Result.Failed explain(Throwable thrown) {
        return thrown instanceof Exits.Exit exit ? exit.result() : thrown(thrown);
    }

    private Result run(List<Parts.Part> parts, Cell cell, Source source) {
        if (execution.isRunning()) return new Result.Failed("UsageError", NESTED, List.of(NESTED));
        var aftermath = new Aftermath(shell, linker, execution, origins, errors);
        try {
            return run(parts, cell, source, aftermath);
        } finally {
            aftermath.tell(cell);
        }
    }

    private Result run(List<Parts.Part> parts, Cell cell, Source source, Aftermath aftermath) {
        var declared = new ArrayList<DeclarationSnippet>();
        Object value = null;
        for (var left = new ArrayDeque<>(parts); !left.isEmpty(); ) {
            var part = left.pop();
            var fresh = "\n".repeat(initialisers.failures(part));
            var origin = new Origins.Origin(source, part.offset() - fresh.length(), part.from());
            if (StopPoint.isStopped(cell)) return stopped();
            origins.evaluating(origin);
            linker.begin();
            loader.setCheckpoints(part.lines());
            var events = new ArrayList<>(declareVolatiles(part));
            events.addAll(eval(fresh + part.code()));
            var failed = events.stream().filter(this::isTooLarge).map(SnippetEvent::snippet).findFirst().map(s -> errors.compilation(s, origin));
            if (failed.isPresent()) events.addAll(withdrawn(events, aftermath));
            var own = events.stream().filter(e -> e.causeSnippet() == null).toList();
            own.forEach(e -> origins.add(shell, e.snippet(), origin));
            settle();
            aftermath.add(events);
            own.stream().map(SnippetEvent::snippet).filter(s -> Parts.isVariable(s) && shell.status(s).isActive()).forEach(shell::drop);
            for (var event : own) {
                if (!event.status().isDefined() && !part.statements().isEmpty()) {      // those before the wrong one are run
                    part.statements().reversed().forEach(left::push);
                    break;
                }
                if (event.status() == Status.REJECTED) return rejected(event.snippet(), part, origin);
                if (failed.isPresent()) return failed.get();
                var thrown = execution.takeThrown();
                if (event.exception() instanceof UnresolvedReferenceException e) return unresolved(e);
                if (thrown instanceof StopPoint.Stopped) return stopped();
                if (thrown instanceof Exits.Exit e) return e.result();
                if (thrown != null) return thrown(thrown);
                var returned = execution.takeValue();
                value = part.isShown() && isExpression(event.snippet()) ? returned : null;
                if (event.snippet() instanceof DeclarationSnippet d) declared.add(d);
            }
        }
        declared.stream().filter(d -> shell.status(d) == Status.RECOVERABLE_DEFINED || shell.status(d) == Status.RECOVERABLE_NOT_DEFINED)
                .forEach(d -> cell.err().println(errors.unresolved(d)));
        return StopPoint.isStopped(cell) ? stopped() : new Result.Done(value);
    }

    private Result.Failed thrown(Throwable thrown) {
        initialisers.note(thrown);
        return errors.thrown(thrown);
    }

    /** JShell makes all classes public: the constructor of a record has to be it too, unless the reader wrote what it is. */
    private List<SnippetEvent> eval(String code) {
        var events = compiled(code);
        return events.stream().filter(e -> e.status() == Status.REJECTED).flatMap(e -> shell.diagnostics(e.snippet()))
                .filter(d -> d.getCode().equals("compiler.err.invalid.canonical.constructor.in.record") && !MODIFIER.matcher(code).region((int) d.getStartPosition(), code.length()).lookingAt())
                .findFirst().map(d -> eval(code.substring(0, (int) d.getStartPosition()) + "public " + code.substring((int) d.getStartPosition())))
                .orElse(events);
    }

    /** A compiler that failed within a class, for want of stack, begins the next with what it has left of that one; then it is done with it. */
    private List<SnippetEvent> compiled(String code) {
        try {
            return shell.eval(code);
        } catch (ConstantPoolException e) {
            return shell.eval(code);
        }
    }

    /** JShell sees that something is too large for a class file only when it writes that, and then takes it for what waits for a later declaration. */
    private boolean isTooLarge(SnippetEvent event) {
        return event.causeSnippet() == null && event.status() == Status.RECOVERABLE_NOT_DEFINED
                && shell.diagnostics(event.snippet()).anyMatch(d -> d.getCode().startsWith(LIMIT));
    }

    /**
     * Takes back what is too large: what had its name before has it again. The compiler would begin every later class with what it has left of that one; JShell
     * makes another when the class path changes.
     */
    private List<SnippetEvent> withdrawn(List<SnippetEvent> events, Aftermath aftermath) {
        shell.addToClasspath(ownPath);
        events.stream().filter(this::isTooLarge).map(SnippetEvent::snippet).forEach(shell::drop);
        return events.stream().filter(e -> e.status() == Status.OVERWRITTEN).map(SnippetEvent::snippet).flatMap(s -> aftermath.redeclare(s, s.source()).stream()).toList();
    }

    private Result.Failed rejected(Snippet snippet, Parts.Part part, Origins.Origin origin) {
        var code = Lexed.of(part.text()).code();
        int start = code.length() - code.stripLeading().length();
        if (code.startsWith("package ", start)) return wrong(origin.at(start), "package", Texts.of("cell.package"));
        int at = code.indexOf(SYNCHRONIZED);
        boolean modifier = at >= 0 && shell.diagnostics(snippet).anyMatch(d -> d.getCode().equals("jdk.eval.error.illegal.modifiers"));
        return modifier ? wrong(origin.at(at), SYNCHRONIZED, NO_MONITOR) : errors.compilation(snippet, origin);
    }

    /** What JShell takes for the beginning of something longer, and so does not tell where the rest is wrong. */
    private static Optional<Result.Failed> open(Source source, int from, int to) {
        return switch (Lexed.of(source.text().substring(from, to)).inside()) {
            case COMMENT -> Optional.of(wrong(Place.of(source, source.text().lastIndexOf("/*", to)), "/*", Texts.of("cell.openComment")));
            case TEXT_BLOCK -> Optional.of(wrong(Place.of(source, source.text().lastIndexOf("\"\"\"", to)), "\"\"\"", Texts.of("cell.openTextBlock")));
            default -> Optional.empty();
        };
    }

    private Optional<Result.Failed> wrong(Cell cell, Source source, int from, int to) {
        return open(source, from, to).or(() -> parts.wrong(source.text(), from, to)
                .flatMap(wrong -> run(List.of(wrong), cell, source) instanceof Result.Failed failed ? Optional.of(failed) : Optional.empty()));
    }

    private static Result.Failed wrong(Place place, String word, String message) {
        return new Result.Failed("CompilationError", message, Errors.compilation(place, word.length(), message));
    }

    /** JShell drops the word {@code volatile}: the linker is told before. Returns what this does to what uses a variable that was not volatile until now, or was. */
    private List<SnippetEvent> declareVolatiles(Parts.Part part) {
        var code = part.code();
        if (!part.isVolatile() && linker.volatiles().stream().noneMatch(name -> code.matches("(?s).*[\\w>\\]]\\s+" + name + "\\b.*"))) return List.of();
        var events = new ArrayList<SnippetEvent>();
        for (var snippet : shell.sourceCodeAnalysis().sourceToSnippets(code)) {
            if (!(snippet instanceof VarSnippet v) || shell.diagnostics(v).anyMatch(Diag::isError) || !linker.setVolatile(v.name(), part.isVolatile())) continue;
            // to JShell nothing has changed; so that it compiles anew what uses the variable, it begins with something else for a moment
            var type = linker.type(v.name());
            events.addAll(execution.declaring(() -> shell.eval("%s %s = (%s) (Object) \"%s\";".formatted(type, v.name(), type, part.isVolatile()))));
        }
        return events.stream().filter(e -> e.causeSnippet() != null).toList();
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
        return new Result.Failed("Stopped", Texts.of("cell.wasStopped"), List.of(Texts.of("cell.stopped")));
    }

    /** As itself, or in what {@link Parts} makes of it. */
    private static boolean isExpression(Snippet snippet) {
        return snippet instanceof ExpressionSnippet || Parts.isVariable(snippet) || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }
}
