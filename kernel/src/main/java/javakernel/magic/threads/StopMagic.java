package javakernel.magic.threads;

import java.util.List;
import javakernel.base.Texts;
import javakernel.engine.threads.Stop;
import javakernel.magic.Failure;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %stop}: ends threads and child processes that other cells have left running. */
public final class StopMagic implements Magic {
    private final Stop stop;

    public StopMagic(Stop stop) {
        this.stop = stop;
    }

    @Override public List<String> names() {
        return List.of("%stop");
    }

    @Override public String summary() {
        return Texts.of("stop.summary");
    }

    @Override public String usage() {
        return Texts.of("stop.usage");
    }

    @Override public Result run(MagicCall call) throws Failure, InterruptedException {
        var name = call.arguments();
        if (name.isEmpty()) stop.others();
        else if (!(name.chars().allMatch(Character::isDigit) ? stop.numbered(Long.parseLong(name))
                : stop.named(name))) {
                    throw new Failure("NothingToStop", Texts.of("stop.none", name), Texts.of("magic.threads"));
                }
        return new Result.Done(null);
    }
}
