package kernel.display.timeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kernel.display.timeline.Timeline.Hold;
import kernel.display.timeline.Timeline.Lane;
import kernel.display.timeline.Timeline.State;

/** The picture as text, a line for each row. */
final class Strip {
    private static final int WIDTH = 64;

    private Strip() { }

    static String of(Timeline timeline) {
        var detail = Detail.of(timeline);
        var lines = new ArrayList<String>();
        var states = EnumSet.noneOf(State.class);
        int widest = detail.rows().stream().mapToInt(r -> columns(r.name())).max().orElse(0);
        for (var row : detail.rows()) {
            lines.add(row.name() + " ".repeat(widest - columns(row.name())) + " |" + switch (row) {
                case Detail.Single(var lane) -> strip(lane, timeline.length(), states) + "| " + totals(lane);
                case Detail.Group group -> strip(group, states) + "|";
            });
        }
        lines.addFirst("timeline: " + Words.time(timeline.length()) + ", " + timeline.lanes().size() + (timeline.lanes().size() == 1 ? " lane" : " lanes"));
        lines.add(states.stream().map(s -> s.symbol + " " + s.label()).collect(Collectors.joining("  ")));
        lines.addAll(detail.notes());
        return String.join("\n", lines);
    }

    /** Of each stretch of time the state that it was in longest. */
    private static String strip(Lane lane, long length, Set<State> states) {
        var strip = new StringBuilder();
        int next = 0;
        for (int i = 0; i < WIDTH; i++) {
            long from = length * i / WIDTH;
            long to = length * (i + 1) / WIDTH;
            var shares = new EnumMap<State, Long>(State.class);
            while (next < lane.intervals().size() && lane.intervals().get(next).to() <= from) next++;
            for (int k = next; k < lane.intervals().size() && lane.intervals().get(k).from() < to; k++) {
                var interval = lane.intervals().get(k);
                shares.merge(interval.state(), Math.min(to, interval.to()) - Math.max(from, interval.from()), Long::sum);
            }
            strip.append(symbol(shares, states));
        }
        return strip.toString();
    }

    private static String strip(Detail.Group group, Set<State> states) {
        var strip = new StringBuilder();
        for (int i = 0; i < WIDTH; i++) strip.append(symbol(group.slices().get(i * group.slices().size() / WIDTH), states));
        return strip.toString();
    }

    private static <N extends Number & Comparable<N>> char symbol(Map<State, N> shares, Set<State> states) {
        var most = shares.entrySet().stream().max(Map.Entry.comparingByValue());
        if (most.isEmpty()) return ' ';
        states.add(most.get().getKey());
        return most.get().getKey().symbol;
    }

    private static String totals(Lane lane) {
        var parts = new ArrayList<String>();
        for (var state : State.values()) {
            var of = lane.intervals().stream().filter(i -> i.state() == state).toList();
            if (!of.isEmpty()) parts.add(state.english + " " + Words.time(of.stream().mapToLong(i -> i.length()).sum()));
        }
        if (!lane.holds().isEmpty()) {
            parts.add("holding " + lane.holds().stream().map(Hold::lock).distinct().collect(Collectors.joining(", ")) + " " + lane.holds().size() + "×, "
                    + Words.time(lane.holds().stream().mapToLong(h -> h.to() - h.from()).sum()));
        }
        if (!lane.marks().isEmpty()) parts.add("printed " + lane.marks().size() + "×");
        if (!lane.end().isEmpty()) parts.add(lane.end());
        return String.join(", ", parts);
    }

    private static int columns(String text) {
        return (int) (Scene.width(text) / Scene.CHARACTER);
    }
}
