package javakernel.display;

import org.jspecify.annotations.Nullable;

/**
 * What {@code Notebook.display} has shown, to be changed later: by any thread, also after the cell has ended; it stays
 * in its place. As text it is its id, which {@code Notebook.updateDisplay} takes.
 */
public interface Display extends CharSequence, AlreadyShown {
    /** The display_id, unique in all notebooks. */
    String id();

    /**
     * Shows {@code value} in the same place instead. When updates follow each other within 50 ms, front ends see only
     * the last.
     *
     * @param types as for {@code Notebook.display}
     */
    void update(@Nullable Object value, String... types);
}
