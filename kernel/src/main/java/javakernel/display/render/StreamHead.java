package javakernel.display.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javakernel.base.Texts;

/**
 * The first elements of a stream, which has to be run for them. It may be endless and may never give one, so a thread
 * runs it that is waited for at most {@link #LIMIT_SECONDS}. What it does after that is done by a thread of the
 * notebook's, which can be stopped as any other.
 */
final class StreamHead {
    static final int LIMIT_SECONDS = 2;

    private final List<Object> elements = new ArrayList<>(); // guarded by this

    private StreamHead() {}

    /** @throws RuntimeException or an error: whatever the stream's own code throws */
    static String text(BaseStream<?, ?> stream) {
        Stream<?> first;
        try {
            first = objects(stream).limit(ValueText.ELEMENTS + 1).sequential();
        } catch (IllegalStateException e) {
            return Texts.of("stream.usedUp");
        }
        return new StreamHead().run(first);
    }

    private static Stream<?> objects(BaseStream<?, ?> stream) {
        return switch (stream) {
            case Stream<?> s -> s;
            case IntStream s -> s.boxed();
            case LongStream s -> s.boxed();
            case DoubleStream s -> s.boxed();
            default -> StreamSupport.stream(stream.spliterator(), false);
        };
    }

    private String run(Stream<?> first) {
        var taking = new FutureTask<Void>(() -> {
            try (first) {
                first.forEachOrdered(this::add);
            }
        }, null);
        Thread.ofPlatform().name("stream").daemon().start(taking);
        try {
            taking.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return text(elements.size() > ValueText.ELEMENTS, Texts.of("stream.note"));
        } catch (ExecutionException e) {
            throw Rethrow.of(Objects.requireNonNull(e.getCause(), "a task has thrown something"));
        } catch (TimeoutException e) {
            return text(true, Texts.of("stream.limit", LIMIT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return text(true, Texts.of("stream.stopped"));
        } finally {
            taking.cancel(true);
        }
    }

    private synchronized void add(Object element) {
        elements.add(element);
    }

    private synchronized String text(boolean more, String note) {
        int shown = Math.min(elements.size(), ValueText.ELEMENTS);
        var text = ValueText.of(elements.subList(0, shown));
        if (more) text = text.substring(0, text.length() - 1) + (shown == 0 ? "…]" : ", …]");
        return text + "\n" + note;
    }
}
