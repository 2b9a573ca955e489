package javakernel.display;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Java calls magics, which are of a package above this one. */
public final class MagicCalls {
    private static volatile Caller caller = (name, arguments, body) -> {
        throw new IllegalStateException("there are no magics yet");
    };

    /** Runs one. */
    public interface Caller {
        /**
         * @param name      with its percent signs
         * @param arguments the words after it
         * @param body      the lines of the cell after the first; null for a magic of one line
         * @throws IllegalStateException when it fails
         */
        public @Nullable Object call(String name, List<String> arguments, @Nullable String body);
    }

    private MagicCalls() {}

    /** From now on calls go to {@code caller}. */
    public static void to(Caller caller) {
        MagicCalls.caller = caller;
    }

    @SuppressWarnings("unchecked") // what it returns, only the author of the cell knows
    public static <T> @Nullable T call(String name, List<String> arguments, @Nullable String body) {
        return (T) caller.call(name, arguments, body);
    }
}
