package javakernel.display.render;

/** Throws what the notebook's own code has thrown, as it is. */
public final class Rethrow {
    private Rethrow() {}

    /** To be written {@code throw Rethrow.of(thrown)}, so that the compiler sees the end. */
    public static RuntimeException of(Throwable thrown) {
        throw Rethrow.<RuntimeException>unchecked(thrown);
    }

    @SuppressWarnings("unchecked") private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
