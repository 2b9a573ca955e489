package javakernel.magic;

import javakernel.base.Texts;

/** A magic cannot do what it was asked, and nothing has changed. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    public final String name;
    public final String remedy;

    /**
     * @param message what is wrong, one line
     * @param remedy    what to do
     */
    public Failure(String name, String message, String remedy) {
        super(message);
        this.name = name;
        this.remedy = remedy;
    }

    /** For a magic that was written wrongly. */
    public static Failure usage(MagicCall call, String message, String example) {
        return new Failure("UsageError", call.name() + " " + message, Texts.of("magic.example", example, call.name()));
    }
}
