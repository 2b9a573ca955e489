package javakernel.display.timeline;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javakernel.display.picture.VegaLite;
import javakernel.display.timeline.Timeline.Interval;
import javakernel.display.timeline.Timeline.Kind;
import javakernel.display.timeline.Timeline.Lane;
import javakernel.display.timeline.Timeline.Mark;
import javakernel.display.timeline.Timeline.State;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How a timeline is drawn: in full where it can be seen, otherwise so that it still can. */
class PictureTest {
    private static Lane lane(String name, List<Interval> intervals) {
        return new Lane(name, Kind.THREAD, intervals.getFirst().from(), intervals.getLast().to(), intervals, List.of(),
                List.of(), "");
    }

    private static Timeline timeline(long length, List<Lane> lanes) {
        return new Timeline(length, lanes, List.of());
    }

    private static Interval interval(long from, long to, State state) {
        return new Interval(from, to, state, "", List.of(), "");
    }

    @Test void namesAndTextsMayHoldAnyCharacter() throws Exception {
        var odd = "<线程> & \"它\" \u0007";
        var lane = new Lane(odd, Kind.THREAD, 0, 1_000_000,
                List.of(new Interval(0, 1_000_000, State.LOCK, odd, List.of(odd), odd)),
                List.of(new Interval(0, 1_000, State.HOLDING, odd, List.of(), odd)), List.of(new Mark(500, odd)), "");
        var scene = Layout.of(timeline(1_000_000, List.of(lane)));
        var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(SvgPicture.of(scene))));
        assertThat(svg.getDocumentElement().getTextContent()).contains("<线程> & \"它\"");
        assertThat(VegaPicture.of(scene)).containsKey("layer");
    }

    @Test void eachBarTellsWhoWhatHowLongAndWhere() {
        var lane = lane("线程2", List.of(new Interval(1_000_000, 13_300_000, State.LOCK, "ReentrantLock lock",
                List.of("线程1"), "In[5], line 4: lock.lock();")));
        assertThat(Layout.of(timeline(20_000_000, List.of(lane))).bars().getFirst().tip().values())
                .containsExactly("线程2", "waiting for a lock", "ReentrantLock lock", "线程1", "12.3 ms", "1.0 ms",
                        "In[5], line 4: lock.lock();");
    }

    @Test void theLegendNamesALockThatIsHeldForAMomentOnly() {
        var lane = new Lane("线程1", Kind.THREAD, 0, 1_000_000, List.of(interval(0, 1_000_000, State.RUNNING)),
                List.of(new Interval(10, 20, State.HOLDING, "ReentrantLock lock", List.of(), "")), List.of(), "");
        assertThat(Layout.of(timeline(1_000_000, List.of(lane))).states()).containsExactly(State.RUNNING,
                State.HOLDING);
    }

    @Test void aTipTellsInItsOrderWhateverTheOrderInTheFile() {
        var expression = (String) VegaLite.tip(List.of("who", "it's", "at")).get("expr");
        assertThat(expression).isEqualTo(
                "merge(datum.tip['who'] ? {'who': datum.tip['who']} : {}, datum.tip['it\\\\'s'] ? {'it\\\\'s': datum.tip['it\\\\'s']} : {}, datum.tip['at'] ? {'at': datum.tip['at']} : {})"
                        .replace("\\\\", "\\"));
    }

    @Test void anEmptyTimelineHasAPicture() {
        var scene = Layout.of(timeline(0, List.of(lane("main", List.of(interval(0, 0, State.RUNNING))))));
        assertThat(SvgPicture.of(scene)).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test void twoHundredThreadsAreOneRowThatTellsHowManyDidWhat() {
        var lanes = new ArrayList<>(List.of(lane("main", List.of(interval(0, 1_000, State.RUNNING)))));
        IntStream.range(0, 200).forEach(i -> lanes
                .add(lane("工人-" + i, List.of(interval(0, 500, State.RUNNING), interval(500, 1_000, State.SLEEPING)))));
        var rows = LevelOfDetail.rows(timeline(1_000, lanes));
        assertThat(rows).extracting(LevelOfDetail.Row::name).containsExactly("main", "工人-# ×200");
        var slices = LevelOfDetail.shares(rows.getLast().lanes(), 1_000, 150);
        assertThat(slices.getFirst()).containsOnlyKeys(State.RUNNING);
        assertThat(slices.getLast()).containsOnlyKeys(State.SLEEPING);
        assertThat(slices.getLast().get(State.SLEEPING)).isCloseTo(200, within(1e-6));
    }

    @Test void manyNamesToo() {
        var lanes = IntStream.range(0, 100)
                .mapToObj(i -> lane("甲".repeat(i + 1), List.of(interval(0, 1_000, State.RUNNING)))).toList();
        var rows = LevelOfDetail.rows(timeline(1_000, lanes));
        assertThat(rows).hasSize(LevelOfDetail.ROWS + 1);
        assertThat(rows.getLast().lanes()).hasSize(100 - LevelOfDetail.ROWS);
    }

    @Test void manyShortStatesAreFewWithTheSameShares() {
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < 100_000; i++)
            intervals.add(interval(i * 10L, i * 10L + 10, i % 4 == 0 ? State.LOCK : State.RUNNING));
        var drawn = LevelOfDetail.merged(intervals, 1_000);
        assertThat(drawn).hasSizeLessThan(4_000);
        assertThat(drawn.stream().filter(i -> i.state() == State.LOCK).mapToLong(Interval::length).sum())
                .isEqualTo(250_000);
        assertThat(drawn.stream().mapToLong(Interval::length).sum()).isEqualTo(1_000_000);
        for (int i = 1; i < drawn.size(); i++) assertThat(drawn.get(i).from()).isEqualTo(drawn.get(i - 1).to());
        assertThat(Layout.of(timeline(1_000_000, List.of(lane("忙", intervals)))).notes()).hasSize(1);
    }

    @Test void asTextEachLaneIsALine() {
        var lane = new Lane("线程1", Kind.THREAD, 0, 64,
                List.of(interval(0, 32, State.RUNNING), interval(32, 64, State.SLEEPING)),
                List.of(new Interval(0, 20, State.HOLDING, "ReentrantLock lock", List.of(), "")),
                List.of(new Mark(5, "x")), "");
        assertThat(TextPicture.of(timeline(64, List.of(lane))).lines()).contains(
                "线程1 |████████████████████████████████................................| running 0.0 µs, sleeping 0.0 µs, holding ReentrantLock lock 1×, 0.0 µs, printed 1×");
    }
}
