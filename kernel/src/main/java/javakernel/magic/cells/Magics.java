package javakernel.magic.cells;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javakernel.base.Reason;
import javakernel.base.Texts;
import javakernel.display.MagicCalls;
import javakernel.engine.Engine;
import javakernel.engine.Settings;
import javakernel.engine.source.Source;
import javakernel.engine.threads.Activities;
import javakernel.engine.threads.Deadlocks;
import javakernel.engine.threads.Stop;
import javakernel.magic.CellRunner;
import javakernel.magic.Failure;
import javakernel.magic.Failures;
import javakernel.magic.Folder;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.magic.Spelling;
import javakernel.magic.files.CdMagic;
import javakernel.magic.files.EnvMagic;
import javakernel.magic.files.JavacMagic;
import javakernel.magic.files.LoadMagic;
import javakernel.magic.files.ShellMagic;
import javakernel.magic.files.WriteFileMagic;
import javakernel.magic.libraries.ClassPath;
import javakernel.magic.libraries.JarsMagic;
import javakernel.magic.libraries.LoadFromPomMagic;
import javakernel.magic.libraries.Maven;
import javakernel.magic.libraries.MavenMagic;
import javakernel.magic.libraries.MavenRepoMagic;
import javakernel.magic.schedules.SchedulesMagic;
import javakernel.magic.threads.DeadlocksMagic;
import javakernel.magic.threads.StopMagic;
import javakernel.magic.threads.ThreadsMagic;
import javakernel.magic.time.TimeItMagic;
import javakernel.magic.time.TimeMagic;
import javakernel.magic.time.TimelineMagic;
import javakernel.output.Cell;
import javakernel.output.CellOfThread;
import javakernel.output.Result;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells: Java, and the commands between and around it. {@link #run} is called by the thread that runs the cells,
 * everything else by any thread.
 */
public final class Magics implements CellRunner {
    private final Engine engine;
    private @Nullable Startup startup; // null when it is done; the thread's that runs the cells
    // by each of their names; complete before any thread sees it
    private final Map<String, Magic> magics = new LinkedHashMap<>();

    public Magics(Engine engine, Stop stop, Settings settings) {
        this.engine = engine;
        var folder = new Folder();
        var classPath = new ClassPath(engine);
        var maven = new Maven(classPath);
        var activities = new Activities(engine::place, stop);
        for (var magic : List.of(
                new MavenMagic(maven),
                new MavenRepoMagic(maven),
                new LoadFromPomMagic(maven, folder),
                new JarsMagic(classPath, folder),
                new LoadMagic(this, folder),
                new TimeMagic(this, engine.stopwatch()),
                new TimeItMagic(engine),
                new ShellMagic(folder, engine.timeLimit()),
                new WriteFileMagic(folder),
                new CdMagic(folder),
                new EnvMagic(),
                new WhoMagic(engine),
                new DocumentationMagic(engine),
                new JavacMagic(classPath),
                new ThreadsMagic(activities),
                new StopMagic(stop),
                new DeadlocksMagic(new Deadlocks(engine::place, stop)),
                new TimelineMagic(this, engine, activities, folder),
                new SchedulesMagic(classPath),
                new LsMagicMagic(this))) {
            for (var name : magic.names()) magics.put(name, magic);
        }
        MagicCalls.to(this::call);
        startup = new Startup(settings, this, classPath, folder);
    }

    /**
     * What may stand at the cursor.
     *
     * @param matches each would replace the text from {@code start} to {@code end}, counted in UTF-16 units
     */
    public record Completion(List<Match> matches, int start, int end) {}

    /** @param summary what it is, in a few words; may be empty */
    public record Match(String text, String summary) {}

    public Collection<Magic> all() {
        return List.copyOf(new LinkedHashSet<>(magics.values()));
    }

    /** By any of its names, with percent signs. */
    public Optional<Magic> find(String name) {
        return Optional.ofNullable(magics.get(name));
    }

    // ---- help: any thread ----

    /** What may stand at {@code cursor}; empty where Java stands. */
    public Optional<Completion> complete(String code, int cursor) {
        var before = code.substring(0, cursor);
        return useAt(before, cursor).map(use -> {
            int nameEnd = use.start() + use.name().length();
            if (cursor <= nameEnd) return new Completion(names(use.name()), use.start(), cursor);
            var magic = magics.get(use.name());
            if (magic == null || use.from() > cursor) return new Completion(List.of(), cursor, cursor);
            var typed = before.substring(use.from());
            int word = Math.max(typed.lastIndexOf(' '), typed.lastIndexOf('\t')) + 1;
            return new Completion(magic.complete(typed).stream().map(m -> new Match(m, "")).toList(), use.from() + word,
                    cursor);
        });
    }

    private List<Match> names(String begun) {
        return magics.entrySet().stream().filter(m -> m.getKey().startsWith(begun))
                .map(m -> new Match(m.getKey(), m.getValue().summary())).toList();
    }

    /** The magic that stands at {@code cursor}, if one does. */
    public Optional<Magic> at(String code, int cursor) {
        return useAt(code, cursor).flatMap(use -> find(use.name()));
    }

    private Optional<MagicSplitter.Use> useAt(String code, int cursor) {
        return MagicSplitter.of(code, magics::containsKey).stream().filter(MagicSplitter.Use.class::isInstance)
                .map(MagicSplitter.Use.class::cast)
                .filter(use -> use.start() < cursor && cursor <= use.to() && !isJava(code, use, cursor)).findFirst();
    }

    private boolean isJava(String code, MagicSplitter.Use use, int position) {
        int java = javaFrom(code, use);
        return java >= 0 && position >= java;
    }

    /** Where the Java in the arguments begins, −1 for none. */
    private int javaFrom(String code, MagicSplitter.Use use) {
        var magic = magics.get(use.name());
        int java = magic == null ? -1 : magic.java(code.substring(use.from(), use.to()));
        return java < 0 ? -1 : use.from() + java;
    }

    /** The code as long as it is, with spaces and semicolons in place of all that is no Java. */
    public String java(String code) {
        var java = new StringBuilder(code);
        for (var part : MagicSplitter.of(code, magics::containsKey)) {
            if (!(part instanceof MagicSplitter.Use use)) continue;
            if (use.name().equals(DocumentationMagic.NAME)) {
                java.replace(use.from(), use.to(), code.substring(use.from(), use.to()).replace('?', ';'));
                continue;
            }
            int inside = javaFrom(code, use);
            blank(java, use.start(), inside < 0 ? use.to() : inside);
            if (use.body() < 0) java.setCharAt(use.start(), ';');
            else if (inside < 0) blank(java, use.body(), code.length());
        }
        return java.toString();
    }

    private static void blank(StringBuilder code, int from, int to) {
        for (int i = from; i < to; i++) {
            if (code.charAt(i) != '\n') code.setCharAt(i, ' ');
        }
    }

    // ---- running: the thread that runs the cells ----

    /**
     * Runs a cell. When a part has wrong syntax or is no magic, nothing of it is run; when a part fails, those after it
     * are not.
     */
    public Result run(Cell cell, String code) {
        if (startup != null) {
            var first = startup;
            startup = null;
            first.run(cell);
        }
        return run(cell, Source.of(cell, code));
    }

    @Override public Result run(Cell cell, Source source) {
        var whole = MagicSplitter.whole(source.text());
        // no lambda: its frame would stand below the cell's own
        return whole.isPresent() ? run(cell, source, List.of(whole.get()))
                : run(cell, source, 0, source.text().length());
    }

    @Override public Result run(Cell cell, Source source, int from, int to) {
        var called = source.text().substring(0, from)
                + MagicSplitter.withCalls(source.text().substring(from, to), magics::containsKey);
        return run(cell, new Source(source.name(), called + source.text().substring(to)),
                MagicSplitter.lines(called, from, called.length(), magics::containsKey));
    }

    private Result run(Cell cell, Source source, List<MagicSplitter.Part> parts) {
        if (parts.size() == 1 && parts.getFirst() instanceof MagicSplitter.Java java)
            return engine.run(cell, source, java.from(), java.to());
        for (var part : parts) {
            var wrong = switch (part) {
                case MagicSplitter.Java java -> engine.wrongSyntax(cell, source, java.from(), java.to());
                case MagicSplitter.Use use -> wrongUse(use);
            };
            if (wrong.isPresent()) return wrong.get();
        }
        Result result = new Result.Done(null);
        for (var part : parts) {
            result = switch (part) {
                case MagicSplitter.Java java -> engine.run(cell, source, java.from(), java.to());
                case MagicSplitter.Use use when isNegation(source, use) -> engine.run(cell, source, use.start(),
                        use.to());
                case MagicSplitter.Use use -> run(cell, source, use);
            };
            if (result instanceof Result.Failed) return result;
        }
        return result;
    }

    /** {@code !done} is Java where {@code done} is a boolean of the notebook's. */
    private boolean isNegation(Source source, MagicSplitter.Use use) {
        return use.name().equals("!") && engine.isCondition(source.text().substring(use.start(), use.to()));
    }

    private Optional<Result.Failed> wrongUse(MagicSplitter.Use use) {
        if (use.body() < 0 && use.name().startsWith("%%") && !use.help()) {
            return Optional
                    .of(Failures.of("UsageError", Texts.of("magic.first", use.name()), Texts.of("magic.first.mend")));
        }
        if (magic(use) != null) return Optional.empty();
        var mend = similar(use.name()).map(name -> Texts.of("magic.similar", name))
                .orElseGet(() -> Texts.of("magic.unknown.mend"));
        return Optional.of(Failures.of("UnknownMagic", Texts.of("magic.unknown", use.name()), mend));
    }

    /**
     * Null for none. Help is told by the other form of a name, too: {@code %timeline?} where only {@code %%timeline} is
     * a magic.
     */
    private @Nullable Magic magic(MagicSplitter.Use use) {
        var magic = magics.get(use.name());
        return magic == null && use.help() ? magics.get(otherForm(use.name())) : magic;
    }

    private Optional<String> similar(String name) {
        return magics.containsKey(otherForm(name)) ? Optional.of(otherForm(name))
                : Spelling.nearest(name, magics.keySet());
    }

    /** Of a line's magic that of a whole cell, and the other way round. */
    private static String otherForm(String name) {
        return name.startsWith("%%") ? name.substring(1) : "%" + name;
    }

    private Result run(Cell cell, Source source, MagicSplitter.Use use) {
        var magic = Objects.requireNonNull(magic(use), "wrongUse has let it pass");
        if (use.help()) {
            cell.out().println(help(magic));
            return new Result.Done(null);
        }
        var result = run(magic, new MagicCall(cell, source, use.name(), use.from(), use.to(), use.body()));
        return Engine.isStopped(cell) ? Engine.stopped() : result;
    }

    private static Result run(Magic magic, MagicCall call) {
        try {
            return magic.run(call);
        } catch (Failure e) {
            return Failures.of(e.name, Reason.of(e), e.remedy);
        } catch (InterruptedException e) {
            return Engine.stopped();
        } catch (Exception e) {
            return Failures.of(e.getClass().getName(), String.valueOf(e.getMessage()),
                    Texts.of("magic.help", call.name()));
        }
    }

    /** Runs a magic that Java calls; its thread is the one that runs the cells. */
    private @Nullable Object call(String name, List<String> arguments, @Nullable String body) {
        var cell = CellOfThread.current();
        if (cell == null || !engine.isCalledByCell())
            throw new IllegalStateException(Texts.of("magic.ownThread", name));
        var words = arguments.stream().map(a -> a.matches("\\S+") ? " " + a : " \"" + a + "\"")
                .collect(Collectors.joining());
        var source = Source.of(cell, name + words + (body == null ? "" : "\n" + body));
        return switch (run(cell, source)) {
            case Result.Done(var value) -> value;
            case Result.Failed(var error, var message, var _) -> throw new IllegalStateException(
                    error + ": " + message);
        };
    }

    /** The help that {@code %name?} prints. */
    public static String help(Magic magic) {
        return String.join(", ", magic.names()) + ": " + magic.summary() + "\n\n" + magic.usage();
    }
}
