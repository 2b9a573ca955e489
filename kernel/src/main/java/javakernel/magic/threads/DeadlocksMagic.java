package javakernel.magic.threads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import javakernel.display.picture.Diagram;
import javakernel.engine.threads.Deadlocks;
import javakernel.engine.threads.Deadlocks.Wait;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;

/** {@code %deadlocks}: who waits for whom. */
public final class DeadlocksMagic implements Magic {
    // boxes of threads that wait for one lock; of more, the picture would be wider than the page
    private static final int SIDE_BY_SIDE = 4;

    private final Deadlocks deadlocks;

    public DeadlocksMagic(Deadlocks deadlocks) {
        this.deadlocks = deadlocks;
    }

    @Override public List<String> names() {
        return List.of("%deadlocks");
    }

    @Override public String summary() {
        return Texts.of("deadlocks.summary");
    }

    @Override public String usage() {
        return Texts.of("deadlocks.usage");
    }

    @Override public Result run(MagicCall call) {
        var waits = deadlocks.find();
        if (waits.isEmpty()) {
            call.cell().out().println(Texts.of("deadlocks.none"));
            return new Result.Done(null);
        }
        return new Result.Done(
                Diagram.of(source(waits), waits.stream().map(DeadlocksMagic::text).collect(Collectors.joining("\n"))));
    }

    private static String text(Wait wait) {
        return Texts.of("deadlocks.wait", wait.waiter() + at(wait.waitsAt(), " (", ")"), wait.what(),
                wait.holder() + at(wait.holdsAt(), " (", ")"))
                + (wait.ended() ? Texts.of("deadlocks.hasEnded") : "")
                + (wait.forever() ? Texts.of("deadlocks.forever") : "");
    }

    private static String source(List<Wait> waits) {
        var threads = new LinkedHashMap<String, String>(); // name to its box
        for (var wait : waits) threads.put(wait.waiter(), box(wait.waiter(), wait.waitsAt(), wait.forever()));
        for (var wait : waits) threads.putIfAbsent(wait.holder(),
                box(wait.holder(), wait.ended() ? Texts.of("deadlocks.ended") : "", wait.ended()));
        var locks = waits.stream().map(Wait::what).distinct().toList();
        var names = List.copyOf(threads.keySet());
        boolean many = locks.stream()
                .anyMatch(what -> waits.stream().filter(w -> w.what().equals(what)).count() > SIDE_BY_SIDE);
        var lines = new StringBuilder(many ? "left to right direction\n" : "");
        for (int i = 0; i < names.size(); i++)
            lines.append(threads.get(names.get(i))).append(" as t").append(i).append('\n');
        for (int i = 0; i < locks.size(); i++)
            lines.append("rectangle \"").append(locks.get(i)).append("\" <<lock>> as l").append(i).append('\n');
        for (var wait : waits) lines.append('t').append(names.indexOf(wait.waiter())).append(" --> l")
                .append(locks.indexOf(wait.what())).append(" : " + Texts.of("deadlocks.waits") + "\n");
        for (var what : locks) {
            var held = waits.stream().filter(w -> w.what().equals(what)).findFirst().orElseThrow();
            lines.append('l').append(locks.indexOf(what)).append(" ..> t").append(names.indexOf(held.holder()))
                    .append(" : ").append(Texts.of("deadlocks.held")).append(at(held.holdsAt(), "\\n", ""))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String box(String name, String below, boolean forever) {
        return "rectangle \"**" + name.replace("\"", "'") + "**" + at(below, "\\n", "") + "\" <<"
                + (forever ? "forever" : "thread") + ">>";
    }

    private static String at(String place, String before, String after) {
        return place.isEmpty() ? "" : before + place + after;
    }
}
