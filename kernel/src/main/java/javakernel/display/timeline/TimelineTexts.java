package javakernel.display.timeline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javakernel.base.Texts;

/** What a picture says. */
final class TimelineTexts {
    static final String COMPILING = Texts.of("timeline.compiling");
    static final String LOADING = Texts.of("timeline.loading");
    static final String CHILDREN_PRINT = Texts.of("timeline.childrenPrint");
    static final String GOES_ON = Texts.of("timeline.goesOn");
    static final String UNKNOWN = Texts.of("timeline.unknown");
    static final String PRINTED = Texts.of("timeline.printed");
    static final String FULL = Texts.of("timeline.full");
    static final String ENDED = Texts.of("timeline.ended");

    /** What is told of what lies under the pointer, in this order. */
    static final List<String> TIPS = Stream
            .of("tip.who", "tip.state", "tip.printed", "tip.on", "tip.lock", "tip.heldBy", "tip.many", "tip.length",
                    "tip.from", "tip.at", "tip.place")
            .map(Texts::of).toList();

    private TimelineTexts() {}

    static String full(long from) {
        return Texts.of("timeline.steps", time(from));
    }

    static String exit(int code) {
        return Texts.of("timeline.exit", code);
    }

    static String time(long nanos) {
        if (nanos >= 10_000_000_000L) return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
        if (nanos >= 1_000_000_000) return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
        if (nanos >= 100_000_000) return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
        if (nanos >= 1_000_000) return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
        return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    }
}
