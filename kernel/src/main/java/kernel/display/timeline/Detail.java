package kernel.display.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kernel.display.timeline.Timeline.Interval;
import kernel.display.timeline.Timeline.Lane;
import kernel.display.timeline.Timeline.Mark;
import kernel.display.timeline.Timeline.State;

/** As much of a timeline as can be seen: many short intervals of a lane become few that have the same shares, many lanes of one kind become a group. */
final class Detail {
    static final int ROWS = 24;             // more are grouped
    private static final int BARS = 4_000;  // in a picture, about
    private static final int HOLDS = 2_000;
    private static final int MARKS = 2_000;
    private static final int SLICES = 150;  // of a group

    /** One lane, or a group of lanes. */
    sealed interface Row {
        String name();
    }

    record Single(Lane lane) implements Row {
        @Override public String name() {
            return lane.name();
        }
    }

    /** @param slices of equal length, from the timeline's beginning to its end: how many lanes were in each state, on the average */
    record Group(String name, int size, List<Map<State, Double>> slices, List<Mark> marks) implements Row { }

    /** @param notes what is not shown as it was */
    record Rows(List<Row> rows, List<String> notes) { }

    private Detail() { }

    static Rows of(Timeline timeline) {
        var notes = new ArrayList<>(timeline.notes());
        var rows = new ArrayList<Row>();
        for (var lanes : grouped(timeline.lanes()).values()) {
            if (lanes.size() == 1) rows.add(new Single(lanes.getFirst()));
            else rows.add(group(timeline, lanes));
        }
        long holds = singles(rows).stream().mapToInt(l -> l.holds().size()).sum();
        if (holds > HOLDS) notes.add("持锁 " + holds + " 次，只画最长的 " + HOLDS + " 次 (the longest of " + holds + " holds are drawn)");
        long shortest = holds <= HOLDS ? 0 : singles(rows).stream().flatMap(l -> l.holds().stream()).map(h -> h.to() - h.from()).sorted(Comparator.reverseOrder()).skip(HOLDS).findFirst().orElse(0L);
        int bars = Math.max(200, BARS / Math.max(1, rows.size()));
        int marks = Math.max(50, MARKS / Math.max(1, rows.size()));
        if (singles(rows).stream().anyMatch(l -> l.intervals().size() > bars)) {
            notes.add("短于 " + Words.time(timeline.length() / bars) + " 的状态按所占时间合画 (states shorter than that are drawn by their shares)");
        }
        rows.replaceAll(row -> row instanceof Single(var l) ? new Single(new Lane(l.name(), l.kind(), l.from(), l.to(), l.ended(),
                l.intervals().size() > bars ? merged(l.intervals(), timeline.length() / bars) : l.intervals(),
                l.holds().stream().filter(h -> h.to() - h.from() > shortest || shortest == 0).toList(), thinned(l.marks(), marks), l.end())) : row);
        return new Rows(rows, notes);
    }

    private static List<Lane> singles(List<Row> rows) {
        return rows.stream().filter(Single.class::isInstance).map(r -> ((Single) r).lane()).toList();
    }

    // ---- groups ----

    /** Lanes whose names differ only by numbers belong together, if there are too many for each to be seen; if that is not enough, the rest too. */
    private static Map<String, List<Lane>> grouped(List<Lane> lanes) {
        var groups = new LinkedHashMap<String, List<Lane>>();
        for (var lane : lanes) groups.computeIfAbsent(lanes.size() <= ROWS ? "" + groups.size() : family(lane), k -> new ArrayList<>()).add(lane);
        if (groups.size() <= ROWS) return groups;
        var fewer = new LinkedHashMap<String, List<Lane>>();
        groups.forEach((name, of) -> fewer.computeIfAbsent(fewer.size() < ROWS ? name : "…", k -> new ArrayList<>()).addAll(of));
        return fewer;
    }

    private static String family(Lane lane) {
        return lane.kind() + lane.name().replaceAll("\\d+", "#");
    }

    private static Group group(Timeline timeline, List<Lane> lanes) {
        var slices = new ArrayList<Map<State, Double>>();
        for (int i = 0; i < SLICES; i++) slices.add(new EnumMap<>(State.class));
        double slice = Math.max(1, timeline.length()) / (double) SLICES;
        for (var lane : lanes) {
            for (var interval : lane.intervals()) {
                for (int i = (int) (interval.from() / slice); i < SLICES && i * slice < interval.to(); i++) {
                    if (i < 0) continue;
                    double share = (Math.min(interval.to(), (i + 1) * slice) - Math.max(interval.from(), i * slice)) / slice;
                    slices.get(i).merge(interval.state(), share, Double::sum);
                }
            }
        }
        var marks = lanes.stream().flatMap(l -> l.marks().stream()).sorted(Comparator.comparingLong(Mark::at)).toList();
        return new Group(groupName(lanes), lanes.size(), slices, thinned(marks, 200));
    }

    private static String groupName(List<Lane> lanes) {
        var first = lanes.getFirst().name();
        boolean same = lanes.stream().map(Detail::family).distinct().count() == 1;
        return (same ? first.matches("#\\d+") ? "虚拟线程 virtual" : first.replaceAll("\\d+", "#") : first + " …") + " ×" + lanes.size();
    }

    // ---- one lane ----

    /** What is shorter than {@code resolution} is put together, each state with the share of time it had. */
    private static List<Interval> merged(List<Interval> intervals, long resolution) {
        var merged = new ArrayList<Interval>();
        var few = new ArrayList<Interval>();
        for (var interval : intervals) {
            if (interval.length() < resolution) few.add(interval);
            if (few.isEmpty() || interval.length() < resolution && interval.to() - few.getFirst().from() < resolution) {
                if (interval.length() >= resolution) merged.add(interval);
                continue;
            }
            addShares(few, merged);
            few.clear();
            if (interval.length() >= resolution) merged.add(interval);
        }
        addShares(few, merged);
        return merged;
    }

    private static void addShares(List<Interval> intervals, List<Interval> to) {
        if (intervals.isEmpty()) return;
        long at = intervals.getFirst().from();
        for (var state : State.values()) {
            var of = intervals.stream().filter(i -> i.state() == state).toList();
            if (of.isEmpty()) continue;
            long length = of.stream().mapToLong(Interval::length).sum();
            var longest = of.stream().max(Comparator.comparingLong(Interval::length)).orElseThrow();
            to.add(new Interval(at, at + length, state, longest.on() + (of.size() == 1 ? "" : " ×" + of.size()), longest.heldBy(), longest.place()));
            at += length;
        }
    }

    private static List<Mark> thinned(List<Mark> marks, int limit) {
        if (marks.size() <= limit) return marks;
        var some = new ArrayList<Mark>();
        for (int i = 0; i < limit; i++) some.add(marks.get((int) ((long) i * marks.size() / limit)));
        return some;
    }
}
