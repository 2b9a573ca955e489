package javakernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javakernel.engine.source.Source;
import javakernel.output.Cell;

/**
 * A magic's use in a cell.
 *
 * @param source the cell; the numbers are positions in its text
 * @param name   as written there: {@code %time}
 * @param from   where the arguments begin
 * @param to     where they end
 * @param body   where the lines after them begin, for the magic of a whole cell; else −1
 */
public record MagicCall(Cell cell, Source source, String name, int from, int to, int body) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    public String arguments() {
        return source.text().substring(from, to).strip();
    }

    /** The arguments, separated by white space; what stands in double quotes is one. */
    public List<String> words() {
        return words(arguments());
    }

    public static List<String> words(String arguments) {
        var words = new ArrayList<String>();
        for (var m = WORD.matcher(arguments); m.find();) words.add(m.group(1) == null ? m.group() : m.group(1));
        return words;
    }

    public boolean isCell() {
        return body >= 0;
    }

    /** The lines after the first. */
    public String text() {
        return source.text().substring(body);
    }
}
