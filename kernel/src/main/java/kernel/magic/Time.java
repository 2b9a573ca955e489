package kernel.magic;

import java.util.List;
import kernel.engine.Result;
import kernel.engine.Stopwatch;

/** {@code %time code} and {@code %%time}: how long it takes once. */
final class Time implements Magic {
    private final Magics magics;
    private final Stopwatch stopwatch;

    Time(Magics magics, Stopwatch stopwatch) {
        this.magics = magics;
        this.stopwatch = stopwatch;
    }

    @Override public List<String> names() {
        return List.of("%time", "%%time");
    }

    @Override public String summary() {
        return "measures how long code takes";
    }

    @Override public String usage() {
        return """
                %time sort(numbers)
                %%time
                The time from beginning to end, and the processor time of all threads meanwhile. The code runs once, so the JVM may still be
                warming up; compiling it is not counted. %timeit repeats it.""";
    }

    @Override public Result run(Call call) throws Failure {
        if (!call.isCell() && call.arguments().isEmpty()) throw Failure.usage(call, "needs code", "%time sort(numbers)");
        stopwatch.start();
        Result result;
        try {
            result = call.isCell() ? magics.run(call.cell(), call.source(), call.body(), call.source().text().length())
                    : magics.run(call.cell(), call.source(), call.from(), call.to());
        } finally {
            stopwatch.stop();
        }
        call.cell().out().println("Wall time: " + Duration.text(stopwatch.wallNanos()) + ", processor time: " + Duration.text(stopwatch.cpuNanos()));
        return result;
    }

    @Override public int java(String arguments) {
        return 0;
    }
}
