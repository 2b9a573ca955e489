package javakernel.display.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.display.timeline.TimelineEvent.Born;
import javakernel.display.timeline.TimelineEvent.Died;
import javakernel.display.timeline.TimelineEvent.Kind;
import javakernel.display.timeline.TimelineEvent.Printed;
import javakernel.display.timeline.TimelineEvent.Step;
import javakernel.display.timeline.TimelineEvent.Waited;
import javakernel.display.timeline.TimelineEvent.Who;
import javakernel.display.timeline.TimelineEvent.Worked;
import org.jspecify.annotations.Nullable;

/** What is known of one thread. */
final class ThreadHistory {
    /**
     * A call that may wait.
     *
     * @param ended false: it has not come back, and lasts until the recording's end
     */
    record Call(Step begin, long to, boolean ended) {
        boolean isLock() {
            return begin.kind() == Kind.WANT;
        }

        /** A permit of a semaphore need not be given back by who got it. */
        static boolean isForPermit(Step step) {
            return step.site().method().contains("cquire");
        }
    }

    /** A lock was held; {@code step} got it. */
    record Holding(Step step, long from, long to) {}

    Who who; // as last seen: a thread may be renamed
    @Nullable Born born; // null where it began before the recording
    @Nullable Died died; // null where it lives on
    final List<Waited> waits = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<Worked> work = new ArrayList<>();
    final List<Printed> prints = new ArrayList<>();
    // in the order in which they began: of two that cover the same moment, the later is inside the earlier
    final List<Call> calls = new ArrayList<>();
    final List<Holding> holdings = new ArrayList<>();

    private ThreadHistory(Who who) {
        this.who = who;
    }

    /**
     * The lives of all threads of which something was recorded, by id, in the order in which they appear.
     *
     * @param end until when was recorded
     */
    static Map<Long, ThreadHistory> of(List<TimelineEvent> facts, long end) {
        var lives = new LinkedHashMap<Long, ThreadHistory>();
        long known = facts.stream().filter(f -> f instanceof Step s && s.kind() == Kind.FULL)
                .mapToLong(TimelineEvent::at).findFirst().orElse(end);
        for (var fact : facts) {
            switch (fact) {
                case Born b -> of(lives, b.who()).born = b;
                case Died d -> of(lives, d.who()).died = d;
                case Waited w -> of(lives, w.who()).waits.add(w);
                case Step s -> of(lives, s.who()).steps.add(s);
                case Worked w -> of(lives, w.who()).work.add(w);
                case Printed p when !p.byChild() -> of(lives, p.who()).prints.add(p);
                default -> {}
            }
        }
        lives.values().forEach(life -> life.read(known, end));
        return lives;
    }

    private static ThreadHistory of(Map<Long, ThreadHistory> lives, Who who) {
        var life = lives.computeIfAbsent(who.id(), id -> new ThreadHistory(who));
        life.who = who;
        return life;
    }

    /** The innermost call that covers each wait; a wait in no such call is not in it. */
    Map<Waited, Call> callsOfWaits() {
        var found = new IdentityHashMap<Waited, Call>();
        var open = new ArrayDeque<Call>();
        int next = 0;
        for (var wait : waits) {
            while (next < calls.size() && calls.get(next).begin().at() <= wait.at()) open.push(calls.get(next++));
            while (!open.isEmpty() && open.peek().to() < wait.to()) open.pop();
            if (!open.isEmpty()) found.put(wait, open.peek());
        }
        return found;
    }

    /** Whether it is known to have worked for this cell. */
    boolean worksFor(long run) {
        return steps.stream().anyMatch(s -> s.run() == run) || prints.stream().anyMatch(p -> p.run() == run)
                || work.stream().anyMatch(w -> w.run() == run);
    }

    // ---- reading the steps ----

    /** @param known until when the steps are known */
    private void read(long known, long end) {
        long last = died != null ? died.at() : end;
        var ends = new IdentityHashMap<Step, Long>();
        var open = new ArrayDeque<Step>();
        for (var step : steps) {
            switch (step.kind()) {
                case WANT, ENTER -> open.push(step);
                case GOT, NOT, LEAVE -> close(open, step, ends);
                default -> {}
            }
        }
        for (var step : steps) {
            if (step.kind() != Kind.WANT && step.kind() != Kind.ENTER) continue;
            if (ends.containsKey(step)) calls.add(new Call(step, ends.get(step), true));
            else if (died == null && known == end && open.contains(step) && !doesMoreAfter(step))
                calls.add(new Call(step, last, false));
            else calls.add(new Call(step, Math.min(thrown(step, last), known), true));
        }
        hold(Math.min(known, end));
    }

    /** A call comes back; those inside it that have not were left by an exception. */
    private static void close(Deque<Step> open, Step step, Map<Step, Long> ends) {
        if (open.stream().noneMatch(s -> s.site().equals(step.site()))) return;
        while (!open.peek().site().equals(step.site())) open.pop();
        ends.put(open.pop(), step.at());
    }

    private boolean doesMoreAfter(Step step) {
        return prints.stream().anyMatch(p -> p.at() > step.at()) || steps.getLast() != step;
    }

    /**
     * When a call that has thrown was over: after the last wait in it, or else, at the latest, when the thread did the
     * next thing that is known.
     */
    private long thrown(Step step, long last) {
        long next = Stream.concat(steps.stream(), prints.stream()).mapToLong(TimelineEvent::at)
                .filter(at -> at > step.at() && at < last).min().orElse(last);
        return waits.stream().filter(w -> w.at() >= step.at() && w.at() < next).mapToLong(Waited::to)
                .reduce((first, latest) -> latest).orElse(next);
    }

    /** @param last until when a lock is held that is not given back: also after the thread's own end */
    private void hold(long last) {
        var signals = calls.stream().filter(c -> !c.isLock() && c.begin().on() != 0)
                .collect(Collectors.groupingBy(c -> c.begin().on()));
        var held = new HashMap<Integer, Deque<Step>>();
        for (var step : steps) {
            var of = held.computeIfAbsent(step.on(), on -> new ArrayDeque<>());
            if (step.kind() == Kind.GOT) of.push(step);
            if (step.kind() != Kind.FREE || of.isEmpty()) continue;
            var got = of.pop();
            if (of.isEmpty()) hold(got, step.at(), signals); // got twice, it is held until it is given back twice
        }
        for (var of : held.values()) {
            if (!of.isEmpty() && !Call.isForPermit(of.getLast())) hold(of.getLast(), last, signals);
        }
        holdings.sort(Comparator.comparingLong(Holding::from));
    }

    /** Who waits for a signal has given the lock back meanwhile. */
    private void hold(Step got, long to, Map<Integer, List<Call>> signals) {
        long from = got.at();
        for (var call : signals.getOrDefault(got.on(), List.of())) {
            if (call.begin().at() < from || call.begin().at() > to) continue;
            holdings.add(new Holding(got, from, call.begin().at()));
            from = Math.min(call.to(), to);
        }
        holdings.add(new Holding(got, from, to));
    }
}
