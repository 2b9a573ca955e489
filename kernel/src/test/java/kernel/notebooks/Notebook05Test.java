package kernel.notebooks;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kernel.notebooks.Notebook.Output;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of notebook 05's outputs in any run, of the committed ones and of fresh ones. */
@NotebookOutputs("05-study-notes.ipynb")
class Notebook05Test {
    private static final String MESSAGE = "有内鬼，终止交易！";
    private static final List<String> LOOP = Stream.of("is running...", ">>> 1", ">>> 2", ">>> 3", ">>> 4", ">>> 5", "ended.").map(s -> "thread LoopThread " + s).toList();

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

    @Test @Tag("5.1") void aThreadIsInItsProcessAndAChildIsAnotherOne() {
        var counted = outputs.get("overview-count").text("看得见的进程：(\\d+) 个\n笔记本的进程 (\\d+) 里的线程：(\\d+) 个\n");
        assertThat(number(counted, 1)).isPositive();
        assertThat(number(counted, 3)).as("main and those of the JVM").isGreaterThan(5);
        var seen = outputs.get("overview-same").text("线程里看到的 pid：(\\d+)\n子进程里看到的 pid：(\\d+)\n");
        assertThat(seen.group(1)).isEqualTo(counted.group(2)).isNotEqualTo(seen.group(2));
    }

    @Test @Tag("5.2") void twoChildrenFillABarEachAndTheParentSaysTheEnd() {
        var lines = lines("run-proc-run");
        var parent = Notebook.matches(lines.subList(0, 1), "Parent process (\\d+)\\.").getFirst().group(1);
        assertThat(lines.get(1)).isEqualTo("Child process will start.");
        assertThat(lines.getLast()).isEqualTo("Child process end.");

        var pids = outputs.get("run-proc-pids").text("test1 的 pid：(\\d+)，退出码 0\ntest2 的 pid：(\\d+)，退出码 0\n");
        assertThat(List.of(parent, pids.group(1), pids.group(2))).doesNotHaveDuplicates();
        assertThat(lines.subList(2, lines.size() - 1)).containsExactlyInAnyOrder(
                "Run child process test1 (" + pids.group(1) + ")...", "Run child process test2 (" + pids.group(2) + ")...");
        assertFull(outputs.get("run-proc-run").displays(), "test1", "test2");
    }

    @Test @Tag("5.2") void parallelThreadsFillOneBar() {
        assertThat(outputs.get("run-proc-modern").stdout()).isEqualTo("三百万以内有 216816 个素数\n");
        assertFull(outputs.get("run-proc-modern").displays(), "parallel");
    }

    /** A bar of each label and no other, all of them full at 100 of 100. */
    private static void assertFull(List<String> bars, String... labels) {
        assertThat(bars).hasSize(labels.length);
        for (int i = 0; i < labels.length; i++) assertThat(bars.get(i)).matches(labels[i] + " +█+ +100 % +100/100 .*");
    }

    @Test @Tag("5.2") void whoBorrowsFromAProgramDoesNotRunItsMain() {
        assertThat(outputs.get("run-main-run").stdout()).isEqualTo("Guest 借用：你好，test2\nGreeting 自己运行：你好，test1\n");
    }

    @Test @Tag("5.3") void fourProcessesDoThirteenTasksAndNoneWaitsForMoreThanOne() {
        var lines = lines("pool-run");
        assertThat(lines.getFirst()).matches("Parent process \\d+\\.");
        assertThat(lines.get(1)).isEqualTo("Waiting for all subprocesses done...");
        assertThat(lines.getLast()).isEqualTo("All subprocesses done.");
        var told = lines.subList(2, lines.size() - 1);
        assertThat(assertTasksRun(told)).hasSizeLessThanOrEqualTo(4).doesNotContain(lines.getFirst().replaceAll("\\D", ""));
        assertThat(outputs.get("pool-most").stdout()).isEqualTo("同时最多做 4 件\n");

        assertThat(Stream.of(4, 8, 12)).as("had all before them ended?").anySatisfy(task -> {
            var before = told.stream().takeWhile(l -> !l.startsWith("Run task " + task + " "));
            assertThat(before.filter(l -> l.startsWith("Task "))).hasSizeLessThan(task);
        });
    }

