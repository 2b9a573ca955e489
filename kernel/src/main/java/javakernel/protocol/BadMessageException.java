package javakernel.protocol;

/** Bytes that are no valid message, with the reason. They are logged and never answered. */
public final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1;

    BadMessageException(String reason) {
        super(reason);
    }
}
