package javakernel.magic.time;

import java.util.List;
import javakernel.base.Texts;
import javakernel.engine.threads.Stopwatch;
import javakernel.magic.CellRunner;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %time code} and {@code %%time}: how long it takes once. */
public final class TimeMagic implements Magic {
    private final CellRunner runner;
    private final Stopwatch stopwatch;

    public TimeMagic(CellRunner runner, Stopwatch stopwatch) {
        this.runner = runner;
        this.stopwatch = stopwatch;
    }

    @Override public List<String> names() {
        return List.of("%time", "%%time");
    }

    @Override public String summary() {
        return Texts.of("time.summary");
    }

    @Override public String usage() {
        return Texts.of("time.usage");
    }

    @Override public Result run(MagicCall call) throws Failure {
        if (!call.isCell() && call.arguments().isEmpty())
            throw Failure.usage(call, Texts.of("magic.needsCode"), "%time sort(numbers)");
        stopwatch.start();
        Result result;
        try {
            result = call.isCell() ? runner.run(call.cell(), call.source(), call.body(), call.source().text().length())
                    : runner.run(call.cell(), call.source(), call.from(), call.to());
        } finally {
            stopwatch.stop();
        }
        call.cell().out().println(Texts.of("time.told", DurationText.text(stopwatch.wallNanos()),
                DurationText.text(stopwatch.cpuNanos())));
        return result;
    }

    @Override public int java(String arguments) {
        return 0;
    }
}
