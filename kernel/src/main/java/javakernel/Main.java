package javakernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Starts the kernel: {@code java javakernel.Main CONNECTION_FILE}. The main thread runs the cells. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 1)
            fail("usage: java javakernel.Main CONNECTION_FILE (Jupyter starts it so; try: jupyter lab)");
        try {
            // from here on it is the notebook's
            System.setProperty("java.class.path", Objects.requireNonNullElse(System.getenv("CLASSPATH"), ""));
            new Kernel(Path.of(args[0])).run();
        } catch (IOException | IllegalArgumentException e) {
            fail("cannot start with " + args[0] + ": " + e);
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
