package javakernel.magic.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import javakernel.display.DisplayData;
import javakernel.display.MimeType;
import javakernel.engine.javac.Program;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.magic.files.CompiledProgram;
import javakernel.magic.files.JavacMagic;
import javakernel.magic.libraries.ClassPath;
import javakernel.notebook.Notebook;
import javakernel.notebook.Progress;
import javakernel.output.Result;
import org.jspecify.annotations.Nullable;

/**
 * {@code %%schedules}: tries the orders in which the cell's threads can do their steps, in a JVM of its own under
 * Lincheck's model checker, and shows the first that goes wrong.
 */
public final class SchedulesMagic implements Magic {
    private static final int SCHEDULES = 1_000;
    private static final int MOST = 1_000_000;
    private static final long LOOK_MILLIS = 100;
    private static final int LIMIT_SECONDS = 50; // for so many schedules
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,6}");
    private static final List<String> OPTIONS =
            List.of("-ea", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-PrintWarnings",
                    "-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");
    private static final String ASSUMES = Texts.of("schedules.assumes");

    private final ClassPath classPath;

    public SchedulesMagic(ClassPath classPath) {
        this.classPath = classPath;
    }

    @Override public List<String> names() {
        return List.of("%%schedules");
    }

    @Override public String summary() {
        return Texts.of("schedules.summary");
    }

    @Override public String usage() {
        return Texts.of("schedules.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, IOException, InterruptedException {
        var wanted = call.arguments();
        if (!wanted.isEmpty() && (!NUMBER.matcher(wanted).matches() || Integer.parseInt(wanted) > MOST)) {
            throw Failure.usage(call, Texts.of("schedules.number", wanted), "%%schedules 200");
        }
        if (call.text().isBlank())
            throw Failure.usage(call, Texts.of("schedules.needs"), "%%schedules\ntogether(() -> ..., () -> ...);");
        var folder = Files.createTempDirectory("schedules");
        try {
            var source = ScheduleSource.of(call, compilerPath());
            var wrong = compile(call, source, folder);
            return wrong == null ? check(call, source, wanted.isEmpty() ? SCHEDULES : Integer.parseInt(wanted), folder)
                    : wrong;
        } finally {
            JavacMagic.deleteAll(folder);
        }
    }

    /** Null when it compiles. */
    private @Nullable Result compile(MagicCall call, ScheduleSource source, Path folder) throws IOException {
        var compiled = CompiledProgram.of(new Program(ScheduleSource.FILE, source.java()),
                List.of("-d", folder.toString(), "-cp", compilerPath(), "-proc:none", "-g"));
        if (!compiled.done()) {
            boolean unknown =
                    compiled.errors().stream().anyMatch(e -> e.getCode().startsWith("compiler.err.cant.resolve"));
            return compiled.failed(call, source::original, unknown ? Texts.of("schedules.own") : "");
        }
        ScheduleClasses.change(folder);
        return null;
    }

    private Result check(MagicCall call, ScheduleSource source, int schedules, Path folder)
            throws Failure, IOException, InterruptedException {
        var result = folder.resolve("result");
        var tried = folder.resolve("tried");
        var log = folder.resolve("log").toFile();
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", checkerPath(folder), ScheduleChecker.class.getName(), ScheduleSource.ONCE,
                String.valueOf(schedules), result.toString(), tried.toString()));
        var checker = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        try {
            long limit = LIMIT_SECONDS * Math.max(1L, schedules / SCHEDULES);
            if (!await(checker, limit, tried, Notebook.progress(Texts.of("schedules.tried"), schedules))) {
                throw new Failure("CannotCheck", Texts.of("schedules.limit", limit), Texts.of("schedules.limit.mend"));
            }
        } finally {
            checker.destroyForcibly();
            Notebook.clearOutput(true); // the result stands in place of the bar
        }
        if (!Files.exists(result))
            throw new Failure("CannotCheck", Texts.of("schedules.failed"), Files.readString(log.toPath()));
        return shown(call, source, Files.readString(result).split("\n", 3));
    }

    /** Whether it ends within so many seconds; meanwhile the bar shows how many schedules it has tried. */
    private static boolean await(Process checker, long limit, Path tried, Progress<?> bar)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limit);
        while (!checker.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > end) return false;
            var told = Files.exists(tried) ? Files.readString(tried) : "";
            if (!told.isEmpty()) bar.to(Long.parseLong(told));
        }
        return true;
    }

    /** @param result what came of it, how many schedules were tried, and the checker's report */
    private static Result shown(MagicCall call, ScheduleSource source, String[] result) throws Failure {
        int tried = Integer.parseInt(result[1]);
        if (result[0].equals(ScheduleChecker.NONE)) return new Result.Done(none(tried));
        if (result[0].equals(ScheduleChecker.ERROR) || !ScheduleTrace.isComplete(result[2])) {
            throw new Failure("CannotCheck", result[2].isBlank() ? Texts.of("schedules.jdk", Runtime.version())
                    : Texts.of("schedules.failed") + "\n"
                            + result[2].lines().map(l -> l.replace("=", "").strip()).filter(l -> !l.isBlank()).limit(8)
                                    .collect(Collectors.joining("\n")),
                    Texts.of("schedules.failed.mend"));
        }
        int first = (int) call.source().text().substring(0, call.body()).lines().count() + 1;
        return new Result.Done(
                ScheduleTrace.read(result[2], call.text(), source.parameters(), first, tried, List.of(ASSUMES)));
    }

    private static DisplayData none(int tried) {
        var said = Texts.of("schedules.none", tried);
        return new DisplayData(Map.of(
                MimeType.HTML, "<p style=\"margin-left:8px\"><b>✓ " + said
                        + "</b></p><p style=\"margin-left:8px\"><small>" + ASSUMES + "</small></p>",
                MimeType.PLAIN, "✓ " + said + "\n" + ASSUMES), Map.of());
    }

    private String compilerPath() {
        return classPath.after(ClassPath.kernel());
    }

    private String checkerPath(Path folder) {
        return classPath.after(folder, ClassPath.kernel(), ClassPath.kernel().resolveSibling("lincheck").resolve("*"));
    }
}
