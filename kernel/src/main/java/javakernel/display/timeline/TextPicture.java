package javakernel.display.timeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javakernel.base.TextWidth;
import javakernel.base.Texts;
import javakernel.display.timeline.Timeline.Interval;
import javakernel.display.timeline.Timeline.Lane;
import javakernel.display.timeline.Timeline.State;

/** The picture as text, a line for each row: of each stretch of time the state that most were in longest. */
final class TextPicture {
    private static final int WIDTH = 64;

    private TextPicture() {}

    static String of(Timeline timeline) {
        var lines = new ArrayList<String>();
        var states = EnumSet.noneOf(State.class);
        var rows = LevelOfDetail.rows(timeline);
        int widest = rows.stream().mapToInt(r -> TextWidth.of(r.name())).max().orElse(0);
        for (var row : rows) {
            var strip = new StringBuilder();
            for (var shares : LevelOfDetail.shares(row.lanes(), timeline.length(), WIDTH)) {
                var most = shares.entrySet().stream().max(Map.Entry.comparingByValue());
                most.ifPresent(m -> states.add(m.getKey()));
                strip.append(most.map(m -> m.getKey().symbol).orElse(' '));
            }
            lines.add(row.name() + " ".repeat(widest - TextWidth.of(row.name())) + " |" + strip + "| "
                    + totals(row.lanes()));
        }
        lines.addFirst(
                timeline.lanes().size() == 1 ? Texts.of("timeline.head.one", TimelineTexts.time(timeline.length()))
                        : Texts.of("timeline.head", TimelineTexts.time(timeline.length()), timeline.lanes().size()));
        lines.add(states.stream().map(s -> s.symbol + " " + s.label).collect(Collectors.joining("  ")));
        lines.addAll(timeline.notes());
        return String.join("\n", lines);
    }

    private static String totals(List<Lane> lanes) {
        var parts = new ArrayList<String>();
        for (var state : State.values()) {
            var of = lanes.stream().flatMap(l -> l.intervals().stream()).filter(i -> i.state() == state).toList();
            if (!of.isEmpty()) parts.add(state.label + " " + time(of));
        }
        var holds = lanes.stream().flatMap(l -> l.holds().stream()).toList();
        if (!holds.isEmpty()) parts.add(Texts.of("timeline.holds",
                holds.stream().map(Interval::on).distinct().collect(Collectors.joining(", ")), holds.size(),
                time(holds)));
        int prints = lanes.stream().mapToInt(l -> l.marks().size()).sum();
        if (prints > 0) parts.add(Texts.of("timeline.prints", prints));
        lanes.stream().map(Lane::end).filter(end -> !end.isEmpty()).distinct().forEach(parts::add);
        return String.join(", ", parts);
    }

    private static String time(List<Interval> intervals) {
        return TimelineTexts.time(intervals.stream().mapToLong(Interval::length).sum());
    }
}
