package javakernel.magic.schedules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reports of Lincheck, stored as it wrote them of the cell beside each, are read into the steps that the reader is
 * shown.
 */
class ScheduleTraceTest {
    private static final Map<String, List<String>> PARAMETERS =
            Map.of("change/1", List.of("n"), "both/2", List.of("first", "second"), "add/1", List.of("other"));

    @Test void anUpdateIsLostBetweenReadingAndWriting() throws Exception {
        var schedule = read("lost-update");
        assertThat(schedule.summary()).isEqualTo("schedule 1,234 goes wrong");
        assertThat(schedule.lanes()).containsExactly("main", "actor-1", "actor-2");
        assertThat(schedule.variables()).containsExactly("balance");
        assertThat(schedule.begin()).containsExactly("0");
        assertThat(steps(schedule)).containsExactly(
                "actor-2 reads balance → 0 [0]",
                "actor-2 writes balance = 8 [8]",
                "actor-2 reads balance → 8 [8]",
                "actor-1 reads balance → 8 [8]",
                "actor-2 writes balance = 0 [0]",
                "actor-1 writes balance = 12 [12]",
                "actor-1 reads balance → 12 [12]",
                "actor-1 writes balance = 8 [8]",
                "main reads balance → 8 [8]");
        assertThat(schedule.end()).isEqualTo("result: AssertionError: 余额是 8");
        assertThat(schedule.notes()).containsExactly("a note");
    }

    @Test void eachStepHasItsLineOfTheCell() throws Exception {
        var steps = read("lost-update").steps();
        assertThat(steps.getFirst()).extracting(Schedule.Step::line, Schedule.Step::code)
                .containsExactly(13, "balance += n;"); // its fourth line, where the first is the tenth
        assertThat(steps.getLast()).extracting(Schedule.Step::line, Schedule.Step::code)
                .containsExactly(18, "assert balance == 0 : \"余额是 \" + balance;");
    }

    @Test void aLongLineIsCut() throws Exception {
        assertThat(read("wait-notify").steps().getFirst().code())
                .isEqualTo("() -> { synchronized (monitor) { while (!ready) { seen = 10;…").hasSize(61);
    }

    @Test void anAtomicsValueIsKnownByWhatItsMethodsReturn() throws Exception {
        var schedule = read("compare-and-set");
        assertThat(schedule.begin()).containsExactly("7");
        assertThat(steps(schedule)).containsExactly(
                "actor-1 balance.get(): 7 [7]",
                "actor-2 balance.get(): 7 [7]",
                "actor-2 balance.compareAndSet(7, 15): true [15]",
                "actor-1 balance.compareAndSet(7, 11): false [15]",
                "actor-1 balance.set(11) [11]",
                "main balance.get(): 11 [11]");
        assertThat(schedule.end()).isEqualTo("result: AssertionError");
    }

    @Test void locksInADeadlockAreKnownByTheirOwnNamesAndTheirHolders() throws Exception {
        var schedule = read("crossed-locks");
        assertThat(schedule.lanes()).containsExactly("main", "甲", "乙");
        assertThat(schedule.variables()).containsExactly("a", "b");
        assertThat(steps(schedule)).containsExactly(
                "main 甲.start() [, ]",
                "main 乙.start() [, ]",
                "甲 locks a [held by 甲, ]",
                "乙 locks b [held by 甲, held by 乙]",
                "乙 waits: a [held by 甲, held by 乙]",
                "甲 waits: b [held by 甲, held by 乙]");
        assertThat(schedule.end()).isEqualTo("deadlock: no thread can go on");
    }

    @Test void aThreadWithoutAStepHasNoLane() throws Exception {
        var schedule = read("lock-kept");
        assertThat(schedule.lanes()).as("main only waits").containsExactly("actor-1", "actor-2", "actor-3");
        assertThat(steps(schedule)).containsSequence(
                "actor-1 lock.lock() [1, held by actor-1]",
                "actor-1 reads ticket → 1 [1, held by actor-1]",
                "actor-1 reads ticket → 1 [1, held by actor-1]",
                "actor-1 writes ticket = 0 [0, held by actor-1]",
                "actor-1 lock.unlock() [0, ]").endsWith("actor-2 waits: lock.lock() [0, held by actor-3]");
        assertThat(schedule.end()).isEqualTo("deadlock: no thread can go on");
    }

