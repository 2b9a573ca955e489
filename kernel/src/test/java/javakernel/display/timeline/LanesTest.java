package javakernel.display.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javakernel.display.timeline.Timeline.Interval;
import javakernel.display.timeline.Timeline.Lane;
import javakernel.display.timeline.Timeline.Mark;
import javakernel.display.timeline.Timeline.State;
import javakernel.display.timeline.TimelineEvent.Born;
import javakernel.display.timeline.TimelineEvent.Died;
import javakernel.display.timeline.TimelineEvent.Exited;
import javakernel.display.timeline.TimelineEvent.Kind;
import javakernel.display.timeline.TimelineEvent.Launched;
import javakernel.display.timeline.TimelineEvent.Printed;
import javakernel.display.timeline.TimelineEvent.Site;
import javakernel.display.timeline.TimelineEvent.Step;
import javakernel.display.timeline.TimelineEvent.Wait;
import javakernel.display.timeline.TimelineEvent.Waited;
import javakernel.display.timeline.TimelineEvent.Who;
import javakernel.display.timeline.TimelineEvent.Worked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is made of the recorded facts. Times in microseconds. */
class LanesTest {
    private static final long RUN = 7;
    private static final int LOCK = 42;
    private static final Who MAIN = new Who(1, "main", false, true);
    private static final Who ONE = new Who(21, "线程1", false, true);
    private static final Who TWO = new Who(22, "线程2", false, true);
    private static final Who VIRTUAL = new Who(23, "虚拟", true, true);
    private static final Who POOL = new Who(24, "pool-1-thread-1", false, true);
    private static final List<StackTraceElement> NO_STACK = List.of();

    private final List<TimelineEvent> facts = new ArrayList<>();

    private void born(long at, Who who) {
        facts.add(new Born(at * 1000, who, MAIN.id()));
    }

    private void step(long at, Who who, Kind kind, String method, String variable, String what, int on) {
        facts.add(new Step(at * 1000, who, kind, new Site("In1", 3, method, variable), what, on, RUN));
    }

    private void lock(long at, Who who, Kind kind) {
        step(at, who, kind, "lock", "lock", "ReentrantLock", LOCK);
    }

    private void waited(long from, long to, Who who, Wait why) {
        facts.add(new Waited(from * 1000, to * 1000, who, why, "", 0, NO_STACK));
    }

    /** The cell's own thread runs from 0 to 1000. */
    private Timeline timeline(long end) {
        step(0, MAIN, Kind.BEGIN, "", "", "", 0);
        step(1000, MAIN, Kind.END, "", "", "", 0);
        facts.sort(Comparator.comparingLong(TimelineEvent::at));
        return Lanes.of(new Lanes.Subject(RUN, MAIN.id(), 0, frame -> Optional
                .of("In[1], line " + frame.getLineNumber()).filter(_ -> frame.getClassName().startsWith("In"))), facts,
                end * 1000, Map.of());
    }

    private Lane lane(Who who) {
        return lane(who, 2000);
    }

    private Lane lane(Who who, long end) {
        return timeline(end).lanes().stream().filter(l -> l.name().equals(who.name())).findFirst().orElseThrow();
    }

    private static Interval interval(long from, long to, State state, String on, String... heldBy) {
        return new Interval(from * 1000, to * 1000, state, on, Arrays.asList(heldBy),
                state == State.RUNNING || state == State.IDLE ? "" : "In[1], line 3");
    }

    @Test void aWaitForALockSaysWhichOneAndWhoHeldIt() {
        born(10, ONE);
        born(11, TWO);
        lock(20, ONE, Kind.WANT);
        lock(21, ONE, Kind.GOT);
        lock(30, TWO, Kind.WANT);
        waited(31, 99, TWO, Wait.PARK);
        lock(98, ONE, Kind.FREE);
        lock(100, TWO, Kind.GOT);
        lock(150, TWO, Kind.FREE);
        facts.add(new Died(200_000, TWO));
        facts.add(new Died(120_000, ONE));
        assertThat(lane(TWO).intervals()).containsExactly(
                interval(11, 31, State.RUNNING, ""), interval(31, 99, State.LOCK, "ReentrantLock lock", "线程1"),
                interval(99, 200, State.RUNNING, ""));
        assertThat(lane(ONE).holds()).containsExactly(interval(21, 98, State.HOLDING, "ReentrantLock lock"));
        assertThat(lane(TWO).holds()).containsExactly(interval(100, 150, State.HOLDING, "ReentrantLock lock"));
        assertThat(lane(ONE).end()).isEmpty();
    }

