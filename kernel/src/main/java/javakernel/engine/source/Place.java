package javakernel.engine.source;

import javakernel.base.Texts;

/**
 * A place in a cell, or in a file that a cell has loaded.
 *
 * @param source how the cell or the file is called
 * @param line   from 1
 * @param column in UTF-16 units from 0
 * @param text   the line's text
 */
public record Place(String source, int line, int column, String text) {
    /**
     * The place of the character at {@code position} of {@code code}; its last place where the position is behind it.
     */
    public static Place of(Source code, int position) {
        var source = code.text();
        int at = Math.clamp(position, 0, source.length());
        int start = source.lastIndexOf('\n', at - 1) + 1;
        int end = source.indexOf('\n', at);
        return new Place(code.name(), code.line(start), at - start,
                source.substring(start, end < 0 ? source.length() : end));
    }

    @Override public String toString() {
        return Texts.of("place", source, line);
    }
}