    @Test void aSynchronizedMethodLocksTheObjectItIsCalledOn() throws Exception {
        var schedule = read("synchronized-method");
        assertThat(schedule.variables()).containsExactly("one", "one.n", "two", "two.n");
        assertThat(steps(schedule)).containsSubsequence(
                "actor-1 locks one [held by actor-1, 0, , 0]",
                "actor-2 locks two [held by actor-1, 0, held by actor-2, 0]",
                "actor-2 waits: one [held by actor-1, 0, held by actor-2, 1]",
                "actor-1 waits: two [held by actor-1, 1, held by actor-2, 1]");
    }

    @Test void whoWaitsForANotificationGivesTheMonitorBackAndGoesOnWithIt() throws Exception {
        assertThat(steps(read("wait-notify"))).containsSubsequence(
                "actor-2 locks monitor [false, 0, held by actor-2]",
                "actor-2 waits: monitor.wait() [false, 10, ]",
                "actor-1 locks monitor [false, 10, held by actor-1]",
                "actor-1 monitor.notify() [true, 11, held by actor-1]",
                "actor-1 unlocks monitor [true, 11, ]",
                "actor-2 goes on: monitor.wait() [true, 11, held by actor-2]",
                "actor-2 unlocks monitor [true, 11, ]");
    }

    @Test void threadsHaveTheNamesTheyWereGivenOrElseThoseOfTheirVariables() throws Exception {
        var schedule = read("three-threads");
        assertThat(schedule.lanes()).containsExactly("main", "甲", "乙", "third");
        assertThat(steps(schedule)).startsWith("main 甲.start() [0]", "main 乙.start() [0]", "main third.start() [0]")
                .contains("third writes account.money = 1 [1]", "甲 writes account.money = 5 [5]", "main 甲.join() [5]")
                .endsWith("main reads account.money → 8 [8]");
        assertThat(schedule.end()).isEqualTo("result: IllegalStateException: lost: 8");
    }

    @Test void aTextOfSeveralLinesDoesNotBreakTheTable() throws Exception {
        var schedule = read("exception");
        assertThat(steps(schedule)).containsExactly("main t.start() [0]", "t reads n → 0 [0]", "main writes n = 1 [1]",
                "main t.join() [1]");
        assertThat(schedule.end()).isEqualTo("result: IllegalStateException: n is");
    }

    @Test void aThreadThatGoesOnForEverIsNoDeadlock() throws Exception {
        var schedule = read("endless");
        assertThat(schedule.end()).isEqualTo("endless: a thread never ends");
        assertThat(steps(schedule)).endsWith("actor-1 reads go → false [false, 2]",
                "actor-1 Thread.onSpinWait() [false, 2]");
    }

    @Test void ofManyStepsTheFirstAndTheLastAreShown() throws Exception {
        var report = text("lost-update.txt");
        var table = report.substring(report.indexOf("Detailed trace:")).lines().toList();
        var both = table.stream().filter(l -> l.contains("  balance ➜ 12") || l.contains("  balance = 12")).toList();
        assertThat(both).hasSize(2);
        var written = both.getFirst() + "\n";
        var longer = report.replace(written, (written + both.getLast() + "\n").repeat(150) + written);
        var schedule = ScheduleTrace.read(longer, text("lost-update.java"), PARAMETERS, 1, 1, List.of());
        assertThat(schedule.steps()).hasSize(200);
        assertThat(schedule.notes()).containsExactly("109 steps in the middle are left out");
        assertThat(steps(schedule)).startsWith("actor-2 reads balance → 0 [0]").endsWith("main reads balance → 8 [8]");
    }

    @Test void aReportWithoutStepsIsNotComplete() throws Exception {
        var report = text("lost-update.txt");
        assertThat(ScheduleTrace.isComplete(report)).isTrue();
        assertThat(ScheduleTrace.isComplete(report.substring(0, report.indexOf("Detailed")))).isFalse();
    }

    private static Schedule read(String name) throws IOException {
        return ScheduleTrace.read(text(name + ".txt"), text(name + ".java"),
                name.equals("three-threads") ? Map.of("add/1", List.of("n")) : PARAMETERS, 10, 1234, List.of("a note"));
    }

    /** Each step's thread, what it does, and the values after it. */
    private static List<String> steps(Schedule schedule) {
        return schedule.steps().stream().map(s -> schedule.lanes().get(s.lane()) + " " + s.text() + " " + s.values())
                .toList();
    }

    private static String text(String file) throws IOException {
        try (var in = ScheduleTraceTest.class.getResourceAsStream("/schedules/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
