package javakernel.engine.source;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of cells the lines of a compiled class are.
 *
 * @param file    the cell, {@code In[3]}, which the class is to name as its source; null when it is of none
 * @param numbers the compiler's line to the one that the class is to have; what is missing is no line of a cell
 * @param places  the line that the class has, as stack frames tell it, to its place
 */
public record LineTable(@Nullable String file, Map<Integer, Integer> numbers, Map<Integer, Place> places) {
    /** Of a class whose text is all from {@code source}. */
    public static LineTable of(SourceMap map, Source source) {
        var numbers = map.lines(source);
        var places = new HashMap<Integer, Place>();
        for (int number : numbers.values()) places.computeIfAbsent(number, n -> Place.of(source, source.position(n)));
        return new LineTable(source.name(), numbers, places);
    }

    /** The same class, where it also has text of other cells: its lines get numbers behind those of this one. */
    public LineTable withOthers(SourceMap map) {
        var allNumbers = new TreeMap<>(numbers);
        var allPlaces = new HashMap<>(places);
        int last = numbers.values().stream().max(Integer::compare).orElse(0);
        for (var other : new TreeMap<>(map.places()).entrySet()) {
            if (last == SourceMap.MAX_LINE) break;
            if (allNumbers.putIfAbsent(other.getKey(), last + 1) == null) allPlaces.put(++last, other.getValue());
        }
        return new LineTable(file, allNumbers, allPlaces);
    }

    /** What stands for a line of {@code className} in the woven code. */
    public static String site(String className, int line) {
        return className + ":" + line;
    }

    /**
     * Of a class that stays as it is, because the same was compiled again.
     *
     * @param first    the compiler's line in which it begins
     * @param newer    where the lines of the newer text are
     * @param newFirst the line in which the class begins there
     */
    public LineTable moved(int first, Map<Integer, Place> newer, int newFirst) {
        var moved = new HashMap<Integer, Place>();
        numbers.forEach((line, number) -> {
            var place = newer.get(line - first + newFirst);
            if (place != null) moved.put(number, place);
        });
        return new LineTable(file, numbers, moved);
    }
}
