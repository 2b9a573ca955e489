package javakernel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javakernel.base.Ansi;
import javakernel.base.KernelCode;
import javakernel.base.Texts;
import javakernel.engine.load.StackFrames;
import javakernel.engine.source.Holder;
import javakernel.engine.source.Place;
import javakernel.engine.source.Undeclared;
import javakernel.output.CellOfThread;
import javakernel.output.Result;
import javakernel.output.standin.SubmissionSites;
import org.jspecify.annotations.Nullable;

/**
 * Tells the reader what went wrong: what, where in which cell, by which way. Any thread may ask.
 */
public final class Errors {
    private static final String JVMS = "java.lang.invoke.LambdaForm";
    private static final int FOREIGN_FRAMES = 5; // where no frame is the notebook's
    private static final int STEPS = 40; // of one exception
    private static final int PERIOD = 10; // the longest recursion, in frames, that is recognised
    private static final int MESSAGE = 10_000; // characters
    private static final int LINE = 200; // characters of a line of code that are shown

    private final StackFrames places;

    Errors(StackFrames places) {
        this.places = places;
    }

    // ---- what is thrown ----

    /** What the current thread, or a task in it, has thrown. */
    Result.Failed thrown(Throwable thrown) {
        var lines = new ArrayList<String>();
        describe(thrown, "", "", new StackTraceElement[0], CellOfThread.site(),
                Collections.newSetFromMap(new IdentityHashMap<>()), lines);
        return new Result.Failed(Holder.removed(thrown.getClass().getName()),
                Holder.removed(cut(String.valueOf(its(thrown::getMessage)))), lines);
    }

    /**
     * @param around frames of the exception around this one, which are not told again
     * @param site   where the thread was started; null when that is not known
     * @param told   the exceptions that were told before
     */
    private void describe(Throwable thrown, String indent, String caption, StackTraceElement[] around,
            @Nullable String site,
            Set<Throwable> told, List<String> lines) {
        lines.add(indent + headline(caption, thrown));
        if (!told.add(thrown)) return;
        var frames = thrown.getStackTrace();
        var own = frames.length - common(frames, around);
        steps(Arrays.asList(frames).subList(0, own)).forEach(step -> step.lines().forEach(l -> lines.add(indent + l)));
        started(thrown, site)
                .filter(s -> Arrays.stream(frames).noneMatch(f -> places.place(f).filter(s::equals).isPresent()))
                .ifPresent(s -> at(Texts.of("error.started"), s).lines().forEach(l -> lines.add(indent + l)));
        for (var suppressed : thrown.getSuppressed())
            describe(suppressed, indent + "    ", "Suppressed: ", frames, null, told, lines);
        if (thrown.getCause() != null) describe(thrown.getCause(), indent, "Caused by: ", frames, null, told, lines);
    }

    private String headline(String caption, Throwable thrown) {
        if (thrown instanceof Undeclared) return Ansi.red(caption) + thrown.getMessage();
        var name = Holder.removed(thrown.getClass().getName());
        var told = its(thrown::toString);
        var text = told == null ? name : Holder.removed(cut(told));
        return text.startsWith(name) ? Ansi.red(caption + name) + text.substring(name.length())
                : Ansi.red(caption) + text;
    }

    private Optional<Place> started(Throwable thrown, @Nullable String site) {
        // the JVM throws the same one again and again
        boolean shared = thrown instanceof VirtualMachineError && thrown.getStackTrace().length == 0;
        var handedOver = shared ? null : SubmissionSites.site(thrown);
        return Optional.ofNullable(handedOver == null ? site : handedOver).flatMap(places::place);
    }

    /** How many of the outermost frames both have. */
    private static int common(StackTraceElement[] frames, StackTraceElement[] around) {
        int count = 0;
        while (count < Math.min(frames.length, around.length)
                && frames[frames.length - 1 - count].equals(around[around.length - 1 - count]))
            count++;
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
                if (called != null)
                    steps.add("    at " + name(called) + (foreign > 1 ? Texts.of("error.inside", foreign - 1) : ""));
                foreign = 0;
                called = null;
                var method = StackFrames.method(frame);
                steps.add(at("at " + (method.isEmpty() ? "" : method + ", "), place.get()));
            } else if (!isInner(frame.getClassName())) {
                foreign++;
                called = frame;
            }
        }
        return steps.isEmpty() ? foreign(frames) : shortened(steps);
    }

    /** Whether no reader has called it. */
    private static boolean isInner(String className) {
        return KernelCode.is(className) || className.startsWith(JVMS);
    }

    private static List<String> foreign(List<StackTraceElement> frames) {
        var lines = frames.stream().limit(FOREIGN_FRAMES).map(f -> "    at " + name(f))
                .collect(Collectors.toCollection(ArrayList::new));
        if (frames.size() > FOREIGN_FRAMES) lines.add("    " + Texts.of("text.more", frames.size() - FOREIGN_FRAMES));
        return lines;
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private static String at(String how, Place place) {
        var text = place.text().strip();
        return "    " + how + Ansi.bold(place.toString()) + "\n      " + Ansi.red("→") + " "
                + (text.length() > LINE ? text.substring(0, LINE) + " …" : text);
    }

    /** Recursion is told once, and what is longer still without its middle. */
    private static List<String> shortened(List<String> steps) {
        var shortened = new ArrayList<String>();
        for (int i = 0; i < steps.size();) {
            int period = 1;
            while (period <= PERIOD && repeated(steps, i, period) < 3) period++;
            if (period > PERIOD) {
                shortened.add(steps.get(i++));
            } else {
                int times = repeated(steps, i, period);
                shortened.addAll(steps.subList(i, i + period));
                shortened.add("    " + Texts.of("error.same", times - 1));
                i += times * period;
                var rest = steps.subList(i, steps.size()); // where it ends in the middle, that is no news
                if (rest.size() < period && rest.equals(steps.subList(i - period, i - period + rest.size())))
                    i = steps.size();
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
                && steps.subList(start, start + period)
                        .equals(steps.subList(start + times * period, start + (times + 1) * period)))
            times++;
        return times;
    }

    /**
     * What an exception of the notebook's says of itself; null when that fails. Of what {@code Linker} has linked the
     * JVM cannot say that it returned null, but begins to.
     */
    private static @Nullable String its(Supplier<@Nullable String> text) {
        try {
            return text.get() instanceof String told ? told.replaceFirst(" because \"$", "") : null;
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static String cut(String message) {
        return message.length() <= MESSAGE ? message
                : message.substring(0, MESSAGE) + " " + Texts.of("text.characters", message.length() - MESSAGE);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
