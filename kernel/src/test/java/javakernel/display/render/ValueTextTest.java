package javakernel.display.render;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValueTextTest {
    record Point(int x, int y) {}

    record Board(String name, int[][] fields, Point start) {}

    record Secret(int[] key) {
        @Override public String toString() {
            return "Secret";
        }
    }

    record Picky(int[] a) {
        @Override public int[] a() {
            throw new IllegalStateException("not now");
        }
    }

    static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        @Override public String toString() {
            return size() + " words";
        }
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    @Test void theJdksCollectionsReadAsTheirToString() {
        for (var value : new Object[] {List.of(1, 2), List.of(), new TreeMap<>(Map.of("a", 1, "b", List.of(2))),
                Map.of(), Optional.of("x"), Optional.empty(),
                Map.entry("k", "v"), new AbstractMap.SimpleEntry<>("k", null), Arrays.asList(1, null),
                new LinkedBlockingQueue<>(List.of(1)),
                new ConcurrentSkipListMap<>(Map.of("a", 1)), Collections.synchronizedMap(new TreeMap<>(Map.of(1, 2))),
                new Vector<>(List.of(1)),
                List.of(new Point(1, 2)), new Point(1, 2), "text", new StringBuilder("sb"), 1.5, 'c', new Words()}) {
            assertThat(ValueText.of(value)).isEqualTo(value.toString());
        }
    }

    @Test void arraysAreReadableWhereverTheyStand() {
        assertThat(ValueText.of(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(ValueText.of(new String[][] {{"a"}, {}})).isEqualTo("[[a], []]");
        assertThat(ValueText.of(new char[] {'a'})).isEqualTo("[a]");
        assertThat(ValueText.of(List.of(new int[] {1}, Optional.of(new boolean[] {true}))))
                .isEqualTo("[[1], Optional[[true]]]");
        assertThat(ValueText.of(Map.of("a", new double[] {0.5}))).isEqualTo("{a=[0.5]}");
        assertThat(ValueText.of(Map.entry("a", new long[] {1}))).isEqualTo("a=[1]");
        assertThat(ValueText.of(new Board("b", new int[][] {{1}, {2, 3}}, new Point(1, 2))))
                .isEqualTo("Board[name=b, fields=[[1], [2, 3]], start=Point[x=1, y=2]]");
    }

    @Test void whatSaysItselfIsLeftAsItIs() {
        assertThat(ValueText.of(new Secret(new int[] {1}))).isEqualTo("Secret");
        assertThat(ValueText.of(List.of(new Words()))).isEqualTo("[0 words]");
    }

    @Test void whatAnAccessorThrowsIsThrown() {
        assertThatThrownBy(() -> ValueText.of(new Picky(null))).isInstanceOf(IllegalStateException.class)
                .hasMessage("not now");
    }

    @Test void whatContainsItselfEnds() {
        var list = new ArrayList<Object>(List.of(1));
        list.add(list);
        assertThat(ValueText.of(list)).isEqualTo("[1, [...]]");
        var array = new Object[1];
        array[0] = Map.of("a", array);
        assertThat(ValueText.of(array)).isEqualTo("[{a=[...]}]");
        var twice = List.of(1);
        assertThat(ValueText.of(List.of(twice, twice))).isEqualTo("[[1], [1]]");
    }

    @Test void ofManyElementsThe1000FirstAreShownAndTheOthersCounted() {
        assertThat(ValueText.of(IntStream.range(0, 1_000).boxed().toList())).isEqualTo("[" + numbers(1_000) + "]");
        assertThat(ValueText.of(IntStream.range(0, 1_001).toArray())).isEqualTo("[" + numbers(1_000) + ", … 1 more]");
        assertThat(ValueText.of(Collections.nCopies(Integer.MAX_VALUE, 1))).endsWith("1, 1, … 2,147,482,647 more]");
        assertThat(ValueText.of(IntStream.range(0, 2_000).boxed().collect(Collectors.toMap(i -> i, i -> i))))
                .startsWith("{0=0, 1=1, ").endsWith("999=999, … 1,000 more}");
    }

    @Test void ofALongTextTheFirst100000CharactersAreShownAndTheOthersCounted() {
        assertThat(ValueText.of("x".repeat(100_000))).isEqualTo("x".repeat(100_000));
        assertThat(ValueText.of("x".repeat(50_000_000)))
                .isEqualTo("x".repeat(100_000) + "… 49,900,000 more characters");
        assertThat(ValueText.of("x".repeat(99_999) + "😀")).as("no character is torn")
                .isEqualTo("x".repeat(99_999) + "… 2 more characters");
    }

    @Test void nestedValuesAreCutInTheirPlaces() {
        var row = IntStream.range(0, 1_000_000).toArray();
        var text = ValueText.of(Collections.nCopies(1_000_000, row));
        assertThat(text).hasSizeLessThan(106_000).startsWith("[[0, 1, ").contains(", 999, … 999,000 more], [0, 1, ")
                .endsWith(" more]");
        var long1 = "x".repeat(60_000);
        assertThat(ValueText.of(List.of(long1, long1, long1, long1)))
                .isEqualTo("[" + long1 + ", " + "x".repeat(39_997) + "… 20,003 more characters, … 2 more]");
    }

    @Test void aSynchronizedCollectionIsReadWhileOthersChangeIt() throws InterruptedException {
        var list = Collections.synchronizedList(new ArrayList<Integer>());
        var vector = new Vector<Integer>();
        var begun = new CountDownLatch(1);
        var adding = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 100_000 && !Thread.currentThread().isInterrupted(); i++) {
                list.add(i);
                vector.add(i);
                begun.countDown();
            }
        });
        begun.await();
        for (int i = 0; i < 200; i++) {
            assertThat(ValueText.of(list)).startsWith("[0");
            assertThat(ValueText.of(vector)).startsWith("[0");
        }
        adding.interrupt();
        adding.join();
    }
}