    /** Thirteen tasks have begun and ended once each, no process having two at once. Returns the pids. */
    private static Set<String> assertTasksRun(List<String> lines) {
        var pids = new HashSet<String>();
        var doing = new HashMap<String, String>();      // pid by task
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

    @Test @Tag("5.3") void waitingTasksProfitFromMoreProcessesThanCores() {
        int cores = number(outputs.get("pool-measure").text("这台机器有 (\\d+) 个核\n"), 1);
        var rows = Pattern.compile("Measured\\[任务=(\\w+), 进程=(\\d+), 同时最多=(\\d+), 毫秒=(\\d+), 用到几个核=(\\d+\\.\\d)]").matcher(outputs.get("pool-measure").result()).results().toList();
        assertThat(rows).extracting(r -> r.group(1)).containsExactly("wait", "wait", "compute", "compute");
        assertThat(rows).extracting(r -> number(r, 2)).containsExactly(cores, 2 * cores, cores, 2 * cores);
        assertThat(rows).allSatisfy(r -> assertThat(number(r, 3)).as("at once").isEqualTo(number(r, 2)));

        int fourRounds = 4 * 300;
        assertThat(number(rows.get(0), 4)).isGreaterThanOrEqualTo(fourRounds);
        assertThat(number(rows.get(1), 4)).isBetween(fourRounds / 2, number(rows.get(0), 4) - 1);
        assertThat(rows.subList(2, 4)).allSatisfy(r -> assertThat(number(r, 4)).isPositive());
        assertThat(rows).allSatisfy(r -> assertThat(Double.parseDouble(r.group(5))).isBetween(0.0, cores + 0.2));      // CPU time is counted in ticks
        assertThat(Notebook.bars(outputs.get("pool-measure-picture").result()))
                .isEqualTo(rows.stream().map(r -> r.group(2) + " " + r.group(1) + " " + r.group(4)).toList());
    }

    @Test @Tag("5.3") void aGathererDoesFourTasksAtOnceAndKeepsTheirOrder() {
        var lines = lines("pool-modern");
        assertThat(lines).hasSize(26);
        var run = lines.stream().filter(l -> l.startsWith("Run")).toList();
        assertThat(run).containsExactlyInAnyOrderElementsOf(tasks().stream().map(n -> "Run task " + n + "...").toList());
        var ended = Notebook.matches(lines.stream().filter(l -> !run.contains(l)).toList(), "Task (\\d+) runs \\d+\\.\\d\\d seconds\\.");
        assertThat(ended).extracting(m -> m.group(1)).isEqualTo(tasks());
        for (var end : ended) {
            var before = lines.subList(0, lines.indexOf(end.group()));
            assertThat(before).contains("Run task " + end.group(1) + "...");
            assertThat(before.stream().filter(run::contains).count() - number(end, 1)).as("at once").isLessThanOrEqualTo(4);
        }
    }

    @Test @Tag("5.4") void theChildPrintsTheMessageWhenItHasBeenSent() {
        assertThat(outputs.get("message-run").stdout()).isEqualTo(received(MESSAGE));
        assertThat(outputs.get("message-modern").stdout()).isEqualTo("主线程准备发送数据...\n线程已收到数据...\n有内鬼，终止交易！\n");
    }

    @Test @Tag("5.4") void whoReadsInAnotherEncodingReadsOtherCharacters() {
        var bytes = MESSAGE.getBytes(StandardCharsets.UTF_8);
        assertThat(outputs.get("message-bytes").stdout()).isEqualTo(bytes.length + " 个字节：" + HexFormat.ofDelimiter(" ").formatHex(bytes) + "\n");
        assertThat(outputs.get("message-gbk").stdout()).isEqualTo(received(new String(bytes, Charset.forName("GBK"))));
    }

    private static String received(String message) {
        return "过了半秒，子进程结束了吗：false\n主进程准备发送数据...\n子进程已收到数据...\n" + message + "\n退出码：0\n";
    }

    @Test @Tag("5.5") void theMainThreadRunsTheLoopThreadCountsToFiveAndTheMainThreadEnds() {
        assertThat(lines("loop-thread-run")).isEqualTo(Stream.of(List.of("thread main is running..."), LOOP, List.of("thread main ended.")).flatMap(List::stream).toList());
        assertThat(outputs.get("loop-thread-wait").stdout()).isEqualTo("main：WAITING\n");
    }

    @Test @Tag("5.5") void joinWithALimitDoesNotWaitForTheEnd() {
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
