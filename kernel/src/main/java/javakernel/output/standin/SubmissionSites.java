package javakernel.output.standin;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of the latest tasks that failed where they were handed over: what they threw may be shown elsewhere and
 * later. Any thread may call it.
 */
public final class SubmissionSites {
    private static final int MANY = 256;

    private record Failed(WeakReference<Throwable> thrown, String site) {}

    private static final Deque<Failed> LATEST = new ArrayDeque<>(); // guarded by itself

    private SubmissionSites() {}

    /**
     * A task that was handed over at {@code site} ends by {@code thrown}; where another task in it did already, that
     * one counts.
     */
    static void failed(Throwable thrown, String site) {
        synchronized (LATEST) {
            if (site(thrown) != null) return;
            if (LATEST.size() == MANY) LATEST.removeFirst();
            LATEST.addLast(new Failed(new WeakReference<>(thrown), site));
        }
    }

    /** Where the task was handed over that threw this; null when that is not known. */
    public static @Nullable String site(Throwable thrown) {
        synchronized (LATEST) {
            return LATEST.stream().filter(f -> f.thrown().refersTo(thrown)).map(Failed::site).findFirst().orElse(null);
        }
    }
}
