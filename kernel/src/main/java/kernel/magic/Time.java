package kernel.magic;

import java.util.List;
import kernel.engine.Result;
import kernel.engine.Stopwatch;
import kernel.protocol.Texts;

/** {@code %time code} and {@code %%time}: how long it takes once. */
final class Time implements Magic {
    private final CellRunner runner;
    private final Stopwatch stopwatch;

    Time(CellRunner runner, Stopwatch stopwatch) {
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

    @Override public Result run(Call call) throws Failure {
        if (!call.isCell() && call.arguments().isEmpty()) throw Failure.usage(call, Texts.of("magic.needsCode"), "%time sort(numbers)");
        stopwatch.start();
        Result result;
        try {
            result = call.isCell() ? runner.run(call.cell(), call.source(), call.body(), call.source().text().length())
                    : runner.run(call.cell(), call.source(), call.from(), call.to());
        } finally {
            stopwatch.stop();
        }
        call.cell().out().println(Texts.of("time.told", Duration.text(stopwatch.wallNanos()), Duration.text(stopwatch.cpuNanos())));
        return result;
    }

    @Override public int java(String arguments) {
        return 0;
    }
}
