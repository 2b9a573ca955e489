package kernel.display.timeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kernel.display.timeline.Timeline.Interval;
import kernel.display.timeline.Timeline.Lane;
import kernel.display.timeline.Timeline.Mark;
import kernel.display.timeline.Timeline.State;

/**
 * Where everything in the picture lies: across in milliseconds, down in pixels. Bars stand on the floor of their row, the higher the more the thread does; below
 * the floor lies a band while it holds a lock; above, a tick for each output.
 *
 * @param states those in the picture
 * @param holds  whether a lock is held in it
 */
record Scene(double millis, double height, List<Line> rows, List<Bar> bars, List<Tick> ticks, List<Caption> captions, Set<State> states, boolean holds, List<String> notes) {
    static final double WIDTH = 760;            // of the time
    static final String HOLD_COLOUR = "#0072B2";
    static final double CHARACTER = 5.5;          // the width of a small character, on the average
    private static final double TICKS = 6;
    private static final double BAR = 20;
    private static final double BAND = 5;
    private static final double GAP = 5;
    private static final double GROUP = 70;

    /** A row's name, and where its floor is. */
    record Line(String name, double top, double floor) { }

    /** @param tip what is told of it, by name */
    record Bar(double from, double to, double top, double bottom, String label, String colour, Map<String, String> tip) { }

    record Tick(double at, double top, double bottom, Map<String, String> tip) { }

    /** A text that begins, or ends, at a time. {@code anchor} is {@code left} or {@code right}. */
    record Caption(double at, double y, String text, String anchor) { }

    static Scene of(Timeline timeline) {
        var detail = Detail.of(timeline);
        var scene = new Builder(timeline.length());
        detail.rows().forEach(scene::add);
        return new Scene(timeline.length() / 1e6, scene.y, scene.rows, scene.bars, scene.ticks, scene.captions, scene.states, scene.holds, detail.notes());
    }

    private static final class Builder {
        final List<Line> rows = new ArrayList<>();
        final List<Bar> bars = new ArrayList<>();
        final List<Tick> ticks = new ArrayList<>();
        final List<Caption> captions = new ArrayList<>();
        final Set<State> states = EnumSet.noneOf(State.class);
        final double pixelNanos;
        boolean holds;
        double y;

        Builder(long length) {
            pixelNanos = Math.max(1, length) / WIDTH;
        }

        void add(Detail.Row row) {
            double top = y;
            double floor = y + GAP + TICKS + (row instanceof Detail.Group ? GROUP : BAR);
            rows.add(new Line(row.name(), top, floor));
            switch (row) {
                case Detail.Single(var lane) -> addLane(lane, top, floor);
                case Detail.Group group -> addGroup(group, top, floor);
            }
            y = floor + BAND + GAP;
        }

        private void addLane(Lane lane, double top, double floor) {
            for (var i : lane.intervals()) {
                states.add(i.state());
                bars.add(new Bar(i.from() / 1e6, i.to() / 1e6, floor - BAR * i.state().height, floor, i.state().label(), i.state().colour, tip(lane, i)));
                if (i.state().height > 0.5) continue;
                captions(i).filter(text -> width(text) + 4 < i.length() / pixelNanos).findFirst().ifPresent(text ->
                        captions.add(new Caption(i.from() / 1e6, floor - BAR * i.state().height - 3, text, "left")));
            }
            for (var h : lane.holds()) {
                holds = true;
                bars.add(new Bar(h.from() / 1e6, h.to() / 1e6, floor + 1, floor + BAND, Words.HOLDING, HOLD_COLOUR,
                        tip("线程 who", lane.name(), "状态 state", Words.HOLDING, "锁 lock", h.lock(), "时长 length", Words.time(h.to() - h.from()), "从 from", Words.time(h.from()), "位置 where", h.place())));
            }
            lane.marks().forEach(m -> addMark(m, lane.name(), top));
            if (!lane.end().isEmpty()) captions.add(new Caption(lane.to() / 1e6, floor - BAR * State.ALIVE.height - 3, lane.end(), "right"));
        }

        private void addGroup(Detail.Group group, double top, double floor) {
            double most = group.slices().stream().mapToDouble(s -> s.values().stream().mapToDouble(n -> n).sum()).max().orElse(1);
            double slice = pixelNanos * WIDTH / group.slices().size() / 1e6;
            for (int i = 0; i < group.slices().size(); i++) {
                double bottom = floor;
                for (var entry : group.slices().get(i).entrySet()) {
                    double height = GROUP * entry.getValue() / most;
                    states.add(entry.getKey());
                    bars.add(new Bar(i * slice, (i + 1) * slice, bottom - height, bottom, entry.getKey().label(), entry.getKey().colour,
                            tip("线程 who", group.name(), "状态 state", entry.getKey().label(), "个数 how many", String.format(Locale.ROOT, "%.1f", entry.getValue()), "从 from", Words.time((long) (i * slice * 1e6)))));
                    bottom -= height;
                }
            }
            group.marks().forEach(m -> addMark(m, group.name(), top));
        }

        private void addMark(Mark mark, String lane, double top) {
            ticks.add(new Tick(mark.at() / 1e6, top + GAP - 2, top + GAP + TICKS - 2, tip("线程 who", lane, "打印 printed", mark.text().strip(), "时刻 at", Words.time(mark.at()))));
        }
    }

    /** What may be written over a bar, the longest first. */
    private static Stream<String> captions(Interval i) {
        var holders = String.join(", ", i.heldBy());
        return holders.isEmpty() ? Stream.of(i.on()) : Stream.of(i.on() + " ← " + holders, "← " + holders, "← " + i.heldBy().getFirst());
    }

    private static Map<String, String> tip(Lane lane, Interval i) {
        return tip("线程 who", lane.name(), "状态 state", i.state().label(), "等什么 for", i.on(), "谁占着 held by", String.join(", ", i.heldBy()),
                "时长 length", Words.time(i.length()), "从 from", Words.time(i.from()), "位置 where", i.place());
    }

    private static Map<String, String> tip(String... namesAndTexts) {
        var tip = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            if (!namesAndTexts[i + 1].isEmpty()) tip.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return tip;
    }

    /** In pixels, about. */
    static double width(String text) {
        return text.codePoints().mapToDouble(c -> c < 0x2E80 ? CHARACTER : 2 * CHARACTER).sum();
    }
}
