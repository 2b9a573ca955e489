package javakernel.base;

/** What a thread is called: by its name, else, as most virtual threads, by its number. */
public final class ThreadName {
    private ThreadName() {}

    /** The name, or {@code #31}. */
    public static String of(Thread thread) {
        return thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName();
    }
}
