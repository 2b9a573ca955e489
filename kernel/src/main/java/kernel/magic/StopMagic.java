package kernel.magic;

import java.util.List;
import kernel.engine.Result;
import kernel.engine.Stop;

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
        return "ends threads and child processes that cells have left running";
    }

    @Override public String usage() {
        return """
                %stop            all of them
                %stop 3          those of In[3]
                %stop worker-1   the thread of this name
                %stop 4711       the child process with this pid
                Pools whose threads are ended are shut down; variables stay. %threads lists what there is.""";
    }

    @Override public Result run(Call call) throws Failure, InterruptedException {
        var name = call.arguments();
        if (name.isEmpty()) stop.others();
        else if (!(name.chars().allMatch(Character::isDigit) ? stop.numbered(Long.parseLong(name)) : stop.named(name))) {
            throw new Failure("NothingToStop", "nothing lives that is called " + name, "%threads lists what there is.");
        }
        return new Result.Done(null);
    }
}
