package javakernel.display.timeline;

import java.util.List;
import java.util.stream.Stream;
import javakernel.base.Texts;

/**
 * Who did what when. Times are in nanoseconds from its beginning.
 *
 * @param length where it ends
 * @param notes  what the reader must know of what is not in it
 */
record Timeline(long length, List<Lane> lanes, List<String> notes) {
    /** The same with one more note. */
    Timeline with(String note) {
        return new Timeline(length, lanes, Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /**
     * What a thread or process is doing; each with its name, and for the picture its colour (Okabe and Ito's, to be
     * told apart by the colour-blind) and its height, 0 to 1.
     */
    enum State {
        RUNNING("state.running", "#009E73", 1, '█'),
        LOCK("state.lock", "#D55E00", 0.5, '▒'),
        WAITING("state.waiting", "#E69F00", 0.4, '░'),
        PARKED("state.parked", "#CC79A7", 0.4, '-'),
        SLEEPING("state.sleeping", "#56B4E9", 0.25, '.'),
        IO("state.io", "#F0E442", 0.5, '='),
        IDLE("state.idle", "#999999", 0.1, '_'),
        ALIVE("state.alive", "#7D6BB3", 0.45, '#'),
        HOLDING("state.holding", "#0072B2", 0.25, ' ');

        final String label;
        final String colour;
        final double height;
        final char symbol;

        State(String key, String colour, double height, char symbol) {
            label = Texts.of(key);
            this.colour = colour;
            this.height = height;
            this.symbol = symbol;
        }
    }

    enum Kind { CELL, THREAD, VIRTUAL, PROCESS, THREAD_OF_PROCESS }

    /**
     * One thread or process.
     *
     * @param intervals what it did from {@code from} to {@code to}, one after the other, without gaps
     * @param holds     when it held locks: from just after it got one to just before it gave it back
     * @param end       how it ended: of a process its exit code; empty when there is nothing to tell
     */
    record Lane(String name, Kind kind, long from, long to, List<Interval> intervals, List<Interval> holds,
            List<Mark> marks, String end) {}

    /**
     * @param on     what it waits for, or holds; may be empty
     * @param heldBy those who held that meanwhile, the lock's first holder first
     * @param place  the line of a cell; may be empty
     */
    record Interval(long from, long to, State state, String on, List<String> heldBy, String place) {
        long length() {
            return to - from;
        }
    }

    /** Something was printed. */
    record Mark(long at, String text) {}
}
