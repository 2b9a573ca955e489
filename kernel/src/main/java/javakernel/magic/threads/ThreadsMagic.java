package javakernel.magic.threads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javakernel.base.Texts;
import javakernel.engine.threads.Activities;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %threads}: what of the notebook's lives now. */
public final class ThreadsMagic implements Magic {
    private final Activities activities;

    public ThreadsMagic(Activities activities) {
        this.activities = activities;
    }

    @Override public List<String> names() {
        return List.of("%threads");
    }

    @Override public String summary() {
        return Texts.of("threads.summary");
    }

    @Override public String usage() {
        return Texts.of("threads.usage");
    }

    @Override public Result run(MagicCall call) {
        return new Result.Done(activities.list().stream().map(ThreadsMagic::row).toList());
    }

    private static Map<String, String> row(Activities.Activity activity) {
        var row = new LinkedHashMap<String, String>();
        row.put(Texts.of("threads.name"), activity.name());
        row.put(Texts.of("threads.state"), activity.state());
        row.put(Texts.of("threads.waitsFor"), activity.waitsFor());
        row.put(Texts.of("threads.heldBy"), activity.heldBy());
        row.put(Texts.of("threads.at"), activity.at());
        row.put(Texts.of("threads.cell"), activity.cell());
        return row;
    }
}
