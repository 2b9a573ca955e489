package javakernel.notebooks;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javakernel.notebooks.Notebook.Output;
import javakernel.notebooks.Notebook.Timeline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of notebook 04's outputs in any run, of the committed ones and of fresh ones. */
@NotebookOutputs("04-concepts-and-locks.ipynb") class Notebook04Test {
    private static final List<String> FILES = List.of("Python从入门到住院.pdf", "Peking Hot.avi");
    private static final List<String> EPISODES = IntStream.rangeClosed(1, 5).mapToObj(i -> "第" + i + "集").toList();

    private final Map<String, Output> outputs;

    /** @param source {@code committed} or {@code fresh}, the name of these tests */
    Notebook04Test(String source, Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    @Test void noCellFails() {
        assertThat(outputs).allSatisfy((id, output) -> {
            assertThat(output.error()).as(id).isEmpty();
            assertThat(output.stderr()).as(id).isEmpty();
        });
    }

    @Test
    @Tag("4.1") void aProcessStartsAProcessThatStartsAProcess() {
        var pids =
                outputs.get("concepts-run").text("笔记本是进程 (\\d+)\n我是进程 (\\d+)，父进程是 (\\d+)\n我是进程 (\\d+)，父进程是 (\\d+)\n");
        assertThat(pids.group(3)).isEqualTo(pids.group(1));
        assertThat(pids.group(5)).isEqualTo(pids.group(2));
        assertThat(List.of(pids.group(1), pids.group(2), pids.group(4))).doesNotHaveDuplicates();
    }

    @Test
    @Tag("4.1") void whatOneProcessSaysIntoThePipeTheOtherHears() {
        var pids = outputs.get("pipe-run").text("进程 (\\d+) 听到：你好，我是进程 (\\d+)\n说的是 (\\d+)，听的是 (\\d+)\n");
        assertThat(pids.group(1)).isEqualTo(pids.group(4)).isNotEqualTo(pids.group(2));
        assertThat(pids.group(2)).isEqualTo(pids.group(3));
    }

    @Test
    @Tag("4.1") void aSignalWakesNobodyButLetsTidyUp() {
        var sleeper = outputs.get("signal-start").text("我是进程 (\\d+)，先睡一分钟\n");
        var pids = outputs.get("signal-run").text("我是进程 (\\d+)，请 (\\d+) 结束\n收到了，收拾好就走\n退出码：143\n");
        assertThat(pids.group(2)).isEqualTo(sleeper.group(1)).isNotEqualTo(pids.group(1));
    }

    @Test
    @Tag("4.1") void aSocketCarriesTheQuestionAndTheAnswer() {
        var pids = outputs.get("socket-run").text("我是进程 (\\d+)，问到了：7 的平方是 49\n进程 (\\d+) 答完了，退出码：0\n");
        assertThat(pids.group(1)).isNotEqualTo(pids.group(2));
    }

    @Test
    @Tag("4.1") void twoProcessesAddToOneNumberInSharedMemory() {
        var lines = outputs.get("memory-run").lines();
        var added = Notebook.matches(lines.subList(0, 2), "进程 (\\d+) 加完了，看到 (\\d+)");
        assertThat(added).extracting(a -> a.group(1)).doesNotHaveDuplicates();
        assertThat(added).extracting(a -> Integer.parseInt(a.group(2)))
                .allMatch(n -> n >= 10_000_000 && n <= 20_000_000).contains(20_000_000);
        assertThat(lines.subList(2, lines.size())).containsExactly("退出码：0，0", "文件里是 20000000");
    }

    @Test
    @Tag("4.2") void twoProcessesDownloadInTheTimeOfTheLonger() {
        var lines = outputs.get("processes-run").lines();
        assertThat(lines).hasSize(8);
        var started = indexes(lines, "启动下载进程，进程号\\[\\d+]\\.");
        assertThat(started.stream().map(lines::get).distinct()).hasSize(2);
        for (var file : FILES) assertThat(assertDownloaded(lines, file)).isGreaterThanOrEqualTo(1.5);
        var begun = indexes(lines, "开始下载.*");
        for (int i = 0; i < 2; i++) assertThat(started.get(i)).isLessThan(begun.get(i));

        var times =
                matches(lines.subList(6, 8), "总共耗费了([\\d.]+)秒\\.\n两个进程各活了 ([\\d.]+) 秒和 ([\\d.]+) 秒，加起来 ([\\d.]+) 秒");
        assertTookTheLonger(seconds(times, 1), seconds(times, 2), seconds(times, 3));
        assertThat(seconds(times, 2)).isGreaterThan(took(lines, FILES.get(0)));
        assertThat(seconds(times, 3)).isGreaterThan(took(lines, FILES.get(1)));
        assertThat(seconds(times, 4)).isBetween(seconds(times, 2) + seconds(times, 3) - 0.011,
                seconds(times, 2) + seconds(times, 3) + 0.011);
        assertThat(visitors(outputs.get("processes-visits").lines(), FILES, 14)).isEqualTo(2);
        assertProcesses("processes-run", 2, "java Download", 1500);
    }

    @Test
    @Tag("4.3") void aSemaphoreOfOneProcessDoesNotLimitOthers() {
        assertThat(visitorsOfFive("semaphore-own", "进程 (\\d+) 下载好了")).isGreaterThan(2);
        assertProcesses("semaphore-own", 5, "java OwnSeats", 1000);
    }

    @Test
    @Tag("4.3") void seatsInALockedFileLetTwoProcessesInAtOnce() {
        assertThat(visitorsOfFive("semaphore-run", "进程 (\\d+) 坐 [01] 号，下载好了")).isBetween(1, 2);
        assertThat(assertProcesses("semaphore-run", 5, "java Seats", 1000)).as("three rounds")
                .isGreaterThanOrEqualTo(3000);
    }

    /**
     * A picture of so many processes, each of which lived at least so long while the main thread waited. Returns how
     * long all took, in milliseconds.
     */
    private double assertProcesses(String cell, int count, String program, int millis) {
        var timeline = Timeline.of(outputs.get(cell));
        var processes = timeline.lanes().keySet().stream().filter(lane -> lane.contains(": " + program + " ")).toList();
        assertThat(processes).hasSize(count);
        assertThat(processes).allSatisfy(p -> assertThat(timeline.millis(p, "进程存活")).isGreaterThanOrEqualTo(millis));
        assertThat(processes).allMatch(timeline::endedWell);
        assertThat(timeline.millis("main", "等待")).isGreaterThanOrEqualTo(millis);
        return timeline.millis();
    }

    /** Each of five processes has said this; how many of them were in the site at once. */
    private int visitorsOfFive(String cell, String said) {
        var lines = outputs.get(cell).lines();
        assertThat(Notebook.matches(lines.subList(0, 5), said)).extracting(l -> l.group(1)).doesNotHaveDuplicates();
        return visitors(lines.subList(5, lines.size()), EPISODES, 9);
    }

    /**
     * How many were in the site at once. Its book has these visits, from the earliest, each of at least so many tenths
     * of a second.
     */
    private static int visitors(List<String> book, List<String> files, int tenths) {
        var visits = Notebook.matches(book.subList(0, book.size() - 1), "( *)(█+) (.+)");
        assertThat(visits).extracting(v -> v.group(3)).containsExactlyInAnyOrderElementsOf(files);
        assertThat(visits).extracting(v -> v.group(1).length()).isSorted();
        assertThat(visits).extracting(v -> v.group(2).length()).allMatch(length -> length >= tenths);
        return Integer.parseInt(matches(List.of(book.getLast()), "同时最多 (\\d) 个人").group(1));
    }

    @Test
    @Tag("4.4") void twoThreadsDownloadInTheTimeOfTheLonger() {
        var lines = outputs.get("threads-run").lines();
        assertThat(lines).hasSize(5);
        var total = matches(lines.subList(4, 5), "总共耗费了([\\d.]+)秒");
        double pdf = assertDownloaded(lines, FILES.get(0)), avi = assertDownloaded(lines, FILES.get(1));
        assertThat(List.of(pdf, avi)).allMatch(s -> s >= 0.5);
        assertTookTheLonger(seconds(total, 1), pdf, avi);
        assertThat(visitors(outputs.get("threads-visits").lines(), FILES, 4)).isEqualTo(2);

        var timeline = Timeline.of(outputs.get("threads-run"));
        assertThat(timeline.lanes()).containsKeys("main", "pdf", "avi");
        assertThat(timeline.millis("main", "等待")).as("for the longer").isGreaterThanOrEqualTo(500);
        assertThat(List.of("pdf", "avi"))
                .allSatisfy(t -> assertThat(timeline.millis(t, "读写")).isGreaterThanOrEqualTo(400));
    }

    @Test
    @Tag("4.4") void theMainThreadSeesWhatBothHavePutIntoAGlobalVariable() {
        var put = Pattern.compile("[{,] ?([^=]+)=([\\d.]+)").matcher(outputs.get("threads-seconds").result()).results()
                .collect(Collectors.toMap(m -> m.group(1), m -> "%.3f".formatted(Double.parseDouble(m.group(2)))));
        assertThat(put).isEqualTo(FILES.stream()
                .collect(Collectors.toMap(f -> f, f -> "%.3f".formatted(took(outputs.get("threads-run").lines(), f)))));
        assertThat(outputs.get("threads-modern").stdout()).isEqualTo("拿到 /Python从入门到住院.pdf 和 /Peking Hot.avi\n");
    }

    /** It was begun and ended once each, in this order. Returns how many seconds it took. */
    private static double assertDownloaded(List<String> lines, String file) {
        var begun = indexes(lines, Pattern.quote("开始下载" + file + "..."));
        var ended = indexes(lines, Pattern.quote(file) + "下载完成! 耗费了[\\d.]+秒");
        assertThat(begun).hasSize(1);
        assertThat(ended).hasSize(1).allMatch(i -> i > begun.getFirst());
        return took(lines, file);
    }

    private static double took(List<String> lines, String file) {
        return lines.stream().filter(l -> l.startsWith(file))
                .map(l -> Double.parseDouble(l.replaceFirst(".*耗费了([\\d.]+)秒", "$1"))).findFirst().orElseThrow();
    }

    /** Not the sum; figures are rounded. */
    private static void assertTookTheLonger(double total, double one, double other) {
        assertThat(total).isGreaterThan(Math.max(one, other) - 0.011).isLessThan(one + other);
    }

    @Test
    @Tag("4.5") void withoutALockHundredThreadsSaveLessThanHundred() {
        assertThat(Integer.parseInt(balance("account-run"))).isBetween(1, 99);
        var balances = results("account-outcomes");
        assertThat(balances).containsEntry("100", 0);
        assertThat(balances.keySet().stream().filter(b -> b.matches("\\d+") && !b.equals("100")))
                .allMatch(b -> Integer.parseInt(b) < 100).isNotEmpty();
        assertThat(runs(balances)).isEqualTo(100);
    }

    @Test
    @Tag("4.5") void withALockHundredThreadsSaveHundred() {
        var runs = outputs.get("account-lock-run").lines("第 (\\d) 遍：￥100元，用了 (\\d+) 毫秒");
        assertThat(runs).extracting(r -> r.group(1)).containsExactly("1", "2", "3", "4", "5");
        assertThat(runs).extracting(r -> Integer.parseInt(r.group(2))).as("100 threads, 1 ms each, one after the other")
                .allMatch(ms -> ms >= 100);
        assertThat(results("account-lock-outcomes")).isEqualTo(Map.of("100", 20));
    }

    @Test
    @Tag("4.5") void tenThousandVirtualThreadsNeedTheLockToo() {
        var saved = outputs.get("account-virtual").text("不加锁：￥(\\d+)元\n加了锁：￥10000元\n");
        assertThat(Integer.parseInt(saved.group(1))).isBetween(1, 9_999);
        assertThat(balance("read-modern")).isEqualTo("10000");
    }

    private String balance(String cell) {
        return outputs.get(cell).text("账户余额为: ￥(\\d+)元\n").group(1);
    }

    @Test
    @Tag("4.5") void whoReadsWithoutLockOrVolatileDoesNotSeeTheBalance() {
        assertThat(outputs.get("read-run").stdout())
                .isEqualTo("存完了，余额 100\n加锁读的看到了：true\n读 volatile 的看到了：true\n直接读的看到了：false\n");
    }

    @Test
    @Tag("4.5") void whoReadsWithoutLockSeesTheBalanceUnlessTheFullCompilerHasCompiledHisLoop() {
        assertThat(outputs.get("read-interpreted").stdout()).isEqualTo("""
                只解释执行：直接读的看到了：true
                只用 C1 编译：直接读的看到了：true
                只有 plain 不编译：直接读的看到了：true
                """);
    }

    @Test
    @Tag("4.5") void whoReadsWithoutTheLockSeesHalfOfATransfer() {
        var unlocked = results("read-audit-unlocked");
        assertThat(unlocked).containsOnlyKeys("99", "100");
        assertThat(unlocked.get("99")).isPositive();
        assertThat(runs(unlocked)).isEqualTo(100);
        assertThat(results("read-audit-locked")).isEqualTo(Map.of("99", 0, "100", 100));
    }

    private Map<String, Integer> results(String cell) {
        return Notebook.outcomes(outputs.get(cell).result());
    }

    private static int runs(Map<String, Integer> results) {
        return results.values().stream().mapToInt(n -> n).sum();
    }

    // ---- reading outputs ----

    /** All these lines as one match. */
    private static MatchResult matches(List<String> lines, String regex) {
        return Notebook.matches(List.of(String.join("\n", lines)), regex).getFirst();
    }

    private static List<Integer> indexes(List<String> lines, String regex) {
        return IntStream.range(0, lines.size()).filter(i -> lines.get(i).matches(regex)).boxed().toList();
    }

    private static double seconds(MatchResult match, int group) {
        return Double.parseDouble(match.group(group));
    }
}
