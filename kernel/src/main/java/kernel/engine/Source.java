package kernel.engine;

import kernel.output.Cell;

/**
 * Code to be run, and how places in it are called.
 *
 * @param name {@code In[3]}, or that of a file
 */
public record Source(String name, String text) {
    public static Source of(Cell cell, String text) {
        return new Source("In[" + cell.number() + "]", text);
    }
}
