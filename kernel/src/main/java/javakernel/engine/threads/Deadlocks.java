package javakernel.engine.threads;

import java.lang.Thread.State;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javakernel.base.ThreadName;
import javakernel.engine.source.Place;
import org.jspecify.annotations.Nullable;

/** Which threads of the notebook wait for locks that others hold, and which of them for ever. Any thread may ask. */
public final class Deadlocks {
    /**
     * A thread that waits for a lock which another one holds; places are empty where they are not known.
     *
     * @param waiter   its name
     * @param what     {@code monitor Object@1f}, {@code lock ReentrantLock@2e}
     * @param waitsAt  the line where it waits
     * @param holder   the name of the thread that holds the lock
     * @param holdsAt  the line in the block that holds it; only of monitors
     * @param ended    whether the holder has ended, so that the lock is never given back
     * @param forever  whether the wait never ends by itself: it is part of a cycle, leads into one, or to a holder that
     *                 has ended
     */
    public record Wait(String waiter, String what, String waitsAt, String holder, String holdsAt, boolean ended,
            boolean forever) {}

    private record Edge(Thread waiter, ThreadState waiting, Thread holder) {}

    private final Function<List<StackTraceElement>, Optional<Place>> places;
    private final Stop stop;

    /** @param places the line of a cell that a stack is in */
    public Deadlocks(Function<List<StackTraceElement>, Optional<Place>> places, Stop stop) {
        this.places = places;
        this.stop = stop;
    }

    /** How things stand now; empty when no thread waits for a lock. */
    public List<Wait> find() {
        var looks = ThreadState.of(stop.alive());
        var edges = new LinkedHashMap<Thread, Edge>();
        looks.forEach((thread, waiting) -> {
            var holder = waiting.holder(looks);
            if (holder != null) edges.put(thread, new Edge(thread, waiting, holder));
        });
        return edges.values().stream().map(e -> wait(e, looks.get(e.holder()), isForever(e, edges))).toList();
    }

    private Wait wait(Edge edge, @Nullable ThreadState holder, boolean forever) {
        return new Wait(ThreadName.of(edge.waiter()), edge.waiting().what(), place(edge.waiting().stack()),
                ThreadName.of(edge.holder()),
                holder == null ? "" : place(holder.stackHolding(edge.waiting().on())),
                edge.holder().getState() == State.TERMINATED, forever);
    }

    private String place(List<StackTraceElement> stack) {
        return places.apply(stack).map(Place::toString).orElse("");
    }

    /** Each thread waits for one at the most: the way from it ends, or comes back. */
    private static boolean isForever(Edge edge, Map<Thread, Edge> edges) {
        Set<Thread> seen = new HashSet<>();
        for (var next = edge; next != null; next = edges.get(next.holder())) {
            if (!seen.add(next.waiter()) || next.holder().getState() == State.TERMINATED) return true;
        }
        return false;
    }
}
