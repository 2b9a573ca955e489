package kernel.magic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import kernel.display.Diagram;
import kernel.engine.Deadlocks;
import kernel.engine.Deadlocks.Wait;
import kernel.engine.Result;

/** {@code %deadlocks}: who waits for whom. */
final class DeadlocksMagic implements Magic {
    private final Deadlocks deadlocks;

    DeadlocksMagic(Deadlocks deadlocks) {
        this.deadlocks = deadlocks;
    }

    @Override public List<String> names() {
        return List.of("%deadlocks");
    }

    @Override public String summary() {
        return "draws which threads wait for which locks, and which wait for ever";
    }

    @Override public String usage() {
        return """
                %deadlocks
                Arrows lead from a thread to the lock it waits for, and from the lock to the thread that holds it. Red threads wait for ever: round
                in a circle, or for a lock whose holder has ended. A cell that waits for ever is looked at after \u25a0 has given it up.
                Seen are synchronized, ReentrantLock and write locks, of platform and virtual threads; not semaphores, latches and queues, which nobody holds.""";
    }

    @Override public Result run(Call call) {
        var waits = deadlocks.find();
        if (waits.isEmpty()) {
            call.cell().out().println("no thread waits for a lock that another holds");
            return new Result.Done(null);
        }
        return new Result.Done(new Diagram(source(waits), waits.stream().map(DeadlocksMagic::text).collect(Collectors.joining("\n"))));
    }

    private static String text(Wait wait) {
        return wait.waiter() + at(wait.waitsAt(), " (", ")") + " waits for " + wait.what() + ", held by " + wait.holder() + at(wait.holdsAt(), " (", ")")
                + (wait.ended() ? ", which has ended" : "") + (wait.forever() ? ": for ever" : "");
    }

    private static String source(List<Wait> waits) {
        var threads = new LinkedHashMap<String, String>();      // name to its box
        for (var wait : waits) threads.put(wait.waiter(), box(wait.waiter(), wait.waitsAt(), wait.forever()));
        for (var wait : waits) threads.putIfAbsent(wait.holder(), box(wait.holder(), wait.ended() ? "ended" : "", wait.ended()));
        var locks = waits.stream().map(Wait::what).distinct().toList();
        var names = List.copyOf(threads.keySet());
        var lines = new StringBuilder();
        for (int i = 0; i < names.size(); i++) lines.append(threads.get(names.get(i))).append(" as t").append(i).append('\n');
        for (int i = 0; i < locks.size(); i++) lines.append("rectangle \"").append(locks.get(i)).append("\" <<lock>> as l").append(i).append('\n');
        for (var wait : waits) lines.append('t').append(names.indexOf(wait.waiter())).append(" --> l").append(locks.indexOf(wait.what())).append(" : waits for\n");
        for (var what : locks) {
            var held = waits.stream().filter(w -> w.what().equals(what)).findFirst().orElseThrow();
            lines.append('l').append(locks.indexOf(what)).append(" ..> t").append(names.indexOf(held.holder())).append(" : held by").append(at(held.holdsAt(), "\\n", "")).append('\n');
        }
        return lines.toString();
    }

    private static String box(String name, String below, boolean forever) {
        return "rectangle \"**" + name.replace("\"", "'") + "**" + at(below, "\\n", "") + "\" <<" + (forever ? "forever" : "thread") + ">>";
    }

    private static String at(String place, String before, String after) {
        return place.isEmpty() ? "" : before + place + after;
    }
}
