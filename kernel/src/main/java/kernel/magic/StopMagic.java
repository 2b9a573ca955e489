package kernel.magic;

import java.util.List;
import kernel.engine.Result;
import kernel.engine.Stop;
import kernel.protocol.Texts;

/** {@code %stop}: ends threads and child processes that other cells have left running. */
final class StopMagic implements Magic {
    private final Stop stop;

    StopMagic(Stop stop) {
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

    @Override public Result run(Call call) throws Failure, InterruptedException {
        var name = call.arguments();
        if (name.isEmpty()) stop.others();
        else if (!(name.chars().allMatch(Character::isDigit) ? stop.numbered(Long.parseLong(name)) : stop.named(name))) {
            throw new Failure("NothingToStop", Texts.of("stop.none", name), Texts.of("magic.threads"));
        }
        return new Result.Done(null);
    }
}
