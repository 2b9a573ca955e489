package javakernel.base;

/** Why something went wrong, for a text that says the rest. */
public final class Reason {
    private Reason() {}

    /** What {@code thrown} says of itself, or what it is where it says nothing. */
    public static String of(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null ? thrown.toString() : message;
    }
}
