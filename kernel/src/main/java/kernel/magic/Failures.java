package kernel.magic;

import java.util.List;
import kernel.engine.Result;
import kernel.protocol.Ansi;

/** What a magic says when it cannot do what it was asked. */
final class Failures {
    private Failures() { }

    /**
     * @param message what is wrong, one line
     * @param mend    what to do
     */
    static Result.Failed of(String name, String message, String mend) {
        return new Result.Failed(name, message, List.of(Ansi.red(name + ": " + message), mend));
    }
}
