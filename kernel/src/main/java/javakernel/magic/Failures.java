package javakernel.magic;

import java.util.List;
import javakernel.base.Ansi;
import javakernel.output.Result;

/** What a magic says when it cannot do what it was asked. */
public final class Failures {
    private Failures() {}

    /**
     * @param message what is wrong, one line
     * @param remedy    what to do
     */
    public static Result.Failed of(String name, String message, String remedy) {
        return new Result.Failed(name, message, List.of(Ansi.red(name + ": " + message), remedy));
    }
}
