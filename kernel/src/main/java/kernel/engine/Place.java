package kernel.engine;

/**
 * A place in a cell.
 *
 * @param cell   the cell's execution count
 * @param line   from 1
 * @param column in UTF-16 units from 0
 * @param text   the line's text
 */
public record Place(int cell, int line, int column, String text) {
    /** The place of the character at {@code position} of a cell's {@code source}; its last place where the position is behind it. */
    public static Place of(int cell, String source, int position) {
        int at = Math.clamp(position, 0, source.length());
        int start = source.lastIndexOf('\n', at - 1) + 1;
        int end = source.indexOf('\n', at);
        int line = (int) source.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        return new Place(cell, line, at - start, source.substring(start, end < 0 ? source.length() : end));
    }

    @Override public String toString() {
        return "In[" + cell + "], line " + line;
    }
}
