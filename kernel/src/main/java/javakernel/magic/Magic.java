package javakernel.magic;

import java.util.List;
import javakernel.output.Result;

/**
 * A command that a cell may use beside Java. To add one: a small class that implements this, and its line in
 * {@code Magics}.
 */
public interface Magic {
    /**
     * How it may be written, with its percent signs, its usual name first: {@code %time} on a line, {@code %%time} for
     * a whole cell.
     */
    List<String> names();

    /** What it does, in a few words. */
    String summary();

    /** How to use it: one or more lines of examples, then what there is to know. */
    String usage();

    /**
     * Runs on the thread that runs the cells; an interrupt means that the cell is being stopped.
     *
     * @throws Exception what the reader is to be told; {@link Failure} for what he can mend
     */
    Result run(MagicCall call) throws Exception;

    /**
     * What may stand in place of the last word of {@code arguments}, which is empty after white space. Any thread may
     * ask.
     */
    default List<String> complete(String arguments) {
        return List.of();
    }

    /**
     * Where in {@code arguments} Java begins, −1 for none. In a cell magic whose arguments may hold Java the body is
     * Java too.
     */
    default int java(String arguments) {
        return -1;
    }
}
