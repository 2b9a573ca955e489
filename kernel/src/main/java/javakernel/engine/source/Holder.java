package javakernel.engine.source;

import java.util.regex.Pattern;

/**
 * How the class is called that holds what a cell declares and does, {@code $In7}, and its methods: javac and the JVM
 * see these names, the reader never does.
 */
public final class Holder {
    /** The methods that hold statements: this and a number from 0. */
    public static final String RUN = "run$";

    private static final String ANY = "\\$In\\d+(?:_\\d+)?"; // no class of the reader's is called so
    private static final Pattern NAME = Pattern.compile(ANY);
    private static final Pattern QUALIFIER = Pattern.compile("(?<![\\w$])" + ANY
            + "\\.(?=\\p{javaJavaIdentifierStart})");
    private static final Pattern OUTER = Pattern.compile("^" + ANY + "\\$");

    private Holder() {}

    /** Of the cell's {@code part}, from 1. */
    public static String name(int cell, int part) {
        return "$In" + cell + (part == 1 ? "" : "_" + part);
    }

    /** Whether a class holds variables, methods and statements of a cell. */
    public static boolean isName(String className) {
        return NAME.matcher(className).matches();
    }

    /** A class without the holder that it is in, if it is in one. */
    public static String inner(String className) {
        return OUTER.matcher(className).replaceFirst("");
    }

    /** The text with the notebook's variables and methods called as the notebook calls them. */
    public static String removed(String text) {
        return QUALIFIER.matcher(text).replaceAll("");
    }
}
