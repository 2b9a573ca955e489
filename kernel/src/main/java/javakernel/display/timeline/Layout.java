package javakernel.display.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.TextWidth;
import javakernel.base.Texts;
import javakernel.display.timeline.Timeline.Interval;
import javakernel.display.timeline.Timeline.Lane;
import javakernel.display.timeline.Timeline.Mark;
import javakernel.display.timeline.Timeline.State;

/**
 * Where everything in the picture lies: across in milliseconds, down in pixels. Bars stand on the floor of their row,
 * the higher the more the thread does; below the floor lies a band while it holds a lock; above, a tick for each
 * output.
 *
 * @param states those of which something can be seen
 * @param notes  what the reader must know of what is not in it
 */
record Layout(double millis, double height, List<Line> rows, List<Bar> bars, List<Tick> ticks, List<Caption> captions,
        Set<State> states, List<String> notes) {
    // of the time, at least; with names it fits beside the file browser on a screen of 1280
    static final double WIDTH = 680;
    static final String PRINT_COLOUR = "#E0409A";
    static final double CHARACTER = 6.6; // the width of one of 12 pixels, on the average
    private static final double TICKS = 7;
    private static final double BAR = 24;
    private static final double BAND = 5;
    private static final double GAP = 5;
    private static final double GROUP = 70;
    private static final int BARS = 1_000; // of one state in a picture, about
    private static final int MARKS = 500;
    private static final int SLICES = 150; // of a group

    /** A row's name, and where its floor is. */
    record Line(String name, double floor) {}

    /** @param tip what is told of it, by name */
    record Bar(double from, double to, double top, double bottom, State state, Map<String, String> tip) {}

    record Tick(double at, double top, double bottom, Map<String, String> tip) {}

    /** A text that begins, or ends, at a time. {@code anchor} is {@code left} or {@code right}. */
    record Caption(double at, double y, String text, String anchor) {}

    static Layout of(Timeline timeline) {
        var rows = LevelOfDetail.rows(timeline);
        var scene = new Builder(timeline, rows.size());
        rows.forEach(scene::add);
        return new Layout(timeline.length() / 1e6, scene.y, scene.rows, scene.bars, scene.ticks, scene.captions,
                scene.seen(), scene.notes);
    }

    private static final class Builder {
        final List<Line> rows = new ArrayList<>();
        final List<Bar> bars = new ArrayList<>();
        final List<Tick> ticks = new ArrayList<>();
        final List<Caption> captions = new ArrayList<>();
        final Map<State, Double> pixels = new EnumMap<>(State.class);
        final List<String> notes;
        final long length;
        final int perRow;
        double y;

        Builder(Timeline timeline, int rows) {
            length = Math.max(1, timeline.length());
            notes = new ArrayList<>(timeline.notes());
            perRow = Math.clamp(BARS / Math.max(1, rows), 50, 300);
        }

        void add(LevelOfDetail.Row row) {
            double top = y;
            double floor = y + GAP + TICKS + (row.isGroup() ? GROUP : BAR);
            rows.add(new Line(row.name(), floor));
            if (row.isGroup()) addGroup(row, floor);
            else addLane(row.lanes().getFirst(), floor);
            var marks = row.lanes().stream().flatMap(l -> l.marks().stream()).sorted(Comparator.comparingLong(Mark::at))
                    .toList();
            for (int i = 0, n = Math.min(marks.size(), MARKS); i < n; i++)
                addMark(marks.get((int) ((long) i * marks.size() / n)), row.name(), top + GAP - 3);
            y = floor + BAND + GAP;
        }

        private void addLane(Lane lane, double floor) {
            for (var i : few(lane.intervals())) {
                double top = floor - BAR * i.state().height;
                addBar(lane, i, top, floor);
                if (i.state().height <= 0.5)
                    captions(i).filter(text -> (width(text) + 4) / WIDTH < i.length() / (double) length).findFirst()
                            .ifPresent(text -> caption(i.from(), top, text, "left"));
            }
            few(lane.holds()).forEach(h -> addBar(lane, h, floor + 1, floor + BAND));
            if (!lane.end().isEmpty()) caption(lane.to(), floor - BAR * State.ALIVE.height, lane.end(),
                    lane.to() < 0.8 * length ? "left" : "right");
        }

        /** As many as can be seen. */
        private List<Interval> few(List<Interval> intervals) {
            if (intervals.size() <= perRow) return intervals;
            long resolution = length / perRow;
            var note = Texts.of("timeline.shares", TimelineTexts.time(resolution));
            if (!notes.contains(note)) notes.add(note);
            return LevelOfDetail.merged(intervals, resolution);
        }

        private void addBar(Lane lane, Interval i, double top, double bottom) {
            addBar(i.from() / 1e6, i.to() / 1e6, top, bottom, i.state(),
                    tip(Texts.of("tip.who"), lane.name(), Texts.of("tip.state"), i.state().label,
                            i.state() == State.HOLDING ? Texts.of("tip.lock") : Texts.of("tip.on"), i.on(),
                            Texts.of("tip.heldBy"), String.join(", ", i.heldBy()),
                            Texts.of("tip.length"), TimelineTexts.time(i.length()), Texts.of("tip.from"),
                            TimelineTexts.time(i.from()), Texts.of("tip.place"), i.place()));
        }

        private void addBar(double from, double to, double top, double bottom, State state, Map<String, String> tip) {
            pixels.merge(state, (to - from) * 1e6 / length * WIDTH * (bottom - top) / BAR, Double::sum);
            bars.add(new Bar(from, to, top, bottom, state, tip));
        }

        /** A lock's band lies alone, and is seen however short it is. */
        private Set<State> seen() {
            return pixels.entrySet().stream()
                    .filter(e -> e.getKey() == State.RUNNING || e.getKey() == State.HOLDING || e.getValue() > 0.5)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(State.class)));
        }

        private void addGroup(LevelOfDetail.Row row, double floor) {
            var slices = LevelOfDetail.shares(row.lanes(), length, SLICES);
            var sums = slices.stream().mapToDouble(s -> s.values().stream().mapToDouble(n -> n).sum()).toArray();
            int fullest = 0;
            for (int i = 1; i < SLICES; i++) if (sums[i] > sums[fullest]) fullest = i;
            double slice = length / 1e6 / SLICES;
            for (int i = 0; i < SLICES; i++) {
                double bottom = floor;
                for (var share : slices.get(i).entrySet()) {
                    var state = share.getKey();
                    double number = share.getValue();
                    double top = bottom - GROUP * number / sums[fullest];
                    addBar(i * slice, (i + 1) * slice, top, bottom, state,
                            tip(Texts.of("tip.who"), row.name(), Texts.of("tip.state"), state.label,
                                    Texts.of("tip.many"), String.format(Locale.ROOT, "%.1f", number),
                                    Texts.of("tip.from"), TimelineTexts.time((long) (i * slice * 1e6))));
                    bottom = top;
                }
            }
            caption(length * fullest / SLICES, floor - GROUP, Texts.of("timeline.most", sums[fullest]),
                    fullest < SLICES / 2 ? "left" : "right");
        }

        private void caption(long at, double bottom, String text, String anchor) {
            captions.add(new Caption(at / 1e6, bottom - 3, text, anchor));
        }

        private void addMark(Mark mark, String name, double top) {
            ticks.add(new Tick(mark.at() / 1e6, top, top + TICKS, tip(Texts.of("tip.who"), name,
                    Texts.of("tip.printed"), mark.text().strip(), Texts.of("tip.at"), TimelineTexts.time(mark.at()))));
        }
    }

    /** What may be written over a bar, the longest first. */
    private static Stream<String> captions(Interval i) {
        var holders = String.join(", ", i.heldBy());
        return holders.isEmpty() ? Stream.of(i.on())
                : Stream.of(i.on() + " ← " + holders, "← " + holders, "← " + i.heldBy().getFirst());
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
        return TextWidth.of(text) * CHARACTER;
    }
}