    @Test void aLockIsNotHeldWhileItsConditionIsAwaited() {
        born(10, ONE);
        lock(20, ONE, Kind.WANT);
        lock(21, ONE, Kind.GOT);
        step(30, ONE, Kind.ENTER, "await", "ready", "ConditionObject", LOCK);
        step(80, ONE, Kind.LEAVE, "await", "ready", "", 0);
        lock(90, ONE, Kind.FREE);
        assertThat(lane(ONE).holds()).extracting(Interval::from, Interval::to).containsExactly(tuple(21_000L, 30_000L),
                tuple(80_000L, 90_000L));
    }

    @Test void aLockThatWasGotTwiceIsHeldUntilItIsGivenBackTwice() {
        born(10, ONE);
        lock(20, ONE, Kind.GOT);
        lock(30, ONE, Kind.GOT);
        lock(40, ONE, Kind.FREE);
        lock(50, ONE, Kind.FREE);
        assertThat(lane(ONE).holds()).extracting(Interval::from, Interval::to).containsExactly(tuple(20_000L, 50_000L));
    }

    @Test void aLockThatIsNotGivenBackIsHeldToTheEndButAPermitIsNot() {
        born(10, ONE);
        lock(20, ONE, Kind.GOT);
        step(30, ONE, Kind.GOT, "acquire", "sem", "Semaphore", 43);
        assertThat(lane(ONE, 500).holds()).extracting(Interval::from, Interval::to)
                .containsExactly(tuple(20_000L, 500_000L));
    }

    @Test void aLockWhoseHolderHasEndedIsStillHeldByIt() {
        born(10, ONE);
        born(11, TWO);
        lock(20, ONE, Kind.WANT);
        lock(21, ONE, Kind.GOT);
        facts.add(new Died(30_000, ONE));
        lock(40, TWO, Kind.WANT);
        assertThat(lane(ONE, 500).holds()).containsExactly(interval(21, 30, State.HOLDING, "ReentrantLock lock"));
        assertThat(lane(TWO, 500).intervals()).last()
                .isEqualTo(interval(40, 500, State.LOCK, "ReentrantLock lock", "线程1 (has ended)"));
    }

    @Test void aWaitThatHasNotEndedLastsToTheEndOfTheTimeline() {
        born(10, ONE);
        lock(20, ONE, Kind.WANT);
        var lane = lane(ONE, 500);
        assertThat(lane.intervals()).containsExactly(interval(10, 20, State.RUNNING, ""),
                interval(20, 500, State.LOCK, "ReentrantLock lock"));
        assertThat(lane.end()).isEqualTo(TimelineTexts.GOES_ON);
    }

    @Test void aCallThatThrewIsOverWithItsLastWait() {
        born(10, ONE);
        step(20, ONE, Kind.ENTER, "take", "q", "LinkedBlockingQueue", 44);
        waited(21, 60, ONE, Wait.PARK);
        facts.add(new Died(90_000, ONE));
        assertThat(lane(ONE).intervals()).containsExactly(
                interval(10, 21, State.RUNNING, ""), interval(21, 60, State.WAITING, "q.take"),
                interval(60, 90, State.RUNNING, ""));
    }

    @Test void aVirtualThreadWaitsForTheWholeOfACallUnlessItIsOverAtOnce() {
        facts.add(new Born(10_000, VIRTUAL, 0));
        step(20, VIRTUAL, Kind.ENTER, "take", "q", "LinkedBlockingQueue", 44);
        step(25, VIRTUAL, Kind.LEAVE, "take", "q", "", 0);
        step(30, VIRTUAL, Kind.ENTER, "join", "", "线程1", 45);
        step(90, VIRTUAL, Kind.LEAVE, "join", "", "", 0);
        facts.add(new Died(100_000, VIRTUAL));
        assertThat(lane(VIRTUAL).intervals()).containsExactly(
                interval(10, 30, State.RUNNING, ""), interval(30, 90, State.WAITING, "join 线程1"),
                interval(90, 100, State.RUNNING, ""));
    }

