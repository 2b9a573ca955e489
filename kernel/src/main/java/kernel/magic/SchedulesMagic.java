package kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kernel.display.DisplayData;
import kernel.display.Mime;
import kernel.engine.Program;
import kernel.engine.Result;

/** {@code %%schedules}: tries the orders in which the cell's threads can do their steps, in a JVM of its own under Lincheck's model checker, and shows the first that goes wrong. */
final class SchedulesMagic implements Magic {
    private static final int SCHEDULES = 1_000;
    private static final int MOST = 1_000_000;
    private static final int LIMIT_SECONDS = 50;     // for so many schedules
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,6}");
    private static final List<String> OPTIONS = List.of("-ea", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-PrintWarnings",
            "-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
    private static final String ASSUMES = "前提：每一步都立刻被别的线程看见，不重排（顺序一致性）；真的 JVM 还会重排。"
            + " Assumed: sequential consistency, so each step is seen by all at once; a real JVM may also reorder steps.";

    private final ClassPath classPath;

    SchedulesMagic(ClassPath classPath) {
        this.classPath = classPath;
    }

    @Override public List<String> names() {
        return List.of("%%schedules");
    }

    @Override public String summary() {
        return "finds an order of the threads' steps in which the cell goes wrong";
    }

    @Override public String usage() {
        return """
                %%schedules
                int balance = 0;
                void change(int n) { balance += n; balance -= n; }
                together(() -> change(4), () -> change(8));
                assert balance == 0 : balance;
                The cell is run again and again, by a model checker in a JVM of its own, each time with another order of its threads' steps: up to 1,000
                orders, or as many as are said: %%schedules 200. The first in which it throws, an assert fails or no thread can go on is shown, step by step.
                It sees what is in this cell, and libraries, but nothing of other cells. Threads: together(...) or new Thread(...), not virtual ones.
                Keep it small: a few steps a thread, no loops of thousands. Sleeping takes no time.""";
    }

    @Override public Result run(Call call) throws Failure, IOException, InterruptedException {
        var wanted = call.arguments();
        if (!wanted.isEmpty() && (!NUMBER.matcher(wanted).matches() || Integer.parseInt(wanted) > MOST)) {
            throw Failure.usage(call, "needs a number of schedules from 1 to 1,000,000, or nothing, not '" + wanted + "'", "%%schedules 200");
        }
        if (call.text().isBlank()) throw Failure.usage(call, "needs the code whose threads are to be run", "%%schedules\ntogether(() -> ..., () -> ...);");
        var folder = Files.createTempDirectory("schedules");
        try {
            var source = ScheduleSource.of(call, compilerPath());
            var wrong = compile(call, source, folder);
            return wrong == null ? check(call, source, wanted.isEmpty() ? SCHEDULES : Integer.parseInt(wanted), folder) : wrong;
        } finally {
            Javac.deleteAll(folder);
        }
    }

    /** Null when it compiles. */
    private Result compile(Call call, ScheduleSource source, Path folder) throws IOException {
        var compiled = Compiled.of(new Program(ScheduleSource.FILE, source.java()), List.of("-d", folder.toString(), "-cp", compilerPath(), "-proc:none", "-g"));
        if (!compiled.done()) {
            boolean unknown = compiled.errors().stream().anyMatch(e -> e.getCode().startsWith("compiler.err.cant.resolve"));
            return compiled.failed(call, source::original, unknown ? "%%schedules sees only what is declared in its own cell." : "");
        }
        ScheduleClasses.change(folder);
        return null;
    }

    private Result check(Call call, ScheduleSource source, int schedules, Path folder) throws Failure, IOException, InterruptedException {
        var result = folder.resolve("result");
        var log = folder.resolve("log").toFile();
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", checkerPath(folder), ScheduleChecker.class.getName(), ScheduleSource.ONCE, String.valueOf(schedules), result.toString()));
        var checker = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        try {
            long limit = LIMIT_SECONDS * Math.max(1L, schedules / SCHEDULES);
            if (!checker.waitFor(limit, TimeUnit.SECONDS)) {
                throw new Failure("CannotCheck", "the model checker has come to no end in " + limit + " s",
                        "Make the cell smaller: fewer threads, fewer steps, no waiting for what no thread does; or try fewer schedules: %%schedules 100");
            }
        } finally {
            checker.destroyForcibly();
        }
        if (!Files.exists(result)) throw new Failure("CannotCheck", "the model checker has failed", Files.readString(log.toPath()));
        return shown(call, source, Files.readString(result).split("\n", 3));
    }

    /** @param result what came of it, how many schedules were tried, and the checker's report */
    private static Result shown(Call call, ScheduleSource source, String[] result) throws Failure {
        int tried = Integer.parseInt(result[1]);
        if (result[0].equals(ScheduleChecker.NONE)) return new Result.Done(none(tried));
        if (result[0].equals(ScheduleChecker.ERROR) || !ScheduleTrace.isComplete(result[2])) {
            throw new Failure("CannotCheck", "the model checker has failed: " + result[2].lines().map(l -> l.replace("=", "").strip()).filter(l -> !l.isBlank()).limit(8).collect(Collectors.joining("\n")),
                    "It knows plain threads, locks, atomics and queues; virtual threads and much of java.util.concurrent are too much for it.");
        }
        int first = (int) call.source().text().substring(0, call.body()).lines().count() + 1;
        return new Result.Done(ScheduleTrace.read(result[2], call.text(), source.parameters(), first, tried, List.of(ASSUMES)));
    }

    private static DisplayData none(int tried) {
        var said = "试了 " + String.format("%,d", tried) + " 种交错，没有一种出错 none of " + String.format("%,d", tried) + " schedules goes wrong";
        return new DisplayData(Map.of(Mime.HTML, "<p><b>✓ " + said + "</b></p><p><small>" + ASSUMES + "</small></p>", Mime.PLAIN, "✓ " + said + "\n" + ASSUMES), Map.of());
    }

    private String compilerPath() {
        return classPath.after(ClassPath.kernel());
    }

    private String checkerPath(Path folder) {
        return classPath.after(folder, ClassPath.kernel(), ClassPath.kernel().resolveSibling("lincheck").resolve("*"));
    }
}
