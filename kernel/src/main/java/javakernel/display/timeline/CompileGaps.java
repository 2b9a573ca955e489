package javakernel.display.timeline;

import java.util.ArrayList;
import java.util.List;
import javakernel.display.timeline.Timeline.Interval;
import javakernel.display.timeline.Timeline.Kind;
import javakernel.display.timeline.Timeline.Lane;
import javakernel.display.timeline.Timeline.Mark;

/**
 * Takes the time out of a timeline in which nothing of the cell's ran, because the kernel was compiling its next part.
 */
final class CompileGaps {
    private record Gap(long from, long to) {}

    private final List<Gap> gaps = new ArrayList<>();

    private CompileGaps() {}

    static Timeline of(Timeline timeline) {
        var cut = new CompileGaps();
        for (var lane : timeline.lanes()) {
            if (lane.kind() == Kind.CELL) lane.intervals().stream().filter(i -> i.on().equals(TimelineTexts.COMPILING))
                    .forEach(i -> cut.add(i, timeline.lanes()));
        }
        return new Timeline(cut.at(timeline.length()), timeline.lanes().stream().map(cut::lane).toList(),
                timeline.notes());
    }

    private void add(Interval compiling, List<Lane> lanes) {
        boolean alone = lanes.stream()
                .allMatch(l -> l.kind() == Kind.CELL || l.to() <= compiling.from() || l.from() >= compiling.to());
        if (alone) gaps.add(new Gap(compiling.from(), compiling.to()));
    }

    private long at(long time) {
        return time - gaps.stream().mapToLong(g -> Math.clamp(time - g.from(), 0, g.to() - g.from())).sum();
    }

    private Lane lane(Lane l) {
        return gaps.isEmpty() ? l
                : new Lane(l.name(), l.kind(), at(l.from()), at(l.to()), intervals(l.intervals()), intervals(l.holds()),
                        l.marks().stream().map(m -> new Mark(at(m.at()), m.text())).toList(), l.end());
    }

    private List<Interval> intervals(List<Interval> intervals) {
        return intervals.stream()
                .map(i -> new Interval(at(i.from()), at(i.to()), i.state(), i.on(), i.heldBy(), i.place()))
                .filter(i -> i.length() > 0).toList();
    }
}
