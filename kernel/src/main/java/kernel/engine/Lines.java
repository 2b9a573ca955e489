package kernel.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * Which lines of cells the lines of a compiled class are.
 *
 * @param file    the cell, {@code In[3]}, which the class is to name as its source; null when it is of several, and keeps its numbers
 * @param numbers the compiler's line to the one that the class is to have; what is missing is no line of a cell
 * @param places  the line that the class has, as stack frames tell it, to its place
 */
record Lines(String file, Map<Integer, Integer> numbers, Map<Integer, Place> places) {
    /** Of a class that stays as it is, because the same was evaluated again: the compiler's lines are at these places now. */
    Lines moved(Map<Integer, Place> found) {
        var moved = new HashMap<Integer, Place>();
        found.forEach((line, place) -> moved.put(numbers.getOrDefault(line, line), place));
        return new Lines(file, numbers, moved);
    }
}