    @Test void aVirtualThreadWaitsForALockThatAnotherHolds() {
        born(5, ONE);
        lock(6, ONE, Kind.GOT);
        lock(28, ONE, Kind.FREE);
        facts.add(new Born(10_000, VIRTUAL, 0));
        lock(20, VIRTUAL, Kind.WANT);
        lock(29, VIRTUAL, Kind.GOT);
        lock(31, VIRTUAL, Kind.WANT);
        lock(32, VIRTUAL, Kind.GOT);
        facts.add(new Died(100_000, VIRTUAL));
        assertThat(lane(VIRTUAL).intervals()).containsExactly(
                interval(10, 20, State.RUNNING, ""), interval(20, 29, State.LOCK, "ReentrantLock lock", "线程1"),
                interval(29, 100, State.RUNNING, ""));
    }

    @Test void whatOtherCellsThreadsDoIsNotShown() {
        facts.add(new Born(10_000, ONE, 999));
        waited(20, 30, TWO, Wait.SLEEP);
        assertThat(timeline(2000).lanes()).extracting(Lane::name).containsExactly("main");
    }

    @Test void anOlderPoolsThreadIsShownWhileItWorksForTheCell() {
        facts.add(new Worked(100_000, POOL, RUN));
        waited(110, 120, POOL, Wait.SLEEP);
        facts.add(new Worked(130_000, POOL, 0));
        facts.add(new Worked(300_000, POOL, RUN));
        facts.add(new Worked(310_000, POOL, 3));
        waited(400, 420, POOL, Wait.SLEEP);
        assertThat(lane(POOL).intervals()).extracting(Interval::from, Interval::to, Interval::state).containsExactly(
                tuple(100_000L, 110_000L, State.RUNNING), tuple(110_000L, 120_000L, State.SLEEPING),
                tuple(120_000L, 130_000L, State.RUNNING),
                tuple(130_000L, 300_000L, State.IDLE), tuple(300_000L, 310_000L, State.RUNNING));
    }

    @Test void twoLocksOfOneNameAreNumbered() {
        born(10, ONE);
        step(20, ONE, Kind.GOT, "synchronized", "", "Object", 50);
        step(21, ONE, Kind.GOT, "synchronized", "", "Object", 51);
        step(22, ONE, Kind.FREE, "synchronized", "", "Object", 51);
        step(23, ONE, Kind.FREE, "synchronized", "", "Object", 50);
        assertThat(lane(ONE).holds()).extracting(Interval::on).containsExactly("synchronized (Object) #1",
                "synchronized (Object) #2");
    }

    @Test void theTimeInWhichOnlyTheKernelCompiledIsCutOut() {
        step(100, MAIN, Kind.END, "", "", "", 0);
        step(600, MAIN, Kind.BEGIN, "", "", "", 0);
        var timeline = timeline(2000);
        assertThat(timeline.length()).isEqualTo(500_000);
        assertThat(timeline.lanes().getFirst().intervals()).extracting(Interval::state).containsOnly(State.RUNNING);
    }

    @Test void aChildProcessHasItsPrintsAndItsExitCode() {
        facts.add(new Launched(100_000, MAIN, 4711, "java Dance 20", NO_STACK));
        facts.add(new Launched(110_000, MAIN, 4712, "java Sing 20", NO_STACK));
        facts.add(new Printed(200_000, new Who(90, "children of In[1]", false, false), RUN, true, 4711, "跳舞\n"));
        facts.add(new Printed(300_000, new Who(90, "children of In[1]", false, false), RUN, true, 4712, "唱歌\n"));
        facts.add(new Exited(700_000, 4711, 0));
        facts.add(new Exited(800_000, 4712, 143));
        var dance = lane(new Who(0, "4711: java Dance 20", false, false));
        assertThat(dance).extracting(Lane::from, Lane::to, Lane::end).containsExactly(100_000L, 700_000L,
                "exit code 0");
        assertThat(dance.marks()).containsExactly(new Mark(200_000, "跳舞\n"));
        assertThat(lane(new Who(0, "4712: java Sing 20", false, false)).end()).isEqualTo("exit code 143");
    }
}
