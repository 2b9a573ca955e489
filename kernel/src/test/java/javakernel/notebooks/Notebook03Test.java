package javakernel.notebooks;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.notebooks.Notebook.Output;
import javakernel.notebooks.Notebook.Schedule;
import javakernel.notebooks.Notebook.Timeline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of notebook 03's outputs in any run, of the committed ones and of fresh ones. */
@NotebookOutputs("03-processes-and-threads.ipynb") class Notebook03Test {
    private static final String TIME = "(\\d\\d:\\d\\d:\\d\\d\\.\\d{3})";
    private static final String MUSIC = "listen music 爱的故事上集 ";
    private static final String MOVIE = "look movie 肖申克的救赎 ";
    private static final String RIGHT = "余额平，数对";
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;
    private static final String MAIN = "主线程：" + TIME + "={24}";

    private final Map<String, Output> outputs;

    /** @param source {@code committed} or {@code fresh}, the name of these tests */
    Notebook03Test(String source, Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    private List<String> lines(String cell) {
        return outputs.get(cell).lines();
    }

    @Test void noCellFailsAndOnlyThePipesWriterUsesStandardError() {
        assertThat(outputs).allSatisfy((id, output) -> {
            assertThat(output.error()).as(id).isEmpty();
            if (!id.equals("pipe-run")) assertThat(output.stderr()).as(id).isEmpty();
        });
    }

    @Test
    @Tag("3.1") void oneThreadListensAndThenLooksAndTakesTheSumOfBothTimes() {
        var lines = lines("single-thread-run");
        assertThat(texts(lines, "(.* )" + TIME))
                .isEqualTo(concat(Collections.nCopies(3, MUSIC), Collections.nCopies(4, MOVIE), List.of("end time ")));
        assertThat(times(lines)).as("200 ms apart").satisfies(Notebook03Test::assertPauses);
        var took = numbers(
                List.of(outputs.get("single-thread-took").text("音乐 (\\d+) 毫秒\n电影 (\\d+) 毫秒\n一共 (\\d+) 毫秒\n")), 1, 2, 3);
        assertThat(took.get(0)).isGreaterThanOrEqualTo(600);
        assertThat(took.get(1)).isGreaterThanOrEqualTo(800);
        assertThat(took.get(2) - took.get(1) - took.get(0)).as("rounded").isBetween(0, 1);
    }

    @Test
    @Tag("3.2") void twoNamedThreadsListenAndLookAndTheMainThreadDoesNotWaitForThem() {
        var lines = lines("two-threads-run");
        assertThat(lines).hasSize(9);
        var main = lines.stream().filter(l -> l.matches(MAIN)).toList();
        assertThat(main).hasSize(1);
        for (var line : List.of(MUSIC + TIME + " musicThread", MOVIE + TIME + " movieThread")) {
            var own = lines.stream().filter(l -> l.matches(line)).toList();
            assertThat(own).hasSize(4);
            assertThat(times(own)).satisfies(Notebook03Test::assertPauses);
            assertThat(lines.indexOf(main.getFirst())).isLessThan(lines.indexOf(own.getLast()));
        }
    }

    @Test
    @Tag("3.2") void anotherThanADaemonThreadIsWaitedForAndADaemonIsCutOff() {
        var waitedFor = List.of("listen music 第 1 遍", "listen music 第 2 遍", "listen music 第 3 遍", "listen music 第 4 遍",
                "听完了", "收拾好了", "退出码：0");
        assertThat(without(lines("two-threads-not-daemon"), "主线程结束")).isEqualTo(waitedFor);
        assertThat(lines("two-threads-not-daemon").indexOf("主线程结束")).isBetween(0, 4);

        var cutOff = without(lines("two-threads-daemon"), "主线程结束");
        assertThat(cutOff).hasSizeBetween(2, 4)
                .isEqualTo(concat(waitedFor.subList(0, cutOff.size() - 1), List.of("退出码：0")));
    }

    @Test
    @Tag("3.2") void threadsOfABuilderHaveTheirNamesAndVirtualOnesAreDaemons() {
        var lines = lines("two-threads-modern");
        assertThat(lines.stream().limit(2).map(l -> l.replaceFirst(TIME + " ", "")))
                .containsExactlyInAnyOrder(MUSIC + "musicThread", MOVIE + "movieThread");
        assertThat(lines.subList(2, lines.size())).containsExactly("虚拟线程吗：false，true", "守护线程吗：true，true");
    }

    @Test
    @Tag("3.3") void afterJoinTheMainThreadIsLastWhicheverIsJoinedFirst() {
        assertThat(listenedAndLooked("join-run")).containsExactlyInAnyOrderElementsOf(
                concat(Collections.nCopies(4, MUSIC + "musicThread"),
                        List.of(MOVIE + "movieThread", "等到了音乐。电影还在放吗：false")));
        assertThat(listenedAndLooked("join-run").getLast()).startsWith("等到了音乐");

        assertThat(listenedAndLooked("join-swap")).containsExactlyInAnyOrderElementsOf(
                concat(Collections.nCopies(4, MUSIC + "musicThread"),
                        List.of(MOVIE + "movieThread", "等到了电影。音乐还在放吗：true")));
        assertThat(listenedAndLooked("join-swap")).containsSubsequence(MOVIE + "movieThread", "等到了电影。音乐还在放吗：true");
        for (var cell : List.of("join-run", "join-swap")) {
            var timeline = Timeline.of(outputs.get(cell));
            assertThat(timeline.lanes()).containsOnlyKeys("main", "musicThread", "movieThread");
            assertThat(timeline.millis("musicThread", "睡眠")).as("four times 200 ms").isGreaterThanOrEqualTo(790);
            assertThat(timeline.millis("movieThread", "睡眠")).isGreaterThanOrEqualTo(190);
        }
    }

    @Test
    @Tag("3.3") void aScopeWaitsForAllItHasForked() {
        assertThat(listenedAndLooked("join-modern")).containsExactlyInAnyOrder(MUSIC, MUSIC, MOVIE, MOVIE);
    }

    /** The lines without their times; the last of them is the main thread's, and is left out. */
    private List<String> listenedAndLooked(String cell) {
        var lines = lines(cell);
        assertThat(lines.getLast()).matches(MAIN);
        for (var who : List.of(MUSIC, MOVIE)) assertThat(times(lines.stream().filter(l -> l.startsWith(who)).toList()))
                .satisfies(Notebook03Test::assertPauses);
        return lines.subList(0, lines.size() - 1).stream().map(l -> l.replaceFirst(TIME + " ", "")).toList();
    }

    @Test
    @Tag("3.4") void withoutALockTheBalanceIsWrongWhereNothingIsFoldedAway() {
        var balances = Notebook.outcomes(outputs.get("no-lock-run").result());
        assertThat(balances.values().stream().mapToInt(n -> n).sum()).isEqualTo(100);
        assertThat(balances).containsKey("0");
        assertThat(balances.keySet().stream().filter(b -> !b.startsWith("…")))
                .allMatch(b -> Integer.parseInt(b) % 4 == 0);
        var wrong = numbers(List.of(outputs.get("no-lock-jvms").text("""
                只解释执行　30 遍错 (\\d+) 遍
                只用 C1　　30 遍错 (\\d+) 遍
                默认　　　　30 遍错 (\\d+) 遍
                """)), 1, 2, 3);
        assertThat(wrong).allMatch(n -> n <= 30);
        assertThat(wrong.get(0)).as("interpreted").isPositive().isGreaterThanOrEqualTo(wrong.get(2));
    }

    @Test
    @Tag("3.4") void anIncrementIsThreeSteps() {
        outputs.get("no-lock-step").text("\\s+void main\\(\\);\n\\s+Code:\n"
                + Stream.of("aload_0", "dup", "getfield .* x:I", "iconst_1", "iadd", "putfield .* x:I", "return")
                        .map(step -> "\\s+\\d+: " + step + "\n").reduce("", String::concat)
                + "}\n");
    }

    @Test
    @Tag("3.4") void whoReadsTheOldValueOverwritesTheOther() {
        outputs.get("no-lock-rehearsal").text("存了 4 元和 8 元，余额 [48] 元\n");
    }

    @Test
    @Tag("3.4") void volatileMakesNeitherTheBalanceNorTheCountRight() {
        var once = numbers(List.of(outputs.get("no-lock-volatile-run").text("余额 (-?\\d+)，数到 (\\d+)\n")), 1, 2);
        assertThat(once.get(0) % 4).isZero();
        assertThat(once.get(1)).isBetween(1, 20_000);
        var runs = Notebook.outcomes(outputs.get("no-lock-volatile-count").result());
        assertThat(runs.keySet()).contains(RIGHT).isSubsetOf(RIGHT, "余额平，数错", "余额不平，数对", "余额不平，数错");
        assertThat(runs.values().stream().mapToInt(n -> n).sum()).isEqualTo(100);
        assertThat(runs.get(RIGHT)).as("right").isLessThanOrEqualTo(1);
    }

    @Test
    @Tag("3.4") void aScheduleIsFoundInWhichEachThreadChangesTheBalanceOnceAndItIsWrong() {
        var schedule = Schedule.of(outputs.get("no-lock-schedule").result(), "main", "actor-1", "actor-2");
        for (var actor : Map.of("actor-1", 4, "actor-2", 8).entrySet()) {
            var seen = numbers(Notebook.matches(schedule.steps(s -> s.who().equals(actor.getKey())),
                    "(?:读 balance →|写 balance =) (-?\\d+)"), 1);
            assertThat(seen).hasSize(4);
            assertThat(seen.get(1)).isEqualTo(seen.get(0) + actor.getValue());
            assertThat(seen.get(3)).isEqualTo(seen.get(2) - actor.getValue());
        }
        var last = schedule.steps().getLast();
        assertThat(last.who()).isEqualTo("main");
        assertThat(last.row().get("balance")).isNotEqualTo("0");
        assertThat(schedule.end()).isEqualTo("结果：AssertionError: 余额 " + last.row().get("balance"));
    }

    @Test
    @Tag("3.5") void underALockTheBalanceIsAlways0() {
        assertThat(Notebook.outcomes(outputs.get("with-lock-run").result())).isEqualTo(Map.of(RIGHT, 20));
        assertNoScheduleGoesWrong("with-lock-schedule");
        assertThat(outputs.get("with-lock-time").stdout()).isEqualTo("余额：两种锁 0\nAtomicInteger 0，LongAdder 0\n");
        assertThat(Notebook.bars(outputs.get("with-lock-time-picture").result()).stream()
                .map(bar -> bar.replaceFirst(" \\d+$", "")))
                .isEqualTo(IntStream.rangeClosed(1, 5).boxed()
                        .flatMap(round -> Stream.of("ReentrantLock", "synchronized", "AtomicInteger", "LongAdder")
                                .map(way -> way + " 第 " + round + " 遍"))
                        .toList());
    }

    private void assertNoScheduleGoesWrong(String cell) {
        assertThat(outputs.get(cell).result()).matches("✓ 试了 [\\d,]{3,} 种交错，没有一种出错.*\n前提：.*");
    }

    @Test
    @Tag("S.3") void aFlagIsNotSeenByAHotLoopButForALockOrVolatile() {
        var plain = Notebook.outcomes(outputs.get("happens-before-plain").result());
        assertThat(plain.keySet()).isSubsetOf("看见了", "没有看见", "拨晚了，不算");
        assertThat(plain.values().stream().mapToInt(n -> n).sum()).isEqualTo(100);
        assertThat(plain.getOrDefault("看见了", 0)).isLessThanOrEqualTo(1);
        for (var how : List.of("volatile", "lock")) {
            assertThat(Notebook.outcomes(outputs.get("happens-before-" + how).result())).isEqualTo(Map.of("看见了", 20));
        }
        var seen = numbers(List.of(outputs.get("happens-before-cause").text("""
                只解释执行　10 遍看见 (\\d+) 遍
                只用 C1　　10 遍看见 (\\d+) 遍
                默认　　　　10 遍看见 (\\d+) 遍
                """)), 1, 2, 3);
        assertThat(seen).allMatch(n -> n <= 10);
        assertThat(seen.get(0)).as("interpreted").isGreaterThan(seen.get(2));
    }

    @Test
    @Tag("S.3") void bothThreadsSeeAnOldValueButOfVolatileFieldsNever() {
        var plain = pairs("happens-before-order");
        assertThat(plain.keySet()).isSubsetOf("0 和 0", "0 和 1", "1 和 0", "1 和 1");
        if (SEVERAL_CORES) assertThat(plain).containsKey("0 和 0");
        assertThat(pairs("happens-before-order-volatile-run").keySet()).isSubsetOf("0 和 1", "1 和 0", "1 和 1");
    }

    /** What both threads saw, and of how many pairs. */
    private Map<String, Integer> pairs(String cell) {
        var bars = Notebook.matches(Notebook.bars(outputs.get(cell).result()), "(. 和 .) (\\d+)");
        var pairs = bars.stream().collect(Collectors.toMap(b -> b.group(1), b -> Integer.valueOf(b.group(2))));
        assertThat(pairs.values().stream().mapToInt(n -> n).sum()).isEqualTo(100_000);
        return pairs;
    }

    @Test
    @Tag("S.3") void whatHappensBeforeAStartAJoinOrAQueueIsAlwaysSeen() {
        assertThat(Notebook.outcomes(outputs.get("happens-before-others-run").result()))
                .isEqualTo(Map.of("42 42 42", 100));
    }

    @Test
    @Tag("S.4") void whoDoesNotLookAgainTakesALetterThatIsGone() {
        var schedule = Schedule.of(outputs.get("wait-notify-if").result(), "actor-1", "actor-2", "actor-3");
        assertThat(schedule.end()).contains("取走了没有的信");
        assertThat(schedule.steps(s -> s.what().endsWith("box.wait()"))).hasSizeGreaterThanOrEqualTo(2).first()
                .asString().startsWith("等");
        assertThat(schedule.steps(s -> s.row().get("letters").equals("-1"))).isNotEmpty();
        for (var step : List.of("锁上", "放开")) {
            assertThat(schedule.steps(s -> s.what().startsWith(step))).as("two take and two letters are put")
                    .hasSize(4);
        }
        assertNoScheduleGoesWrong("wait-notify-while");
    }

    @Test
    @Tag("S.4") void oneIsLeftWaitingByNotifyAndNoneByNotifyAll() {
        assertThat(outputs.get("wait-notify-one").text("还有 1 个人在等，箱里还有 1 封信\n(甲|乙)被叫停了\n")).isNotNull();
        assertThat(outputs.get("wait-notify-all").stdout()).isEqualTo("还有 0 个人在等，箱里还有 0 封信\n");
    }

    @Test
    @Tag("S.5") void whoDoesNotAskForAFileLockWritesAllTheSame() {
        assertThat(outputs.get("advisory-lock-run").stdout()).isEqualTo("ask：锁着，我不写\nrude：我写了\n日记：rude 写了一行\n");
    }

    @Test
    @Tag("3.6") void oneProcessDoesOneWorkAfterTheOther() {
        assertThat(lines("one-process-run")).isEqualTo(concat(work1(23, 20), work2(23, 20)));
    }

    @Test
    @Tag("3.7") void twoProcessesHaveBothStartedBeforeEitherHasEnded() {
        var lines = lines("two-processes-run");
        assertBothWork(lines, work1(23, 20), work2(23, 20));
        assertThat(lines).containsSubsequence(start(1, 23), end(2, 20)).containsSubsequence(start(2, 23), end(1, 20));
    }

    @Test
    @Tag("3.7") void theEndOfAProcessCompletesAFuture() {
        var lines = lines("two-processes-modern");
        assertThat(lines.subList(0, 2)).containsExactlyInAnyOrder("work_1 结束了，退出码 0", "work_2 结束了，退出码 0");
        assertThat(lines.subList(2, lines.size())).containsExactly("两个都结束了");
    }

    @Test
    @Tag("3.8") void aLockOfOneProcessDoesNotKeepTheOtherOut() {
        var lines = lines("process-lock-own");
        assertBothWork(lines, work1(19, 31), work2(19, 31));
        assertThat(lines).containsSubsequence("i love python", end(2, 31)).containsSubsequence("come on baby",
                end(1, 31));
    }

    @Test
    @Tag("3.8") void aFileLockLetsOneProcessSpeakAfterTheOther() {
        var lines = lines("process-lock-file");
        assertBothWork(lines, work1(19, 31), work2(19, 31));
        var spoken = lines.stream().filter(l -> !l.contains("start") && !l.startsWith("退出码")).toList();
        var first = work1(19, 31).subList(1, 5);
        var second = work2(19, 31).subList(1, 5);
        assertThat(spoken).isIn(concat(first, second), concat(second, first));
    }

    @Test
    @Tag("3.8") void aFileLockIsNoLockBetweenThreads() {
        assertThat(outputs.get("process-lock-same").stdout())
                .isEqualTo("java.nio.channels.OverlappingFileLockException\n");
    }

    /** Each process has said its lines in order, then both have ended well, and nothing else has been said. */
    private static void assertBothWork(List<String> lines, List<String> work1, List<String> work2) {
        assertThat(lines.getLast()).isEqualTo("退出码：0，0");
        assertThat(lines.stream().filter(work1::contains)).isEqualTo(work1);
        assertThat(lines.stream().filter(work2::contains)).isEqualTo(work2);
        assertThat(lines).hasSize(11);
    }

    private static List<String> work1(int afterStart, int afterEnd) {
        return concat(List.of(start(1, afterStart)), Collections.nCopies(3, "i love python"),
                List.of(end(1, afterEnd)));
    }

    private static List<String> work2(int afterStart, int afterEnd) {
        return concat(List.of(start(2, afterStart)), Collections.nCopies(3, "come on baby"), List.of(end(2, afterEnd)));
    }

    private static String start(int work, int signs) {
        return "work_" + work + " start" + "=".repeat(signs);
    }

    private static String end(int work, int signs) {
        return "work_" + work + " end" + "=".repeat(signs);
    }

    @Test
    @Tag("3.9") void threeProcessesDoFiveTasksAndReuseTheirPids() {
        var lines = lines("process-pool-run");
        var parent = lines.getFirst().replaceAll("\\D", "");
        assertThat(lines.getFirst()).isEqualTo("Parent process " + parent + ".");

        var lanes = lines("process-pool-picture");
        assertThat(lanes.getFirst()).matches("一格 \\d+ 毫秒");
        assertThat(Notebook.matches(lanes.subList(1, lanes.size()), "进程 (\\d+) +([.0-4]{60})")).hasSize(3)
                .extracting(l -> l.group(1)).doesNotHaveDuplicates();

        var pids = assertTasksRun(lines.subList(1, lines.size()), "run work \\((\\d)\\) ,work id (\\d+)",
                "work \\((\\d)\\) stop ,work id (\\d+)");
        assertThat(new HashSet<>(pids)).hasSizeLessThanOrEqualTo(3).doesNotContain(parent);
    }

    @Test
    @Tag("3.9") void threeThreadsDoFiveTasks() {
        var threads = assertTasksRun(lines("process-pool-modern"),
                "run work \\((\\d)\\) " + TIME.replace("(", "(?:") + " (\\S+)",
                "work \\((\\d)\\) stop " + TIME.replace("(", "(?:") + " (\\S+)");
        assertThat(new HashSet<>(threads)).hasSizeLessThanOrEqualTo(3);
        var timeline = Timeline.of(outputs.get("process-pool-modern"));
        assertThat(timeline.lanes().keySet()).contains("main").containsAll(new HashSet<>(threads));
    }

    /**
     * Five tasks have begun and ended once each, where they begun, at most three at once; returns where, in the order
     * of their beginnings.
     */
    private static List<String> assertTasksRun(List<String> lines, String begun, String ended) {
        var places = new ArrayList<String>();
        var begins = new HashMap<String, String>(); // place by task, of those begun
        var ends = new HashSet<String>();
        for (var line : lines) {
            var begin = Pattern.compile(begun).matcher(line);
            var end = Pattern.compile(ended).matcher(line);
            if (begin.matches()) {
                places.add(begin.group(2));
                assertThat(begins.put(begin.group(1), begin.group(2))).as("begun twice").isNull();
            } else {
                assertThat(end.matches()).as(line).isTrue();
                assertThat(begins).containsEntry(end.group(1), end.group(2));
                assertThat(ends.add(end.group(1))).as("ended twice").isTrue();
            }
            assertThat(begins.size() - ends.size()).as("at once").isLessThanOrEqualTo(3);
        }
        assertThat(begins).containsOnlyKeys("0", "1", "2", "3", "4");
        assertThat(ends).hasSize(5);
        return places;
    }

    @Test
    @Tag("3.10") void theThirdTaskOfTwoProcessesBeginsWhenOneHasEnded() {
        var lines = lines("pool-of-two-run");
        var told = lines.subList(0, lines.size() - 1);
        assertThat(lines.getLast()).matches("结束时间是" + TIME);
        assertThat(played(told)).isEqualTo(Map.of("花太香", 3, "王牌特工", 4, "爱的故事上集", 2));
        var lanes = lines("pool-of-two-picture");
        assertThat(lanes.getFirst()).matches("一格 \\d+ 毫秒");
        assertThat(Notebook.matches(lanes.subList(1, lanes.size()), "进程 (\\d+) +([.0-2]{60})")).hasSize(2)
                .extracting(l -> l.group(1)).doesNotHaveDuplicates();

        var before = played(told.stream().takeWhile(l -> !l.endsWith(" 爱的故事上集")).toList());
        assertThat(before).containsOnlyKeys("花太香", "王牌特工");
        assertThat(before.get("花太香") == 3 || before.get("王牌特工") == 4).as("one of the first two has ended").isTrue();
    }

    @Test
    @Tag("3.10") void whatIsTerminatedEndsHalfwayAndWhatWaitsNeverBegins() {
        var lines = lines("pool-of-two-terminate");
        var played = played(lines.subList(0, lines.size() - 3));
        assertThat(played.keySet()).isSubsetOf("花太香", "王牌特工");
        assertThat(played.getOrDefault("花太香", 0)).isLessThan(3);
        assertThat(played.getOrDefault("王牌特工", 0)).isLessThan(4);
        assertThat(lines.subList(lines.size() - 3, lines.size() - 1)).containsExactly("退出码：143", "退出码：143");
        assertThat(lines.getLast()).matches("结束时间是" + TIME);
    }

    /** How often each was heard or seen; nothing was before it had begun, and nothing else has been told. */
    private static Map<String, Integer> played(List<String> lines) {
        var times = new HashMap<String, Integer>();
        for (var line : lines) {
            var begins = Pattern.compile("[\\d:.]+ (\\S+)").matcher(line);
            if (begins.matches()) {
                assertThat(times.put(begins.group(1), 0)).as("begun twice").isNull();
            } else {
                var name = line.replaceFirst("您现在正在.的..是", "");
                assertThat(line).isEqualTo((name.equals("王牌特工") ? "您现在正在看的电影是" : "您现在正在听的音乐是") + name);
                assertThat(times.computeIfPresent(name, (n, t) -> t + 1)).as("begun before: " + line).isNotNull();
            }
        }
        return times;
    }

    @Test
    @Tag("3.11") void theQueueCarriesABCInOrderAndItsReaderEndsByBeingTerminated() {
        var lines = lines("processes-queue-run");
        var sent = List.of("发送 A 到 queue...", "发送 B 到 queue...", "发送 C 到 queue...");
        var received = List.of("从 queue 接收 A .", "从 queue 接收 B .", "从 queue 接收 C .");
        var told = List.of("写的进程结束了，退出码 0", "读的进程还活着：true");
        assertThat(lines).containsExactlyInAnyOrderElementsOf(concat(sent, received, told)).containsSubsequence(sent)
                .containsSubsequence(received)
                .containsSubsequence(sent.getLast(), told.get(0), told.get(1));
        for (int i = 0; i < 3; i++) assertThat(lines).containsSubsequence(sent.get(i), received.get(i));
        assertThat(outputs.get("processes-queue-terminate").stdout()).isEqualTo("读的进程退出码 143\n");
    }

    @Test
    @Tag("3.12") void thePipeCarriesABCInOrderAndItsReaderEndsByItself() {
        assertThat(outputs.get("pipe-run").stderr().lines()).containsExactly("发送 A 到 pipe...", "发送 B 到 pipe...",
                "发送 C 到 pipe...");
        var lines = lines("pipe-run");
        assertThat(without(lines, "退出码：0", "退出码：0")).isEqualTo(RECEIVED_FROM_PIPE);
        assertThat(lines.getLast()).isEqualTo("退出码：0");
    }

    @Test
    @Tag("3.12") void thePipesReaderWaitsAsLongAsSomebodyHoldsTheOtherEnd() {
        var held = "1 秒内结束了吗：false";
        assertThat(without(lines("pipe-open"), held)).isEqualTo(RECEIVED_FROM_PIPE);
        assertThat(lines("pipe-open")).containsSubsequence(held, "读到末尾了");
        assertThat(outputs.get("pipe-close").stdout()).isEqualTo("退出码：0\n");
    }

    private static final List<String> RECEIVED_FROM_PIPE =
            List.of("从 pipe 接收 A .", "从 pipe 接收 B .", "从 pipe 接收 C .", "读到末尾了");

    @Test
    @Tag("3.13") void everyBoneIsEatenOnceUntilEveryoneIsStopped() {
        var lines = lines("bones-run");
        var bones = bones(lines.stream().filter(l -> !l.endsWith("被叫停了")).toList());
        assertThat(lines.stream().filter(l -> l.endsWith("被叫停了"))).containsExactlyInAnyOrder("King被叫停了", "Wang被叫停了",
                "Tim被叫停了");
        for (var who : List.of("Tim", "King", "Wang")) {
            assertThat(lines.stream().filter(l -> l.replace("[", "").startsWith(who)).toList().getLast())
                    .isEqualTo(who + "被叫停了");
        }
        assertThat(lines.getLast()).isEqualTo("Tim被叫停了");

        var left = boneNumbers(outputs.get("bones-stop-producer").stdout());
        assertThat(left).hasSize(10);
        assertThat(outputs.get("bones-stop-producer").stdout())
                .isEqualTo("剩下：" + left.stream().map(n -> "骨头" + n).toList() + "\n");
        assertThat(Stream.concat(bones.eaten().stream().sorted(), left.stream()).toList())
                .as("all but the one in Tim's hand")
                .isEqualTo(IntStream.range(1, bones.made()).boxed().toList());
    }

    @Test
    @Tag("3.13") void theQueueOfBonesNeverHoldsMoreThanTen() {
        var look = outputs.get("bones-look").text("队列里有 (\\d+) 块骨头\n" + Stream.of("Tim", "King", "Wang")
                .map(n -> n + "：(RUNNABLE|BLOCKED|WAITING|TIMED_WAITING)\n").reduce("", String::concat));
        assertThat(Integer.parseInt(look.group(1))).isBetween(0, 10);
        assertThat(outputs.get("bones-stop-consumers").stdout()).isEqualTo("队列里有 10 块骨头，Tim：WAITING\n");
        var lengths =
                numbers(Notebook.matches(Notebook.bars(outputs.get("bones-picture").result()), "([\\d.]+) (\\d+)"), 2);
        assertThat(lengths).allMatch(length -> length <= 10);
        var told = lines("bones-run");
        int eaten = (int) told.stream().filter(l -> l.contains("取到")).count(),
                made = (int) told.stream().filter(l -> l.contains("生产了")).count();
        assertThat(lengths).as("each that was put, all but the one in Tim's hand, and each that was taken")
                .hasSize(made - 1 + eaten);
    }

    @Test
    @Tag("3.13") void anInterruptIsARequestThatABusyThreadDoesNotHear() {
        assertThat(outputs.get("bones-busy").stdout()).isEqualTo("叫停 0.1 秒以后，还活着：true\n标记：true\n");
        assertThat(outputs.get("bones-busy-enough").stdout()).isEqualTo("拨了开关以后，还活着：false\n");
    }

    @Test
    @Tag("3.13") void aScopeStopsAllItHasForkedWhenItsTimeIsOver() {
        var lines = lines("bones-modern");
        assertThat(lines.getLast()).matches("时间到，三个都停了。剩下：\\[.*]");
        var bones = bones(lines.subList(0, lines.size() - 1));
        var all = Stream.concat(bones.eaten().stream().sorted(), boneNumbers(lines.getLast()).stream()).toList();
        assertThat(all).as("all, perhaps but the one in Tim's hand")
                .isIn(IntStream.rangeClosed(1, bones.made()).boxed().toList(),
                        IntStream.range(1, bones.made()).boxed().toList());
    }

    private static List<Integer> boneNumbers(String text) {
        return Pattern.compile("骨头(\\d+)").matcher(text).results().map(m -> Integer.valueOf(m.group(1))).toList();
    }

    private record Bones(int made, List<Integer> eaten) {}

    /** Tim has made 1, 2, 3, …; the others have eaten each at most once, each in order, none before it was made. */
    private static Bones bones(List<String> lines) {
        int made = 0;
        var eaten = new ArrayList<Integer>();
        var last = new HashMap<String, Integer>();
        for (var line : lines) {
            var eats = Pattern.compile("\\[(King|Wang)]取到\\[骨头(\\d+)]并且吃了它\\.\\.\\.").matcher(line);
            if (eats.matches()) {
                int bone = Integer.parseInt(eats.group(2));
                assertThat(bone).isLessThanOrEqualTo(made).isGreaterThan(last.getOrDefault(eats.group(1), 0));
                last.put(eats.group(1), bone);
                eaten.add(bone);
            } else {
                assertThat(line).isEqualTo("[Tim]生产了[骨头" + ++made + "]");
            }
        }
        assertThat(eaten).doesNotHaveDuplicates();
        return new Bones(made, eaten);
    }

    // ---- lines ----

    private static List<LocalTime> times(List<String> lines) {
        return texts(lines, ".*?" + TIME + ".*").stream().map(LocalTime::parse).toList();
    }

    /** What {@code regex} captures of each line. */
    private static List<String> texts(List<String> lines, String regex) {
        return lines.stream().map(l -> {
            var m = Pattern.compile(regex).matcher(l);
            assertThat(m.matches()).as(l).isTrue();
            return m.group(1);
        }).toList();
    }

    /**
     * Who sleeps 200 ms between its lines is not back earlier; the clock of the day shows whole milliseconds and may be
     * put right meanwhile.
     */
    private static void assertPauses(List<? extends LocalTime> times) {
        for (int i = 1; i < times.size(); i++) {
            var pause = Duration.between(times.get(i - 1), times.get(i));
            assertThat(pause.isNegative() ? pause.plusDays(1) : pause).isBetween(Duration.ofMillis(190),
                    Duration.ofHours(1));
        }
    }

    private static List<Integer> numbers(List<MatchResult> results, int... groups) {
        return results.stream().flatMap(m -> IntStream.of(groups).mapToObj(g -> Integer.valueOf(m.group(g)))).toList();
    }

    /** The lines but for one of each of these, which must be among them. */
    private static List<String> without(List<String> lines, String... some) {
        var rest = new ArrayList<>(lines);
        for (var line : some) assertThat(rest.remove(line)).as(line).isTrue();
        return rest;
    }

    @SafeVarargs private static List<String> concat(List<String>... lists) {
        var all = new ArrayList<String>();
        for (var list : lists) all.addAll(list);
        return all;
    }
}
