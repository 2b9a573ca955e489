package javakernel.engine;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.Memory;
import javakernel.base.Texts;
import javakernel.engine.compile.Compilation;
import javakernel.engine.compile.CompiledNotebook;
import javakernel.engine.compile.Declarations;
import javakernel.engine.compile.GivenNames;
import javakernel.engine.compile.Imports;
import javakernel.engine.compile.TimedLoop;
import javakernel.engine.help.Help;
import javakernel.engine.javac.CompilerThread;
import javakernel.engine.javac.Javac;
import javakernel.engine.javac.TypeText;
import javakernel.engine.load.Linker;
import javakernel.engine.load.LoadedUnit;
import javakernel.engine.load.LoadedUnits;
import javakernel.engine.load.NotebookLoader;
import javakernel.engine.load.StackFrames;
import javakernel.engine.source.CompileError;
import javakernel.engine.source.Holder;
import javakernel.engine.source.Place;
import javakernel.engine.source.Snippet;
import javakernel.engine.source.Source;
import javakernel.engine.source.Splitter;
import javakernel.engine.source.Undeclared;
import javakernel.engine.threads.Stop;
import javakernel.engine.threads.Stopwatch;
import javakernel.engine.threads.TimeLimit;
import javakernel.engine.woven.Exits;
import javakernel.engine.woven.StopPoint;
import javakernel.output.Cell;
import javakernel.output.Result;
import org.jspecify.annotations.Nullable;

/**
 * Compiles cells and runs them in this JVM. A cell is one compilation unit; where it declares a name twice, several,
 * which are run one after the other. What the compiler knows is the compiler's thread's; the notebook's code runs on
 * the thread that runs the cells.
 */
public final class Engine {
    /**
     * {@code --source}, not {@code --release}: that reads the whole index of the JDK's old interfaces for every task.
     */
    public static final List<String> COMPILER_OPTIONS = List.of("--enable-preview", "--source",
            String.valueOf(Runtime.version().feature()), "-proc:none", "-g", "-XDuseUnsharedTable");

    /** To the notebook it tells its own class path, as plain Java's does, not the kernel's. */
    private static final String CLASS_PATH = "java.class.path";
    private static final Set<String> MAGICS = Set.of("lineMagic", "cellMagic");
    private static final int MAX_CAUSES = 100; // they may form a ring

    private final CompilerThread compiler = new CompilerThread();
    private final LoadedUnits units = new LoadedUnits();
    private final NotebookLoader loader = new NotebookLoader(units, new Linker(units));
    private final StackFrames frames = new StackFrames(units);
    private final Errors errors = new Errors(frames);
    private final Stopwatch stopwatch = new Stopwatch();
    // the kernel's own and what the notebook adds
    private final List<Path> classPath = new CopyOnWriteArrayList<>();
    // types whose initialisers have failed: the JVM never tries again
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final TimeLimit timeLimit;
    private final Execution execution;
    private final Help help;

    private final List<String> javacOptions;

    // the compiler's thread's
    private volatile Javac javac;
    private final Declarations declarations = new Declarations();
    private final Imports imports;
    private boolean retryAll; // what waits may be on the class path now

    /**
     * @param stop      knows which thread runs the cells
     * @param interrupt stops a cell that takes longer than the settings allow
     * @param names     what every cell can name without an import
     */
    public Engine(Stop stop, Settings settings, Consumer<Cell> interrupt, GivenNames names) {
        timeLimit = new TimeLimit(settings.timeout(), interrupt);
        execution = new Execution(stop, stopwatch, timeLimit);
        stop.tellFrames(errors::steps);
        classPath.add(
                Path.of(URI.create(names.members().getProtectionDomain().getCodeSource().getLocation().toString())));
        javacOptions = Stream.concat(COMPILER_OPTIONS.stream(), settings.compilerOptions().stream()).toList();
        javac = javac(classPath);
        imports = new Imports(names, loader);
        help = new Help(new CompiledNotebook(javacOptions, declarations, imports, names, classPath));
    }

    private Javac javac(List<Path> path) {
        var made = new Javac(javacOptions);
        made.setClassPath(path);
        return made;
    }

    /** Compiles a cell that does nothing, so that the first one need not wait for what is done only once. */
    public void warmUp() {
        var nothing = new Source("", "1 + 1");
        compiled(() -> {
            var split = Splitter.split(javac, nothing, 0, nothing.text().length());
            var compilation = new Compilation(javac, declarations, imports, failed, Holder.name(0, 1),
                    split.snippets(), false);
            compilation.compile();
            return compilation.unit(loader, units).code(1);
        });
    }

    /** Completion, documentation and the like for what the reader types. */
    public Help help() {
        return help;
    }

    // ---- running: the thread that runs the cells ----

