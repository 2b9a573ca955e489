package javakernel.engine.woven;

import java.util.List;
import javakernel.base.Texts;
import javakernel.output.Result;

/**
 * {@code System.exit} and the like for the notebook's code, woven in place of the methods of the same names, and put in
 * their place in the classes of libraries: they end the cell, or the thread that calls them, not the kernel.
 */
public final class Exits {
    /** Thrown where the program would have ended. */
    public static final class Exit extends Error {
        private static final long serialVersionUID = 1;

        private final String call;

        Exit(String call) {
            super(call, null, false, false);
            this.call = call;
        }

        public Result.Failed result() {
            return new Result.Failed("Exit", call, List.of(Texts.of("exit.ends", call)));
        }
    }

    private Exits() {}

    public static void exit(int status) {
        throw new Exit("System.exit(" + status + ")");
    }

    public static void exit(Runtime runtime, int status) {
        throw new Exit("Runtime.exit(" + status + ")");
    }

    public static void halt(Runtime runtime, int status) {
        throw new Exit("Runtime.halt(" + status + ")");
    }

    public static boolean isExit(String owner, String name) {
        return owner.equals("java/lang/System") && name.equals("exit")
                || owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"));
    }
}
