package kernel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kernel.output.Cells;
import kernel.output.HandedOver;
import kernel.protocol.Texts;

/**
 * Tells the reader what went wrong: what, where in which cell, by which way. Any thread may ask.
 */
public final class Errors {
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final List<String> INNER = List.of("kernel.", "java.lang.invoke.LambdaForm");      // what no reader has called
    private static final int FOREIGN_FRAMES = 5;        // where no frame is the notebook's
    private static final int STEPS = 40;                // of one exception
    private static final int PERIOD = 10;               // the longest recursion, in frames, that is recognised
    private static final int MESSAGE = 10_000;          // characters
    private static final int LINE = 200;                // characters of a line of code that are shown
    private static final int EXCERPT = 100;             // of one in which something is underlined: were it to wrap, the marks would not stand below it

    private final Frames places;

    Errors(Frames places) {
        this.places = places;
    }

    /** The reader's language, as far as it is known: that of the environment, or of the front end as the launcher found it. */
    public static Locale language() {
        return Texts.language();
    }

    // ---- what does not compile ----

    /** One compiler message, with the place underlined. */
    public static List<String> compilation(Place place, int length, String message) {
        var lines = new ArrayList<String>();
        lines.add(BOLD + place + PLAIN + ": " + firstLine(message));
        var text = place.text();
        int from = Math.min(place.column(), text.length());
        int begin = Math.max(0, Math.min(from - EXCERPT / 2, text.length() - EXCERPT));
        int end = Math.min(begin + EXCERPT, text.length());
        var before = (begin > 0 ? "… " : "") + text.substring(begin, from);
        lines.add("    " + before + text.substring(from, end) + (end < text.length() ? " …" : ""));
        var marks = below(text.substring(from, Math.clamp(from + (long) length, from, end)), "^", "＾");
        lines.add("    " + below(before, " ", "\u3000") + RED + (marks.isEmpty() ? "^" : marks) + PLAIN);
        message.lines().skip(1).filter(l -> !Linker.isHolder(l.substring(l.lastIndexOf(' ') + 1))).forEach(lines::add);      // else a location that is no class of the reader's
        return lines;
    }

    /** What is as wide as {@code text}, made of these characters. */
    private static String below(String text, String narrow, String wide) {
        return text.codePoints().mapToObj(c -> c == '\t' ? "\t" : isWide(c) ? wide : narrow).collect(Collectors.joining());
    }

