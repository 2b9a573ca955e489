package javakernel.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a cell ended. */
public sealed interface Result {
    /** It ran to its end; {@code value} is that of its last expression, null when there is none to show. */
    record Done(@Nullable Object value) implements Result {}

    /**
     * It did not compile, or it threw.
     *
     * @param name      the exception's class, or {@code CompilationError}
     * @param message   one line
     * @param traceback lines for the reader: what is wrong, where in which cell, by which way
     */
    record Failed(String name, String message, List<String> traceback) implements Result {}
}
