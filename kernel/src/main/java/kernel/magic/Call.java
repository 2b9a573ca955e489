package kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import kernel.engine.Source;
import kernel.output.Cell;

/**
 * A magic's use in a cell.
 *
 * @param source the cell; the numbers are positions in its text
 * @param name   as written there: {@code %time}
 * @param from   where the arguments begin
 * @param to     where they end
 * @param body   where the lines after them begin, for the magic of a whole cell; else −1
 */
record Call(Cell cell, Source source, String name, int from, int to, int body) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    String arguments() {
        return source.text().substring(from, to).strip();
    }

    /** The arguments, separated by white space; what stands in double quotes is one. */
    List<String> words() {
        return words(arguments());
    }

    static List<String> words(String arguments) {
        var words = new ArrayList<String>();
        for (var m = WORD.matcher(arguments); m.find(); ) words.add(m.group(1) == null ? m.group() : m.group(1));
        return words;
    }

    boolean isCell() {
        return body >= 0;
    }

    /** The lines after the first. */
    String text() {
        return source.text().substring(body);
    }
}