    private static boolean isWide(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> c >= 0x3000 && c <= 0x303f || c >= 0xff00 && c <= 0xff60 || Character.isEmojiPresentation(c);
        };
    }

    // ---- what is thrown ----

    /** What the current thread, or a task in it, has thrown. */
    Result.Failed thrown(Throwable thrown) {
        var lines = new ArrayList<String>();
        describe(thrown, "", "", new StackTraceElement[0], Cells.site(), Collections.newSetFromMap(new IdentityHashMap<>()), lines);
        return new Result.Failed(Frames.readable(thrown.getClass().getName()), Frames.readable(cut(String.valueOf(its(thrown::getMessage)))), lines);
    }

    /**
     * @param around frames of the exception around this one, which are not told again
     * @param site   where the thread was started; null when that is not known
     * @param told   the exceptions that were told before
     */
    private void describe(Throwable thrown, String indent, String caption, StackTraceElement[] around, String site, Set<Throwable> told, List<String> lines) {
        lines.add(indent + headline(caption, thrown));
        if (!told.add(thrown)) return;
        var frames = thrown.getStackTrace();
        var own = frames.length - common(frames, around);
        steps(Arrays.asList(frames).subList(0, own)).forEach(step -> step.lines().forEach(l -> lines.add(indent + l)));
        started(thrown, site).filter(s -> Arrays.stream(frames).noneMatch(f -> places.place(f).filter(s::equals).isPresent()))
                .ifPresent(s -> at(Texts.of("error.started"), s).lines().forEach(l -> lines.add(indent + l)));
        for (var suppressed : thrown.getSuppressed()) describe(suppressed, indent + "    ", "Suppressed: ", frames, null, told, lines);
        if (thrown.getCause() != null) describe(thrown.getCause(), indent, "Caused by: ", frames, null, told, lines);
    }

    private String headline(String caption, Throwable thrown) {
        if (thrown instanceof Undeclared) return RED + caption + PLAIN + thrown.getMessage();
        var name = Frames.readable(thrown.getClass().getName());
        var told = its(thrown::toString);
        var text = told == null ? name : Frames.readable(cut(told));
        return text.startsWith(name) ? RED + caption + name + PLAIN + text.substring(name.length()) : RED + caption + PLAIN + text;
    }

    private Optional<Place> started(Throwable thrown, String site) {
        boolean shared = thrown instanceof VirtualMachineError && thrown.getStackTrace().length == 0;     // the JVM throws the same one again and again
        var handedOver = shared ? null : HandedOver.site(thrown);
        return Optional.ofNullable(handedOver == null ? site : handedOver).flatMap(places::place);
    }

    /** How many of the outermost frames both have. */
    private static int common(StackTraceElement[] frames, StackTraceElement[] around) {
        int count = 0;
        while (count < Math.min(frames.length, around.length) && frames[frames.length - 1 - count].equals(around[around.length - 1 - count])) count++;
        return count;
    }

    /** The lines of the notebook that led there, the innermost first; of what they call only the first call. */
    List<String> steps(List<StackTraceElement> frames) {
        var steps = new ArrayList<String>();
        int foreign = 0;
        StackTraceElement called = null;
        for (var frame : frames) {
            var place = places.place(frame);
            if (place.isPresent()) {
                if (called != null) steps.add("    at " + name(called) + (foreign > 1 ? Texts.of("error.inside", foreign - 1) : ""));
                foreign = 0;
                called = null;
                var method = Frames.method(frame);
                steps.add(at("at " + (method.isEmpty() ? "" : method + ", "), place.get()));
            } else if (INNER.stream().noneMatch(frame.getClassName()::startsWith)) {
                foreign++;
                called = frame;
            }
        }
        return steps.isEmpty() ? foreign(frames) : shortened(steps);
    }

    private static List<String> foreign(List<StackTraceElement> frames) {
        var lines = frames.stream().limit(FOREIGN_FRAMES).map(f -> "    at " + name(f)).collect(Collectors.toCollection(ArrayList::new));
        if (frames.size() > FOREIGN_FRAMES) lines.add("    " + Texts.of("text.more", frames.size() - FOREIGN_FRAMES));
        return lines;
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private static String at(String how, Place place) {
        var text = place.text().strip();
        return "    " + how + BOLD + place + PLAIN + "\n      " + RED + "→" + PLAIN + " " + (text.length() > LINE ? text.substring(0, LINE) + " …" : text);
    }

    /** Recursion is told once, and what is longer still without its middle. */
    private static List<String> shortened(List<String> steps) {
        var shortened = new ArrayList<String>();
        for (int i = 0; i < steps.size(); ) {
            int period = 1;
            while (period <= PERIOD && repeated(steps, i, period) < 3) period++;
            if (period > PERIOD) {
                shortened.add(steps.get(i++));
            } else {
                int times = repeated(steps, i, period);
                shortened.addAll(steps.subList(i, i + period));
                shortened.add("    " + Texts.of("error.same", times - 1));
                i += times * period;
                var rest = steps.subList(i, steps.size());      // where it ends in the middle, that is no news
                if (rest.size() < period && rest.equals(steps.subList(i - period, i - period + rest.size()))) i = steps.size();
            }
        }
        if (shortened.size() <= STEPS) return shortened;
        var ends = new ArrayList<>(shortened.subList(0, STEPS / 2));
        ends.add("    " + Texts.of("text.more", shortened.size() - STEPS));
        ends.addAll(shortened.subList(shortened.size() - STEPS / 2, shortened.size()));
        return ends;
    }

    /** How often the {@code period} steps from {@code start} follow each other. */
    private static int repeated(List<String> steps, int start, int period) {
        int times = 1;
        while (start + (times + 1) * period <= steps.size()
                && steps.subList(start, start + period).equals(steps.subList(start + times * period, start + (times + 1) * period))) times++;
        return times;
    }

    /** What an exception of the notebook's says of itself; null when that fails. Of what {@link Linker} has linked the JVM cannot say that it returned null, but begins to. */
    private static String its(Supplier<String> text) {
        try {
            return text.get() instanceof String told ? told.replaceFirst(" because \"$", "") : null;
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static String cut(String message) {
        return message.length() <= MESSAGE ? message : message.substring(0, MESSAGE) + " " + Texts.of("text.characters", message.length() - MESSAGE);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
