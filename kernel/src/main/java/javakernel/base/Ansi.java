package javakernel.base;

/** Text that front ends show in colour or bold, by ECMA-48's escape sequences. */
public final class Ansi {
    private static final String PLAIN = "\u001b[0m";

    private Ansi() {}

    public static String red(String text) {
        return "\u001b[31m" + text + PLAIN;
    }

    public static String bold(String text) {
        return "\u001b[1m" + text + PLAIN;
    }
}
