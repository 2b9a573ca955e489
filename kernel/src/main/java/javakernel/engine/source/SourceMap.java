package javakernel.engine.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text made of snippets of cells and of what the kernel puts between them; knows where in which cell each of its
 * positions is. For one thread.
 */
public final class SourceMap {
    static final int MAX_LINE = 0xffff; // that a class file can tell

    private final StringBuilder text = new StringBuilder();
    private final List<Segment> segments = new ArrayList<>();

    /**
     * @param at   where in the text it begins
     * @param from where in the source that is
     * @param copy whether it is the source's text; else the kernel's, which stands for the one position {@code from}
     * @param of   what the text was made from, null for nothing
     */
    public record Segment(int at, int length, Source source, int from, boolean copy, @Nullable Object of) {
        public int sourcePosition(int position) {
            return copy ? from + Math.clamp(position - at, 0, length) : from;
        }

        boolean contains(int position) {
            return at <= position && position < at + length;
        }
    }

    /** Text of the kernel's, which has no place in a cell. */
    public SourceMap add(String generated) {
        text.append(generated);
        return this;
    }

    /** Text of the kernel's, in whose place the reader is told {@code position}. */
    public SourceMap add(String generated, Source source, int position, @Nullable Object of) {
        segments.add(new Segment(text.length(), generated.length(), source, position, false, of));
        text.append(generated);
        return this;
    }

    public SourceMap add(Source source, int from, int to, @Nullable Object of) {
        return add(source.text().substring(from, to), source, from, to, of);
    }

    /** What stands from {@code from} to {@code to}, as it is to be compiled: of the same length. */
    public SourceMap add(CharSequence changed, Source source, int from, int to, @Nullable Object of) {
        if (changed.length() != to - from) throw new IllegalArgumentException("not as long: " + changed);
        if (changed.isEmpty()) return this;
        segments.add(new Segment(text.length(), changed.length(), source, from, true, of));
        text.append(changed);
        return this;
    }

    public int length() {
        return text.length();
    }

    /**
     * The number of the line that comes next, from 1. Asked for each statement of a cell: what was counted is not
     * counted again.
     */
    public int line() {
        for (; counted < text.length(); counted++) if (text.charAt(counted) == '\n') lines++;
        return lines;
    }

    private int counted;
    private int lines = 1;

    /**
     * What {@code position} belongs to: the text there, or else what comes next, or the last.
     *
     * @throws IllegalStateException where the text has nothing of a cell
     */
    public Segment at(int position) {
        int low = 0;
        for (int high = segments.size(); low < high;) {
            int middle = (low + high) / 2;
            if (segments.get(middle).at() + segments.get(middle).length() <= position) low = middle + 1;
            else high = middle;
        }
        if (segments.isEmpty()) throw new IllegalStateException("nothing of a cell: " + text);
        return segments.get(Math.min(low, segments.size() - 1));
    }

    /** Where in its source that ends which ends before {@code position}. */
    public int end(int position) {
        return at(position - 1).sourcePosition(position);
    }

    /** Where in a cell {@code position} is. */
    Place place(int position) {
        var segment = at(position);
        return Place.of(segment.source(), segment.sourcePosition(position));
    }

    /** Which lines of {@code source} the lines of this text are. */
    Map<Integer, Integer> lines(Source source) {
        var found = new HashMap<Integer, Integer>();
        eachLine((line, segment, position) -> {
            int number = segment.source().line(segment.sourcePosition(position));
            if (segment.source() == source && number <= MAX_LINE) found.put(line, number);
        });
        return found;
    }

    /** Where the lines of this text are, of whatever cells. */
    public Map<Integer, Place> places() {
        var found = new HashMap<Integer, Place>();
        eachLine((line, segment, position) -> found.put(line,
                Place.of(segment.source(), segment.sourcePosition(position))));
        return found;
    }

    private interface Line {
        public void at(int number, Segment segment, int position);
    }

    /** Of each line that holds something of a cell the first such position. */
    private void eachLine(Line line) {
        int number = 1;
        int start = 0;
        for (var segment : segments) {
            int end = segment.at() + segment.length();
            for (int position = segment.at();;) {
                for (; start <= position; number++) { // to the line after
                    int next = text.indexOf("\n", start);
                    start = next < 0 ? Integer.MAX_VALUE : next + 1;
                }
                if (!text.substring(position, Math.min(start, end)).isBlank()) line.at(number - 1, segment, position
                        + blanks(position, end));
                if (start >= end) break;
                position = start;
            }
        }
    }

    private int blanks(int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) at++;
        return at - from;
    }

    @Override public String toString() {
        return text.toString();
    }
}
