package kernel.engine;

import java.util.regex.Pattern;

/**
 * How the class is called that holds what a cell declares and does, {@code In7}, and its methods: javac and the JVM see
 * these names, the reader never does.
 */
final class Holder {
    /** The methods that hold statements: this and a number from 0. */
    static final String RUN = "run$";

    private static final Pattern NAME = Pattern.compile("In\\d+(?:_+\\d*)?");
    private static final Pattern QUALIFIER = Pattern.compile("\\bIn\\d+_*\\d*\\.(?=\\p{javaJavaIdentifierStart})");

    private Holder() { }

    /** Whether a class holds variables, methods and statements of a cell. */
    static boolean isName(String className) {
        return NAME.matcher(className).matches();
    }

    /** The text with the notebook's variables and methods called as the notebook calls them. */
    static String removed(String text) {
        return QUALIFIER.matcher(text).replaceAll("");
    }
}
