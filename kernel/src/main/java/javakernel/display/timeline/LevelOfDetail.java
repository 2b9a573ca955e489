package javakernel.display.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javakernel.base.Texts;
import javakernel.display.timeline.Timeline.Interval;
import javakernel.display.timeline.Timeline.Lane;
import javakernel.display.timeline.Timeline.State;

/**
 * As much of a timeline as can be seen: many lanes of one kind become a group, many short intervals of a lane few that
 * have the same shares.
 */
final class LevelOfDetail {
    static final int ROWS = 24; // more are grouped

    /** What is shown as one: most often a single lane. */
    record Row(String name, List<Lane> lanes) {
        boolean isGroup() {
            return lanes.size() > 1;
        }
    }

    private LevelOfDetail() {}

    static List<Row> rows(Timeline timeline) {
        return grouped(timeline.lanes()).values().stream().map(lanes -> new Row(name(lanes), lanes)).toList();
    }

    /**
     * Lanes whose names differ only by numbers belong together, if there are too many for each to be seen; if that is
     * not enough, the rest too.
     */
    private static Map<String, List<Lane>> grouped(List<Lane> lanes) {
        var groups = new LinkedHashMap<String, List<Lane>>();
        for (var lane : lanes)
            groups.computeIfAbsent(lanes.size() <= ROWS ? "" + groups.size() : family(lane), k -> new ArrayList<>())
                    .add(lane);
        if (groups.size() <= ROWS) return groups;
        var fewer = new LinkedHashMap<String, List<Lane>>();
        groups.forEach((name, of) -> fewer.computeIfAbsent(fewer.size() < ROWS ? name : "…", k -> new ArrayList<>())
                .addAll(of));
        return fewer;
    }

    private static String family(Lane lane) {
        return lane.kind() + lane.name().replaceAll("\\d+", "#");
    }

    private static String name(List<Lane> lanes) {
        var first = lanes.getFirst().name();
        if (lanes.size() == 1) return first;
        boolean alike = lanes.stream().map(LevelOfDetail::family).distinct().count() == 1;
        return (!alike ? first + " …"
                : first.matches("#\\d+") ? Texts.of("timeline.virtual") : first.replaceAll("\\d+", "#")) + " ×"
                + lanes.size();
    }

    /** Of each of {@code slices} of equal length: how many of the lanes were in each state, on the average. */
    static List<Map<State, Double>> shares(List<Lane> lanes, long length, int slices) {
        List<Map<State, Double>> shares =
                IntStream.range(0, slices).<Map<State, Double>>mapToObj(i -> new EnumMap<>(State.class)).toList();
        double slice = Math.max(1, length) / (double) slices;
        for (var lane : lanes) {
            for (var interval : lane.intervals()) {
                for (int i = Math.max(0, (int) (interval.from() / slice)); i < slices
                        && i * slice < interval.to(); i++) {
                    double inside = Math.min(interval.to(), (i + 1) * slice) - Math.max(interval.from(), i * slice);
                    shares.get(i).merge(interval.state(), inside / slice, Double::sum);
                }
            }
        }
        return shares;
    }

    /** Those shorter than {@code resolution} are put together, each state with the share of the time that it had. */
    static List<Interval> merged(List<Interval> intervals, long resolution) {
        var merged = new ArrayList<Interval>();
        var few = new ArrayList<Interval>();
        for (var interval : intervals) {
            if (!few.isEmpty() && interval.to() - few.getFirst().from() >= resolution) {
                addShares(few, merged);
                few.clear();
            }
            if (interval.length() >= resolution) merged.add(interval);
            else few.add(interval);
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
            to.add(new Interval(at, at + length, state, longest.on() + (of.size() == 1 ? "" : " ×" + of.size()),
                    longest.heldBy(), longest.place()));
            at += length;
        }
    }
}