    /**
     * Evaluates what stands from {@code from} to {@code to} on the current thread, for {@code cell}. When something of
     * it does not compile, nothing is run.
     */
    public Result run(Cell cell, Source source, int from, int to) {
        Thread.currentThread().setContextClassLoader(loader);
        if (execution.isRunning()) return new Result.Failed("UsageError", Texts.of("cell.nested"),
                List.of(Texts.of("cell.nested")));
        stopwatch.hold();
        try {
            return switch (attempt(cell, () -> Splitter.split(javac, source, from, to))) {
                case Answer.Ended(var result) -> result;
                case Answer.Given(var split) when !split.faults().isEmpty() -> CompileError.failed(split.faults());
                case Answer.Given(var split) -> run(cell, new ArrayList<>(split.snippets()));
            };
        } finally {
            stopwatch.go();
        }
    }

    private Result run(Cell cell, List<Snippet> snippets) {
        var committed = new ArrayList<Compilation.Committed>();
        Result result = new Result.Done(null);
        while (!snippets.isEmpty() && result instanceof Result.Done && !StopPoint.isStopped(cell)) {
            result = switch (attempt(cell, () -> compile(cell, snippets))) {
                case Answer.Ended(var ended) -> ended;
                case Answer.Given(var unit) when !unit.faults().isEmpty() -> CompileError.failed(unit.faults());
                case Answer.Given(var unit) -> {
                    if (!(unit.committed() instanceof Compilation.Committed done)) yield stopped();
                    snippets.subList(0, unit.count()).clear();
                    committed.add(done);
                    yield execute(done);
                }
            };
        }
        tell(cell, committed);
        return StopPoint.isStopped(cell) ? stopped() : result;
    }

    private Result execute(Compilation.Committed committed) {
        try {
            return new Result.Done(execution.run(committed.code()));
        } catch (StopPoint.Stopped e) {
            return stopped();
        } catch (Exits.Exit e) {
            return e.result();
        } catch (Execution.GivenUp e) {
            throw e;
        } catch (Throwable e) {
            return thrown(e);
        }
    }

    /** A part of a cell, compiled; {@code count} snippets of it. Where there are faults, nothing has changed. */
    private record Compiled(int count, Compilation.@Nullable Committed committed, List<CompileError> faults) {}

    /** What the compiler's thread has given; or how the cell ends, because it could not. */
    private sealed interface Answer<T> {
        record Given<T>(T value) implements Answer<T> {}

        record Ended<T>(Result.Failed result) implements Answer<T> {}
    }

    private <T> Answer<T> attempt(Cell cell, Callable<T> job) {
        try {
            return new Answer.Given<>(compiler.call(job, () -> StopPoint.isStopped(cell)));
        } catch (CompilerThread.Abandoned e) {
            javac = javac(classPath); // the job may come to no end
            return new Answer.Ended<>(stopped());
        } catch (Exception | Error e) {
            Memory.note(e);
            return new Answer.Ended<>(compilerFailed(e));
        }
    }

    private <T> T compiled(Callable<T> job) {
        try {
            return compiler.call(job, () -> false);
        } catch (CompilerThread.Abandoned e) {
            throw new IllegalStateException(e);
        }
    }

    private static Result.Failed compilerFailed(Throwable e) {
        var message = switch (e) {
            case StackOverflowError _ -> Texts.of("engine.tooDeep");
            case OutOfMemoryError _ -> Texts.of("engine.noMemory");
            default -> Texts.of("engine.compilerFailed", e);
        };
        return new Result.Failed("CompilerFailed", message, List.of(message, Texts.of("engine.notRun")));
    }

    // ---- compiling: the compiler's thread ----

    private Compiled compile(Cell cell, List<Snippet> snippets) {
        int count = count(snippets);
        var compilation = new Compilation(javac, declarations, imports, failed, holder(cell),
                snippets.subList(0, count), retryAll);
        var faults = compilation.compile();
        if (!faults.isEmpty()) return new Compiled(count, null, faults);
        if (StopPoint.isStopped(cell)) return new Compiled(count, null, List.of()); // nobody waits for it any more
        retryAll = false;
        return new Compiled(count, compilation.commit(loader, units), List.of());
    }

    /**
     * How many snippets can be compiled together: no name is declared twice, nor used before it is declared as
     * something else; none follows a magic, which may add to the class path.
     */
    private int count(List<Snippet> snippets) {
        var declared = new HashSet<String>();
        var used = new HashSet<String>();
        for (int i = 0; i < snippets.size(); i++) {
            var snippet = snippets.get(i);
            if (snippet instanceof Snippet.Declaration d && !declared.add(Declarations.key(d))) return i;
            if (snippet instanceof Snippet.Variable v && used.contains(v.name())
                    && declarations.variable(v.name()) != null)
                return i;
            if (snippet instanceof Snippet.Statement || snippet instanceof Snippet.Variable)
                used.addAll(snippet.names());
            if (MAGICS.stream().anyMatch(used::contains)) return i + 1;
        }
        return snippets.size();
    }

    /** A name that no class has which is still used. */
    private String holder(Cell cell) {
        int part = 1;
        while (units.find(Holder.name(cell.number(), part)) != null) part++;
        return Holder.name(cell.number(), part);
    }

    // ---- other questions ----

