package kernel.magic;

import java.util.List;
import kernel.engine.Activities;
import kernel.engine.Result;

/** {@code %threads}: what of the notebook's lives now. */
final class Threads implements Magic {
    private final Activities activities;

    Threads(Activities activities) {
        this.activities = activities;
    }

    @Override public List<String> names() {
        return List.of("%threads");
    }

    @Override public String summary() {
        return "lists living threads and child processes of the notebook";
    }

    @Override public String usage() {
        return """
                %threads
                Of each its name or pid, its state, what it waits for and who holds that, where in which cell it is, and the cell it works for.
                It is how things stood for a moment. %stop ends them.""";
    }

    @Override public Result run(Call call) {
        return new Result.Done(activities.list());
    }
}
