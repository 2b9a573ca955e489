package javakernel.notebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutcomesTest {
    /** An experiment whose results are these, in turn. */
    private static Outcomes<Integer> results(Integer... results) {
        var next = List.of(results).iterator();
        return Outcomes.of(results.length, next::next);
    }

    private static List<String> lines(Outcomes<?> outcomes) {
        return outcomes.toString().lines().toList();
    }

    @Test void resultsAreCountedWithTheirShareTheMostFrequentFirst() {
        var lines = lines(results(0, 4, 0, 0));
        assertThat(lines.subList(0, 3)).containsExactly("result  count  share", "0           3   75 %  ███████████████",
                "4           1   25 %  █████");
        assertThat(lines.getLast())
                .matches("4 runs · \\d+\\.\\d\\d s · JDK \\Q" + Runtime.version() + "\\E · \\d+ cores");
        assertThat(results(0, 4, 0, 0).counts()).containsExactly(Map.entry("0", 3L), Map.entry("4", 1L));
    }

    @Test void eachResultHasTheAuthorsVerdict() {
        var lines = lines(results(0, 0, 4, 12, 7).should(0).surprise(4, 8).never(12));
        assertThat(lines.get(1)).startsWith("0 ").endsWith("✓ should");
        assertThat(lines.get(2)).startsWith("4 ").endsWith("! surprise");
        assertThat(lines.get(3)).startsWith("12 ").endsWith("✗ never: yet seen");
        assertThat(lines.get(4)).startsWith("7 ").endsWith("? unexpected");
    }

    @Test void whatWasNotSeenIsListed() {
        var lines = lines(results(0).should(0, 1).surprise(8).never(9));
        assertThat(lines.get(2)).matches("1 +0 +0 % +✓ should: not seen");
        assertThat(lines.get(3)).matches("8 +0 +0 % +! surprise: not seen");
        assertThat(lines.get(4)).matches("9 +0 +0 % +✗ never: not seen");
    }

    @Test void aVerdictCanBeOfAllOthersOrOfAKind() {
        var lines = lines(results(0, -3, 5).surprise().never(r -> r < 0).should(0));
        assertThat(lines.get(1)).endsWith("✓ should");
        assertThat(lines.get(2)).endsWith("✗ never: yet seen");
        assertThat(lines.get(3)).endsWith("! surprise");
    }

    @Test void aResultIsWhatItsTextSays() {
        assertThat(Outcomes.of(3, () -> 0L).count(0)).isEqualTo(3);
        assertThat(Outcomes.of(3, () -> new int[] {1, 2}).count(List.of(1, 2))).isEqualTo(3);
        var shared = new ArrayList<Integer>();
        assertThat(Outcomes.of(2, () -> {
            shared.add(7);
            return shared;
        }).counts()).containsOnlyKeys("[7]", "[7, 7]");
        assertThat(Outcomes.of(1, () -> null).should((Object[]) null).toString()).contains("null ", "✓ should\n");
    }

    @Test void anExceptionIsAResultOfItsClass() {
        var n = new AtomicInteger();
        var outcomes = Outcomes.of(4, () -> {
            if (n.incrementAndGet() > 1) throw new ArrayIndexOutOfBoundsException("at <" + n + ">");
            return n.get();
        }).should(1).surprise(IndexOutOfBoundsException.class).never(NoSuchElementException.class);
        var lines = lines(outcomes);
        assertThat(lines.get(1)).matches("throws ArrayIndexOutOfBoundsException +3 +75 % +█+ +! surprise");
        assertThat(lines.get(3)).matches("throws NoSuchElementException +0 +0 % +✗ never: not seen");
        assertThat(lines.get(4)).isEqualTo("first exception: java.lang.ArrayIndexOutOfBoundsException: at <2>");
        assertThat(outcomes.count(IndexOutOfBoundsException.class)).isEqualTo(3);
        assertThat((String) outcomes.mimeBundle().get("text/html")).contains("at &lt;2&gt;");
    }

    @Test void whatEndsTheCellEndsTheExperiment() {
        assertThatThrownBy(() -> Outcomes.of(9, () -> {
            throw new StackOverflowError();
        })).isInstanceOf(StackOverflowError.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Outcomes.of(9, () -> 1)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test void manyResultsArePutTogether() {
        var n = new AtomicInteger();
        var lines = lines(Outcomes.of(100, n::incrementAndGet).should(0).surprise());
        assertThat(lines.get(11)).matches("… 90 other results +90 +90 % +█+ +! surprise");
        assertThat(lines.get(12)).startsWith("0 ");
        assertThat(lines).hasSize(14);
    }

    @Test void aShareIsNeverRoundedToNothingOrToAll() {
        var n = new AtomicInteger();
        assertThat(lines(Outcomes.of(100_000, () -> n.incrementAndGet() == 1)).subList(1, 3).stream()
                .map(l -> l.split("\\s{2,}")[2]).toList()).containsExactly("99.999 %", "0.001 %");
    }

    @Test void lessThanOneRunIsRefused() {
        for (int runs : List.of(0, -1)) {
            assertThatThrownBy(() -> Outcomes.of(runs, () -> 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least once, not " + runs + " times");
        }
    }

    @Test void actionsBeginTogetherAndAllEnd() {
        for (int actions : List.of(1, 2, 50)) {
            var begun = new CountDownLatch(actions);
            var ended = Collections.synchronizedList(new ArrayList<String>());
            Together.run(Collections.nCopies(actions, () -> {
                begun.countDown();
                begun.await(); // for ever, if one of them waited for another's end
                ended.add(Thread.currentThread().getName());
            }));
            assertThat(ended).hasSize(actions).contains("actor-1", "actor-" + actions).doesNotHaveDuplicates();
        }
        assertThatThrownBy(() -> Together.run(List.of())).hasMessageContaining("together(() -> ..., () -> ...)");
    }

    @Test void whatAnActionThrowsIsThrownWhenAllHaveEnded() {
        var ended = new AtomicInteger();
        assertThatThrownBy(() -> Together.run(List.of(
                () -> {
                    throw new java.io.IOException("broken");
                },
                ended::incrementAndGet))).isInstanceOf(java.io.IOException.class).hasMessage("broken");
        assertThat(ended).hasValue(1);
    }

    @Test void underStressAllCoresAreBusyUntilTheBodyEnds() throws Exception {
        var busy = new ArrayList<Thread>();
        var outcomes = Together.underStress(() -> {
            Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("stress-"))
                    .forEach(busy::add);
            return Outcomes.of(1, () -> 1);
        });
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(busy).hasSize(cores);
        assertThat(lines(outcomes).getLast()).endsWith(" · " + cores + " stress threads");
        for (var thread : busy) thread.join();
        assertThatThrownBy(() -> Together.underStress(() -> {
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(Together.stress()).isZero();
    }
}