    /**
     * Compiles what stands from {@code from} to {@code to}, to be run many times: {@code Done} with a
     * {@link TimedLoop}. Runs nothing.
     */
    public Result repeated(Cell cell, Source source, int from, int to) {
        return switch (attempt(cell, () -> loop(cell, source, from, to))) {
            case Answer.Ended(var result) -> result;
            case Answer.Given(var result) -> result;
        };
    }

    private Result loop(Cell cell, Source source, int from, int to) {
        var split = Splitter.split(javac, source, from, to);
        if (!split.faults().isEmpty()) return CompileError.failed(split.faults());
        if (split.snippets().isEmpty()) return new Result.Done(null);
        var compilation = new Compilation(javac, declarations, imports, failed, holder(cell), split.snippets(),
                false);
        var faults = compilation.compileLoop(source, from, to);
        if (!faults.isEmpty()) return CompileError.failed(faults);
        var unit = compilation.unit(loader, units);
        units.add(unit, unit.classes().keySet());
        return new Result.Done(new TimedLoop(unit.method(compilation.holder(), TimedLoop.RUN, TimedLoop.TYPE),
                thrown -> StopPoint.isStopped(cell) ? stopped() : explain(thrown)));
    }

    /** Whether the text is an expression whose value is true or false, by what the notebook has declared until now. */
    public boolean isCondition(String text) {
        return compiled(() -> {
            var source = new Source("", text);
            var split = Splitter.split(javac, source, 0, text.length());
            return split.faults().isEmpty() && split.snippets().size() == 1 && split.snippets()
                    .getFirst() instanceof Snippet.Statement
                    && new Compilation(javac, declarations, imports, failed, Holder.name(0, 1),
                            split.snippets(), false).isCondition();
        });
    }

    /** What is wrong with the syntax from {@code from} to {@code to}, if something is. Runs nothing. */
    public Optional<Result.Failed> wrongSyntax(Cell cell, Source source, int from, int to) {
        return switch (attempt(cell, () -> Splitter.split(javac, source, from, to))) {
            case Answer.Ended(var result) -> Optional.of(result);
            case Answer.Given(var split) -> split.faults().isEmpty() ? Optional.empty()
                    : Optional.of(CompileError.failed(split.faults()));
        };
    }

    /** A variable of the notebook. */
    public record Variable(String name, String type, @Nullable Object value) {}

    /** The notebook's variables, in the order of their declaration. */
    public List<Variable> variables() {
        return compiled(() -> declarations.variables().stream()
                .map(v -> new Variable(v.snippet().name(), TypeText.simple(v.type()), Compilation.value(v))).toList());
    }

    /** Cells evaluated from now on find the classes in these jars and folders. */
    public void addToClassPath(List<Path> entries) {
        compiled(() -> {
            classPath.addAll(entries);
            javac.setClassPath(classPath);
            entries.forEach(loader::add);
            retryAll = true;
            return null;
        });
        System.setProperty(CLASS_PATH, System.getProperty(CLASS_PATH) + File.pathSeparator + entries.stream()
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
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

    // ---- what is told: any thread ----

    /** The innermost line of a cell that is in {@code stack}. */
    public Optional<Place> place(List<StackTraceElement> stack) {
        return stack.stream().flatMap(frame -> frames.place(frame).stream()).findFirst();
    }

    /** What {@code thrown}, which ends the current thread or its task, means to the reader. */
    public Result.Failed explain(Throwable thrown) {
        return thrown instanceof Exits.Exit exit ? exit.result() : thrown(thrown);
    }

    private Result.Failed thrown(Throwable thrown) {
        Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES)
                .flatMap(t -> Arrays.stream(t.getStackTrace()))
                .filter(f -> f.getMethodName().equals("<clinit>")).map(StackTraceElement::getClassName)
                .forEach(name -> {
                    if (units.find(name) instanceof LoadedUnit unit) failed.add(unit.outermost(name));
                });
        return errors.thrown(thrown);
    }

    private void tell(Cell cell, List<Compilation.Committed> committed) {
        if (committed.stream().allMatch(c -> c.late().isEmpty() && c.unusable().isEmpty() && c.changed()
                .isEmpty()))
            return;
        for (var line : compiled(() -> messages(committed))) cell.err().println(line);
    }

    private List<String> messages(List<Compilation.Committed> committed) {
        var lines = new ArrayList<String>();
        for (var c : committed) {
            for (var snippet : Stream.concat(c.late().stream(), c.unusable().stream()).toList()) {
                var faults = declarations.faults(snippet);
                if (faults.isEmpty()) continue;
                lines.add(Undeclared.message(snippet.name(), faults));
                faults.forEach(f -> lines.addAll(f.lines()));
            }
            for (var changed : c.changed())
                lines.add(changed.message(name -> declarations.variable(name) instanceof Declarations.Variable v
                        ? Compilation.value(v) : null));
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    /** Whether all that the cell does is to end. */
    public static boolean isStopped(Cell cell) {
        return StopPoint.isStopped(cell);
    }

    /** How a stopped cell ends. */
    public static Result.Failed stopped() {
        return new Result.Failed("Stopped", Texts.of("cell.wasStopped"), List.of(Texts.of("cell.stopped")));
    }
}
