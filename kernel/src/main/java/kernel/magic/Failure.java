package kernel.magic;

import kernel.protocol.Texts;

/** A magic cannot do what it was asked, and nothing has changed. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    final String name;
    final String mend;

    /**
     * @param message what is wrong, one line
     * @param mend    what to do
     */
    public Failure(String name, String message, String mend) {
        super(message);
        this.name = name;
        this.mend = mend;
    }

    /** For a magic that was written wrongly. */
    static Failure usage(Call call, String message, String example) {
        return new Failure("UsageError", call.name() + " " + message, Texts.of("magic.example", example, call.name()));
    }
}
