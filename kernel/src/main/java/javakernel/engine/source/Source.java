package javakernel.engine.source;

import java.util.Arrays;
import java.util.stream.IntStream;
import javakernel.output.Cell;

/** Code to be run, and how places in it are called. */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lines; // where each begins

    /** @param name {@code In[3]}, or that of a file */
    public Source(String name, String text) {
        this.name = name;
        this.text = text;
        lines = IntStream.rangeClosed(0, text.length()).filter(i -> i == 0 || text.charAt(i - 1) == '\n').toArray();
    }

    public static Source of(Cell cell, String text) {
        return new Source("In[" + cell.number() + "]", text);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /**
     * The line of the character at {@code position}, from 1. Looked up, not counted: it is asked for each line of a
     * cell, which may have thousands.
     */
    int line(int position) {
        int found = Arrays.binarySearch(lines, position);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** Where line {@code number} begins, which is counted from 1. */
    public int position(int number) {
        return lines[number - 1];
    }
}
