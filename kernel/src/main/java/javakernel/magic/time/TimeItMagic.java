package javakernel.magic.time;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javakernel.base.Texts;
import javakernel.engine.Engine;
import javakernel.engine.compile.TimedLoop;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %timeit code} and {@code %%timeit}: how long it takes, repeated until the JVM is warm. */
public final class TimeItMagic implements Magic {
    private static final Pattern OPTION = Pattern.compile("\\s*-([nr])\\s*([1-9]\\d{0,8})(?=\\s|$)");
    private static final int ROUNDS = 7;
    private static final double WARM_NANOS = 1e9;
    private static final double ROUND_NANOS = 1e8; // of a round, at least
    // of a step while warming up: many of them, for the JIT compiles between them
    private static final double STEP_NANOS = 2e7;

    private final Engine engine;

    public TimeItMagic(Engine engine) {
        this.engine = engine;
    }

    @Override public List<String> names() {
        return List.of("%timeit", "%%timeit");
    }

    @Override public String summary() {
        return Texts.of("timeit.summary");
    }

    @Override public String usage() {
        return Texts.of("timeit.usage");
    }

    @Override public Result run(MagicCall call) throws Failure {
        long runs = 0;
        int rounds = ROUNDS;
        int code = call.from();
        for (var option = OPTION.matcher(call.source().text()).region(code, call.to()); option.lookingAt(); option
                .region(code, call.to())) {
            if (option.group(1).equals("n")) runs = Long.parseLong(option.group(2));
            else rounds = Integer.parseInt(option.group(2));
            code = option.end();
        }
        int from = call.isCell() ? call.body() : code;
        int to = call.isCell() ? call.source().text().length() : call.to();
        if (call.source().text().substring(from, to).isBlank())
            throw Failure.usage(call, Texts.of("magic.needsCode"), "%timeit sort(numbers)");
        if (call.isCell() && engine.run(call.cell(), call.source(), code, call.to()) instanceof Result.Failed failed)
            return failed;
        var compiled = engine.repeated(call.cell(), call.source(), from, to);
        if (!(compiled instanceof Result.Done(TimedLoop loop))) return compiled;
        try {
            call.cell().out().println(measure(loop, runs, rounds));
            return new Result.Done(null);
        } catch (TimedLoop.Ended e) {
            return e.result();
        }
    }

    private static String measure(TimedLoop loop, long runs, int rounds) throws TimedLoop.Ended {
        double once = warmUp(loop);
        long count = runs > 0 ? runs : (long) Math.max(1, Math.ceil(ROUND_NANOS / once));
        var nanos = new double[rounds];
        for (int i = 0; i < rounds; i++) nanos[i] = (double) loop.run(count) / count;
        Arrays.sort(nanos);
        double median = (nanos[(rounds - 1) / 2] + nanos[rounds / 2]) / 2;
        return Texts.of("timeit.told", DurationText.text(median), DurationText.text(nanos[0]),
                DurationText.text(nanos[rounds - 1]), rounds, count);
    }

    /** Returns the nanoseconds of one run, when it was fastest. */
    private static double warmUp(TimedLoop loop) throws TimedLoop.Ended {
        long count = 1;
        double once = Double.MAX_VALUE;
        for (double spent = 0; spent < WARM_NANOS;) {
            long nanos = loop.run(count);
            spent += nanos;
            once = Math.min(once, Math.max(0.01, (double) nanos / count));
            if (nanos < STEP_NANOS) count *= 2;
        }
        return once;
    }

    @Override public int java(String arguments) {
        int code = 0;
        for (var option = OPTION.matcher(arguments); option.lookingAt(); option.region(code, arguments.length()))
            code = option.end();
        return code;
    }
}
