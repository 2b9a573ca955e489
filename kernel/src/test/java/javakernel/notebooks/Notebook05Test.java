package javakernel.notebooks;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.notebooks.Notebook.Output;
import javakernel.notebooks.Notebook.Timeline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of notebook 05's outputs in any run, of the committed ones and of fresh ones. */
@NotebookOutputs("05-study-notes.ipynb") class Notebook05Test {
    private static final String MESSAGE = "有内鬼，终止交易！";
    private static final List<String> LOOP =
            Stream.of("is running...", ">>> 1", ">>> 2", ">>> 3", ">>> 4", ">>> 5", "ended.")
                    .map(s -> "thread LoopThread " + s).toList();

    private final Map<String, Output> outputs;

    /** @param source {@code committed} or {@code fresh}, the name of these tests */
    Notebook05Test(String source, Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    private List<String> lines(String cell) {
        return outputs.get(cell).lines();
    }

    @Test void noCellFails() {
        assertThat(outputs).allSatisfy((id, output) -> {
            assertThat(output.error()).as(id).isEmpty();
            assertThat(output.stderr()).as(id).isEmpty();
        });
    }

    @Test
    @Tag("5.1") void aThreadIsInItsProcessAndAChildIsAnotherOne() {
        var counted = outputs.get("overview-count").text("看得见的进程：(\\d+) 个\n笔记本的进程 (\\d+) 里的线程：(\\d+) 个\n");
        assertThat(number(counted, 1)).isPositive();
        assertThat(number(counted, 3)).as("main and those of the JVM").isGreaterThan(5);
        var seen = outputs.get("overview-same").text("线程里看到的 pid：(\\d+)\n子进程里看到的 pid：(\\d+)\n");
        assertThat(seen.group(1)).isEqualTo(counted.group(2)).isNotEqualTo(seen.group(2));
    }

    @Test
    @Tag("5.2") void twoChildrenFillABarEachAndTheParentSaysTheEnd() {
        var lines = lines("run-proc-run");
        var parent = Notebook.matches(lines.subList(0, 1), "Parent process (\\d+)\\.").getFirst().group(1);
        assertThat(lines.get(1)).isEqualTo("Child process will start.");
        assertThat(lines.getLast()).isEqualTo("Child process end.");

        var pids = outputs.get("run-proc-pids").text("test1 的 pid：(\\d+)，退出码 0\ntest2 的 pid：(\\d+)，退出码 0\n");
        assertThat(List.of(parent, pids.group(1), pids.group(2))).doesNotHaveDuplicates();
        assertThat(lines.subList(2, lines.size() - 1)).containsExactlyInAnyOrder(
                "Run child process test1 (" + pids.group(1) + ")...",
                "Run child process test2 (" + pids.group(2) + ")...");
        var displays = outputs.get("run-proc-run").displays().stream()
                .collect(Collectors.partitioningBy(d -> d.startsWith("时间线")));
        assertFull(displays.get(false), "test1", "test2");
        var timeline = Timeline.of(new Output("", "", displays.get(true), null, ""));
        var children = List.of(pids.group(1) + ": java RunProc test1", pids.group(2) + ": java RunProc test2");
        assertThat(timeline.lanes()).containsKeys(children.get(0), children.get(1)).containsKey("main");
        assertThat(children).allMatch(timeline::endedWell);
        assertThat(children.stream().mapToDouble(child -> timeline.millis(child, "进程存活")).sum()).as("at the same time")
                .isGreaterThan(timeline.millis());
    }

    @Test
    @Tag("5.2") void parallelThreadsFillOneBar() {
        assertThat(outputs.get("run-proc-modern").stdout()).isEqualTo("三百万以内有 216816 个素数\n");
        assertFull(outputs.get("run-proc-modern").displays(), "parallel");
    }

    /** A bar of each label and no other, all of them full at 20 of 20. */
    private static void assertFull(List<String> bars, String... labels) {
        assertThat(bars).hasSize(labels.length);
        for (int i = 0; i < labels.length; i++) assertThat(bars.get(i)).matches(labels[i] + " +█+ +100 % +20/20 .*");
    }

    @Test
    @Tag("5.2") void whoBorrowsFromAProgramRunsItsStaticInitializerAndNotItsMain() {
        assertThat(outputs.get("run-main-run").stdout())
                .isEqualTo("Greeting 初始化\nGuest 借用：你好，test2\nGreeting 初始化\nGreeting 自己运行：你好，test1\n");
    }

    @Test
    @Tag("5.3") void fourProcessesDoThirteenTasksAndNoneWaitsForMoreThanOne() {
        var lines = new ArrayList<>(lines("pool-run"));
        var parent = Notebook.matches(lines.subList(0, 1), "Parent process (\\d+)\\.").getFirst().group(1);
        assertThat(lines.remove("Waiting for all subprocesses done...")).isTrue();
        assertThat(lines.getLast()).isEqualTo("All subprocesses done.");
        var told = lines.subList(1, lines.size() - 1);
        var pids = assertTasksRun(told);
        assertThat(pids).hasSizeLessThanOrEqualTo(4).doesNotContain(parent);
        assertLanes(lines("pool-lanes"), pids);

        assertThat(Stream.of(4, 8, 12)).as("had all before them ended?").anySatisfy(task -> {
            var before = told.stream().takeWhile(l -> !l.startsWith("Run task " + task + " "));
            assertThat(before.filter(l -> l.startsWith("Task "))).hasSizeLessThan(task);
        });
    }

    /** Thirteen tasks have begun and ended once each, no process having two at once. Returns the pids. */
    private static Set<String> assertTasksRun(List<String> lines) {
        var pids = new HashSet<String>();
        var doing = new HashMap<String, String>(); // pid by task
        var done = new HashSet<String>();
        for (var line : lines) {
            var begin = Pattern.compile("Run task (\\d+) \\((\\d+)\\)\\.\\.\\.").matcher(line);
            var end = Pattern.compile("Task (\\d+) runs \\d+\\.\\d\\d seconds\\.").matcher(line);
            if (begin.matches()) {
                assertThat(doing).as(line).doesNotContainValue(begin.group(2));
                doing.put(begin.group(1), begin.group(2));
                pids.add(begin.group(2));
            } else {
                assertThat(end.matches()).as(line).isTrue();
                assertThat(doing.remove(end.group(1))).as(line).isNotNull();
                assertThat(done.add(end.group(1))).as(line).isTrue();
            }
        }
        assertThat(doing).isEmpty();
        assertThat(done).containsExactlyInAnyOrderElementsOf(tasks());
        return pids;
    }

    private static List<String> tasks() {
        return IntStream.range(0, 13).mapToObj(String::valueOf).toList();
    }

    /**
     * A lane for each of four processes, these among them: in each the tasks follow each other; no task is in two of
     * them.
     */
    private static void assertLanes(List<String> lines, Set<String> pids) {
        assertThat(lines.getFirst()).matches("一格 \\d+ 毫秒");
        var lanes = Notebook.matches(lines.subList(1, lines.size()), "进程 (\\d+) +([0-9a-c.]{60})");
        assertThat(lanes).extracting(lane -> lane.group(1)).hasSize(4).doesNotHaveDuplicates().containsAll(pids);
        var tasks = lanes.stream().map(lane -> lane.group(2).replace(".", "").chars().boxed().toList()).toList();
        assertThat(tasks).allSatisfy(lane -> assertThat(lane).isSorted());
        assertThat(tasks.stream().flatMap(lane -> lane.stream().distinct())).doesNotHaveDuplicates();
    }

    @Test
    @Tag("5.3") void waitingTasksProfitFromMoreProcessesThanCores() {
        var lines = lines("pool-measure");
        int cores = number(Notebook.matches(lines.subList(0, 1), "这台机器有 (\\d+) 个核").getFirst(), 1);
        var used = Notebook.matches(lines.subList(1, lines.size()), "(\\w+)，(\\d+) 个进程：用到 (\\d+\\.\\d) 个核");
        var pools = List.of("wait，" + cores, "wait，" + 2 * cores, "compute，" + cores, "compute，" + 2 * cores);
        assertThat(used).extracting(u -> u.group(1) + "，" + u.group(2)).isEqualTo(pools);
        // CPU time is counted in ticks
        assertThat(used).allSatisfy(u -> assertThat(Double.parseDouble(u.group(3))).isBetween(0.0, cores + 0.2));

        var bars = Notebook.matches(Notebook.bars(outputs.get("pool-measure-picture").result()),
                "(.+) 个进程 (第 \\d 次) (\\d+)");
        assertThat(outputs.get("pool-measure-picture").result()).startsWith("池 ");
        assertThat(bars).extracting(bar -> bar.group(1) + bar.group(2))
                .isEqualTo(pools.stream()
                        .flatMap(pool -> IntStream.rangeClosed(1, 5).mapToObj(i -> pool + "第 " + i + " 次")).toList());
        var millis = bars.stream().map(bar -> number(bar, 3)).toList();
        int fourRounds = 4 * 100;
        assertThat(millis.subList(0, 5)).allMatch(ms -> ms >= fourRounds);
        assertThat(millis.subList(5, 10)).allMatch(ms -> ms >= fourRounds / 2);
        assertThat(Collections.min(millis.subList(5, 10))).isLessThan(Collections.min(millis.subList(0, 5)));
        assertThat(millis.subList(10, 20)).allMatch(ms -> ms > 0);
    }

    @Test
    @Tag("5.3") void aGathererWaitsForItsOldestTaskAndAPoolForAny() {
        assertThat(outputs.get("pool-modern").result()).isEqualTo(IntStream.range(0, 13).boxed().toList().toString());
        var picture = outputs.get("pool-modern-picture").result();
        assertThat(picture).startsWith("每件任务什么时候开始\n任务 ");
        var rows = Notebook.matches(Notebook.bars(picture).stream().skip(1).toList(), "(\\d+) (\\S+) (\\d+)");
        assertThat(rows).extracting(r -> r.group(1) + r.group(2))
                .isEqualTo(tasks().stream().flatMap(n -> Stream.of(n + "线程池", n + "mapConcurrent")).toList());
        var begun = rows.stream().collect(Collectors.toMap(r -> r.group(1) + r.group(2), r -> number(r, 3)));
        for (int n = 4; n < 13; n++) {
            assertThat(begun.get(n + "mapConcurrent") - begun.get("0mapConcurrent")).as("task " + n + " after task 0")
                    .isGreaterThanOrEqualTo(599);
            assertThat(begun.get(n + "线程池")).isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    @Tag("5.4") void theChildPrintsTheMessageWhenItHasBeenSent() {
        assertThat(outputs.get("message-run").stdout()).isEqualTo(received(MESSAGE));
        assertThat(outputs.get("message-modern").stdout()).isEqualTo("主线程准备发送数据...\n线程已收到数据...\n有内鬼，终止交易！\n");
    }

    @Test
    @Tag("5.4") void whoReadsInAnotherEncodingReadsOtherCharacters() {
        var bytes = MESSAGE.getBytes(StandardCharsets.UTF_8);
        assertThat(outputs.get("message-bytes").stdout())
                .isEqualTo(bytes.length + " 个字节：" + HexFormat.ofDelimiter(" ").formatHex(bytes) + "\n");
        assertThat(outputs.get("message-gbk").stdout()).isEqualTo(received(new String(bytes, Charset.forName("GBK"))));
        var pairs = IntStream.iterate(0, i -> i < bytes.length, i -> i + 2)
                .mapToObj(i -> Arrays.copyOfRange(bytes, i, Math.min(i + 2, bytes.length))).map(pair -> {
                    var text = new String(pair, Charset.forName("GBK"));
                    return "%s → %s U+%04X".formatted(HexFormat.ofDelimiter(" ").formatHex(pair), text,
                            (int) text.charAt(0));
                });
        assertThat(outputs.get("message-pairs").stdout().strip().split(" {3}"))
                .containsExactlyElementsOf(pairs.toList());
    }

    private static String received(String message) {
        return "过了半秒，子进程结束了吗：false\n主进程准备发送数据...\n子进程已收到数据...\n" + message + "\n退出码：0\n";
    }

    @Test
    @Tag("5.5") void theMainThreadRunsTheLoopThreadCountsToFiveAndTheMainThreadEnds() {
        assertThat(lines("loop-thread-run"))
                .isEqualTo(Stream.of(List.of("thread main is running..."), LOOP, List.of("thread main ended."))
                        .flatMap(List::stream).toList());
        assertThat(lines("loop-thread-wait")).isEqualTo(LOOP);
        var timeline = Timeline.of(outputs.get("loop-thread-wait"));
        assertThat(timeline.lanes()).containsOnlyKeys("main", "LoopThread");
        assertThat(timeline.millis("main", "等待")).isGreaterThan(timeline.millis("main", "运行"));
        assertThat(timeline.millis("LoopThread", "睡眠")).isGreaterThanOrEqualTo(1000);
    }

    @Test
    @Tag("5.5") void joinWithALimitDoesNotWaitForTheEnd() {
        var lines = new ArrayList<>(lines("loop-thread-modern"));
        assertThat(lines.removeLast()).isEqualTo("现在呢：true；是虚拟线程吗：true");
        assertThat(lines).containsSubsequence("等了 0.5 秒，它结束了吗：false", "thread LoopThread ended.");
        lines.remove("等了 0.5 秒，它结束了吗：false");
        assertThat(lines).isEqualTo(LOOP);
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
