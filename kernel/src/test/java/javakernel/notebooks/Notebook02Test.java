package javakernel.notebooks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.notebooks.Notebook.Output;
import javakernel.notebooks.Notebook.Schedule;
import javakernel.notebooks.Notebook.Timeline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of notebook 02's outputs in any run, of the committed ones and of fresh ones. */
@NotebookOutputs("02-threads-pools-queues.ipynb") class Notebook02Test {
    private static final String SALE = "(线程[12])卖出一张，剩(\\d+) 张";
    private static final String BAD_NUMBER = "java.lang.NumberFormatException: For input string: \"seven\"";

    private static final String[] WITH_THREADS = {"1 个线程", "2 个线程", "4 个线程", "64 个线程", "虚拟线程"};

    private final Map<String, Output> outputs;

    /** @param source {@code committed} or {@code fresh}, the name of these tests */
    Notebook02Test(String source, Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    @Test void noCellFails() {
        assertThat(outputs).allSatisfy((id, output) -> {
            assertThat(output.error()).as(id).isEmpty();
            assertThat(output.stderr()).as(id).isEmpty();
        });
    }

    @Test
    @Tag("2.1") void theJvmHasManyThreadsAndFewMoreForManyVirtualOnes() {
        var list = outputs.get("threads-list").lines();
        var threads = Notebook.matches(list.subList(0, list.size() - 1), " *(\\d+)  ([A-Z_]+) +(\\S.*)");
        assertThat(list).last().isEqualTo("一共 " + threads.size() + " 个");
        assertThat(numbers(threads, 1)).isSorted().doesNotHaveDuplicates();
        assertThat(threads).hasSizeGreaterThan(5).filteredOn(t -> t.group(3).equals("main")).extracting(t -> t.group(2))
                .containsExactly("RUNNABLE");

        var crowd = outputs.get("threads-virtual").text("一万个虚拟线程都在等\n平台线程从 (\\d+) 个变成 (\\d+) 个\n");
        assertThat(number(crowd, 2) - number(crowd, 1)).as("platform threads more").isLessThan(500);
    }

    @Test
    @Tag("S.6") void eachOfTheSixStatesIsSeenInALiveThread() {
        assertThat(outputs.get("thread-states-life").stdout()).isEqualTo("建好了：NEW\n等着：WAITING\n走完了：TERMINATED\n");
        outputs.get("thread-states-run").text("""
                睡觉的：TIMED_WAITING，用过 CPU \\d+ 毫秒
                敲门的：BLOCKED，用过 CPU \\d+ 毫秒
                等锁的：WAITING，用过 CPU \\d+ 毫秒
                读信的：RUNNABLE，用过 CPU \\d+ 毫秒
                """);
        assertThat(outputs.get("thread-states-finish").stdout())
                .isEqualTo("[TERMINATED, TERMINATED, TERMINATED, TERMINATED]\n");
    }

    @Test
    @Tag("S.1") void twoLocksInOppositeOrderAreADeadlockThatAnInterruptEnds() {
        assertThat(outputs.get("deadlock-run").stdout()).isEqualTo("过了一秒，甲做完了：false\n过了一秒，乙做完了：false\n甲被叫停了\n");
        var waits = outputs.get("deadlock-picture").result().lines().toList();
        assertThat(waits).hasSize(2);
        assertThat(waits.getFirst()).startsWith("甲").contains("乙");
        assertThat(waits.getLast()).startsWith("乙").contains("甲");
        assertThat(outputs.get("deadlock-interrupt").stdout()).isEqualTo("红的 110 元，蓝的 90 元\n");
    }

    @Test
    @Tag("S.1") void aScheduleOfFourStepsIsADeadlockAndNoneWithAnOrderOrTryLock() {
        var schedule = Schedule.of(outputs.get("deadlock-schedule").result(), "actor-1", "actor-2");
        assertThat(schedule.end()).startsWith("死锁");
        for (var actor : Map.of("actor-1", List.of("red", "blue"), "actor-2", List.of("blue", "red")).entrySet()) {
            assertThat(schedule.steps(s -> s.who().equals(actor.getKey()) && s.what().endsWith("lock.lock()")))
                    .satisfiesExactly(
                            first -> assertThat(first).isEqualTo(actor.getValue().getFirst() + ".lock.lock()"),
                            second -> assertThat(second).startsWith("等")
                                    .endsWith(actor.getValue().getLast() + ".lock.lock()"));
        }
        for (var cured : List.of("deadlock-order", "deadlock-try"))
            assertNoScheduleGoesWrong(outputs.get(cured).result());
        assertThat(outputs.get("deadlock-polite").lines()).containsExactlyInAnyOrder("甲转成了：false", "乙转成了：false");
    }

    private static void assertNoScheduleGoesWrong(String text) {
        assertThat(text.lines()).hasSize(2);
        assertThat(text).matches("✓ 试了 [\\d,]{3,} 种交错，没有一种出错.*\n前提：.*");
    }

    @Test
    @Tag("S.2") void whoChecksAndThenActsGivesTwiceAndTheStepsInOneNever() {
        var careless = Notebook.outcomes(outputs.get("check-then-act-run").result());
        assertThat(careless).containsOnlyKeys("正好一万张", "多发了");
        assertThat(careless.values().stream().mapToInt(n -> n).sum()).isEqualTo(100);
        assertThat(outputs.get("check-then-act-rehearsal").stdout()).isEqualTo("小明领到 2 张，表里记着 {小明=1}\n");
        assertThat(Notebook.outcomes(outputs.get("check-then-act-cure").result()))
                .isEqualTo(Map.of("10000 10000 10000", 100));
    }

    @Test
    @Tag("2.2") void bothSingAndDance50TimesAndPrintInAnotherOrderThanTheyDid() {
        assertThat(words("sing-dance-run", " ").collect(Collectors.groupingBy(w -> w, Collectors.counting())))
                .isEqualTo(Map.of("sing", 50L, "dance", 50L));

        var printed = assertNumbered(words("sing-dance-order", " ").toList(), 20);
        assertThat(printed.stream().sorted().toList()).as("order of printing").isNotEqualTo(printed);

        var today = words("sing-dance-today", " ").toList();
        assertThat(today.subList(6, today.size())).containsExactly("都做完了，一共", "6", "次");
        assertNumbered(today.subList(0, 6), 3);
    }

    /**
     * Both did it so often, each time under the next number, and each printed its own in order. Returns the numbers as
     * printed.
     */
    private static List<Integer> assertNumbered(List<String> lines, int each) {
        var printed = Notebook.matches(lines, "(\\d+):(sing|dance)");
        assertThat(numbers(printed, 1)).containsExactlyInAnyOrderElementsOf(range(1, 2 * each + 1));
        assertThat(by(2, printed, 1)).containsOnlyKeys("sing", "dance")
                .allSatisfy((word, n) -> assertThat(n).hasSize(each).isSorted());
        return numbers(printed, 1);
    }

    @Test
    @Tag("2.3") void whoForgetsToUnlockEndsAndTheOtherWaitsForTheLockOfTheDead() {
        var facts =
                outputs.get("tickets-forget-facts").text("再等一秒，等到另一个了吗：false\n(线程[12])：TERMINATED\n(线程[12])：WAITING\n");
        var stuck = facts.group(2);
        assertThat(facts.group(1)).isNotEqualTo(stuck);

        var lines = outputs.get("tickets-forget-run").lines();
        assertThat(lines).last().isEqualTo(stuck + "被叫停了");
        assertSold20(lines.subList(0, lines.size() - 1), 1);
        var timeline = Timeline.of(outputs.get("tickets-forget-run"));
        assertThat(timeline.lanes()).containsOnlyKeys("main", "线程1", "线程2");
        assertThat(timeline.lanes().get(facts.group(1))).contains("打印");
        assertThat(timeline.millis(stuck, "等锁")).isPositive();
        assertThat(outputs.get("tickets-forget-picture").result())
                .matches(stuck + " \\(In\\[\\d+] 第 \\d+ 行\\) 在等 锁 ReentrantLock@\\w+，它被 "
                        + facts.group(1) + " 持有，而那个线程已经结束：永远等不到");
        assertThat(outputs.get("tickets-forget-unlock").stdout())
                .isEqualTo("不行：java.lang.IllegalMonitorStateException\n");
        assertThat(outputs.get("tickets-forget-interrupt").stdout()).isEqualTo(stuck + "：TERMINATED\n锁：还锁着\n");
    }

    @Test
    @Tag("2.3") void aScheduleIsFoundInWhichOneThreadEndsWithTheLockAndTheOtherWaitsForIt() {
        var schedule = Schedule.of(outputs.get("tickets-forget-schedule").result(), "main", "线程1", "线程2");
        assertThat(schedule.steps(s -> s.who().equals("main"))).containsExactly("线程1.start()", "线程2.start()");
        assertThat(schedule.steps(s -> !s.who().equals("main") && !s.what().startsWith("等"))).containsExactly(
                "lock.lock()", "读 ticket → 1",
                "读 ticket → 1", "写 ticket = 0", "lock.unlock()", "lock.lock()", "读 ticket → 0");
        var owner = "";
        for (var step : schedule.steps()) {
            if (step.what().equals("lock.lock()")) owner = step.who();
            if (step.what().equals("lock.unlock()")) owner = "";
            assertThat(step.row()).containsEntry("lock", owner.isEmpty() ? "" : owner + " 持锁");
        }
        var last = schedule.steps().getLast();
        assertThat(last.what()).isEqualTo("等 lock.lock()");
        assertThat(last.who()).isNotEqualTo(owner);
        assertThat(schedule.end()).startsWith("死锁");
    }

    @Test
    @Tag("2.3") void sleepKeepsTheLockAndAwaitLetsItGo() {
        assertThat(outputs.get("tickets-sleep").stdout()).isEqualTo("sleep：锁没有让出来\n瞌睡虫被叫停了\n");
        assertThat(outputs.get("tickets-await").stdout()).isEqualTo("await：锁让出来了\n瞌睡虫被叫停了\n");
    }

    @Test
    @Tag("2.3") void whoUnlocksFinallySells20TicketsInOrderAndBothEnd() {
        var lines = outputs.get("tickets-mended").lines();
        assertThat(lines).hasSize(23).endsWith("no ticket!", "no ticket!", "两个线程都结束了");
        assertThat(numbers(Notebook.matches(lines.subList(0, 20), SALE), 2)).isEqualTo(range(0, 20).reversed());
        assertThat(outputs.get("tickets-synchronized").stdout()).isEqualTo("锁是放开的\n");
        assertThat(outputs.get("tickets-reentrant").stdout()).isEqualTo("放了一次，别人拿得到：false\n还要放 1 次\n");
    }

    /**
     * Each of the tickets 19…0 is sold once, each thread's in order; the other lines say so often that there are no
     * more.
     */
    private static void assertSold20(List<String> lines, int noTicket) {
        assertThat(lines.stream().filter(l -> l.equals("no ticket!"))).hasSize(noTicket);
        var sales = Notebook.matches(lines.stream().filter(l -> !l.equals("no ticket!")).toList(), SALE);
        assertThat(numbers(sales, 2)).containsExactlyInAnyOrderElementsOf(range(0, 20));
        assertThat(by(1, sales, 2).values()).allSatisfy(n -> assertThat(n.reversed()).isSorted());
    }

    @Test
    @Tag("2.3") void twoThreadsComputeAtOnceForThereIsNoGil() {
        var cores = outputs.get("gil-measure").text("这台机器有 (\\d+) 个核\n");
        assertThat(ways("gil-measure-picture")).isEqualTo(rounds(5, "一个线程做两份", "两个线程各一份"));
        var ball = outputs.get("gil-ball").text("扔了 (\\d+) 次，用了 \\d+ 毫秒\n");
        if (number(cores, 1) > 1) assertThat(number(ball, 1)).isBetween(1000, 1001);
    }

    @Test
    @Tag("2.4") void breadIsBoughtInTheOrderItWasMadeAndNoneBefore() {
        assertThat(outputs.get("bread-run").lines()).hasSize(20);
        assertMadeThenBought(outputs.get("bread-run").lines(), "生产了面包 ", "买到了面包 bread", 10, 10);
        assertThat(outputs.get("bread-run").result()).isEqualTo("0");
    }

    @Test
    @Tag("2.4") void whenTheProducerFailsTheCustomerIsNotLeftWaiting() {
        var lines = outputs.get("bread-today").lines();
        assertThat(lines).last().isEqualTo("停了：烤箱坏了");
        assertMadeThenBought(lines.subList(0, lines.size() - 1), "生产了面包 ", "买到了面包 bread", 3, lines.size() - 4);
    }

    /**
     * The first so many were made, and of these the first so many bought, in order and each after it was made; there is
     * no other line.
     */
    private static void assertMadeThenBought(List<String> lines, String made, String bought, int howManyMade,
            int howManyBought) {
        assertThat(lines.stream().filter(l -> l.startsWith(made)))
                .isEqualTo(range(0, howManyMade).stream().map(n -> made + n).toList());
        assertThat(lines.stream().filter(l -> !l.startsWith(made)))
                .isEqualTo(range(0, howManyBought).stream().map(n -> bought + n).toList());
        for (int n : range(0, howManyBought)) assertThat(lines.indexOf(made + n)).isLessThan(lines.indexOf(bought + n));
    }

    @Test
    @Tag("2.5") void everyUrlIsFetchedOnce() {
        var urls = outputs.get("thread-pool-run").lines("http://127.0.0.1:(\\d+)/(\\w+)");
        assertThat(urls).extracting(u -> u.group(2)).containsExactlyInAnyOrder("baidu", "163", "qq");
        assertThat(numbers(urls, 1).stream().distinct()).hasSize(1);
        assertThat(outputs.get("thread-pool-pages").stdout()).isEqualTo(
                "这里是 /baidu\n这里是 /163\n这里是 /qq\n开过的线程：3 个\n来过的网址：{/163=1, /baidu=1, /qq=1}\n");
        outputs.get("thread-pool-core").text("Fixed，20：3\nCached：[123]\n");
        assertThat(outputs.get("thread-pool-today").stdout())
                .isEqualTo("拿到 60 页，最后一页说：这里是 /gather/59\n网站一共给了 183 个网址\n每个给了几次：[1]\n");
    }

    @Test
    @Tag("2.5") void aPoolOf20AsksFor20AtOnceAndVirtualThreadsForMore() {
        var downloads = outputs.get("thread-pool-more").text("20 个线程：网站里同时最多有 (\\d+) 人\n虚拟线程：网站里同时最多有 (\\d+) 人\n");
        assertThat(number(downloads, 1)).isBetween(1, 20);
        assertThat(number(downloads, 2)).isBetween(21, 60);
        for (var who : List.of("20 个线程", "虚拟线程")) {
            var people = samples("thread-pool-more-picture", who);
            assertThat(people).as("60 come and go").hasSize(120);
            assertThat(Collections.max(people)).isEqualTo(number(downloads, who.equals("虚拟线程") ? 2 : 1));
        }
        assertThat(drawn("thread-pool-more-picture")).hasSize(240);
    }

    @Test
    @Tag("2.6") void thisProcessIsAJavaWithAMainThread() {
        var process = outputs.get("process-me").text("""
                pid：(\\d+)
                父进程的 pid：(\\d+)
                程序：java(?:\\.exe)?
                已经用掉的 CPU 时间：\\d+ 毫秒
                Java 堆用了：\\d+ MB
                正在执行这一格的线程：main
                子进程：0 个
                """);
        assertThat(process.group(1)).isNotEqualTo(process.group(2))
                .isEqualTo(outputs.get("processes-run").lines().getFirst().replace("主进程ID", ""));
    }

    @Test
    @Tag("2.7") void eachLineCarriesThePidOfItsOwnProcess() {
        var pids = outputs.get("processes-facts").text("dancing 的 pid：(\\d+)，退出码 0\nsong 的 pid：(\\d+)，退出码 0\n");
        var main = outputs.get("processes-run").lines().getFirst();
        assertThat(outputs.get("processes-run").lines()).hasSize(2);
        assertThat(main).matches("主进程ID\\d+");
        assertThat(List.of(pids.group(1), pids.group(2), main.substring("主进程ID".length()))).doesNotHaveDuplicates();
        assertThat(Stream.of(outputs.get("processes-run").lines().getLast().split("  "))
                .collect(Collectors.groupingBy(w -> w, Collectors.counting())))
                .isEqualTo(Map.of("dancing pid=" + pids.group(1), 20L, "song pid=" + pids.group(2), 50L));
    }

    @Test
    @Tag("2.8") void aChildsChangeIsNotSeenByItsParent() {
        var run = outputs.get("processes-memory-run")
                .text("子进程 (\\d+)：count = 110\n子进程 (\\d+)：count = 110\n主进程 (\\d+)：count = 100\n");
        assertThat(List.of(run.group(1), run.group(2), run.group(3))).doesNotHaveDuplicates();
        assertThat(outputs.get("processes-memory-thread-run").stdout())
                .isEqualTo("主进程 " + run.group(3) + "：count = 110\n");
        assertThat(outputs.get("processes-memory-pass-run").stdout())
                .isEqualTo("主进程 " + run.group(3) + "：count = 120\n");
    }

    @Test
    @Tag("2.9") void tenThingsGoFromOneProcessToTheOtherInOrder() {
        var lines = outputs.get("processes-queue-run").lines();
        var ends = lines.stream().filter(l -> l.endsWith(" 退出码 0")).toList();
        assertThat(ends).hasSize(2);
        assertThat(ends.getFirst()).matches("生产者 pid \\d+ 退出码 0");
        assertThat(lines).last().asString().matches("消费者 pid \\d+ 退出码 0");
        var producer = ends.getFirst().replaceAll("\\D*(\\d+).*", "$1");
        assertThat(ends.getLast()).doesNotContain(producer);
        assertMadeThenBought(lines.stream().filter(l -> !ends.contains(l)).toList(),
                "生产了++++++++++pid " + producer + "  ", "消费了---------- pid " + producer + " ", 10, 10);
    }

    @Test
    @Tag("2.10") void threeProcessesDoTenTasksOnceEachAndThreeAtMostAtOnce() {
        var lines = outputs.get("process-pool-run").lines();
        assertThat(lines).last().isEqualTo("[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]");
        assertTenTasksOn3Workers(lines.subList(0, lines.size() - 1));

        var lanes = outputs.get("process-pool-picture").lines();
        assertThat(lanes.getFirst()).matches("一格 \\d+ 毫秒");
        var drawn = Notebook.matches(lanes.subList(1, lanes.size()), "进程 (\\d+) +([.\\d]{60})");
        assertThat(drawn).hasSize(3).extracting(l -> l.group(1)).doesNotHaveDuplicates();
        var tasks =
                drawn.stream().flatMap(l -> Stream.of(l.group(2).replace(".", "").split("(?<=(.))(?!\\1)"))).toList();
        assertThat(tasks).extracting(task -> task.substring(0, 1)).containsExactlyInAnyOrder("0", "1", "2", "3", "4",
                "5", "6", "7", "8", "9");
    }

    @Test
    @Tag("2.10") void aWorkerThatIsGoneIsToldAndReplaced() {
        var pids = outputs.get("process-pool-crash").text("前面的 由 (\\d+) 做好了\n后面的 由 (\\d+) 做好了\n工作进程没有了，退出码 7\n");
        assertThat(pids.group(1)).isNotEqualTo(pids.group(2));
    }

    @Test
    @Tag("2.10") void anExceptionInAPoolIsSilentUntilItsFutureIsAsked() {
        outputs.get("process-pool-silent").text("seven 开始执行，进程ID \\d+\n一切正常……吗？\n");
        assertThat(outputs.get("process-pool-exception").stdout()).isEqualTo("FAILED\n" + BAD_NUMBER + "\n");
    }

    @Test
    @Tag("2.11") void startIsPrintedBeforeAnyTaskIsDoneAndStopAfterAll() {
        var lines = outputs.get("pool-run").lines();
        assertThat(lines).last().isEqualTo("-------======stop=====-----");
        assertThat(lines.stream().takeWhile(l -> !l.contains("执行完毕"))).contains("------======start=====-----");
        assertTenTasksOn3Workers(lines.stream().filter(l -> !l.contains("===")).toList());
        assertThat(lines).hasSize(22);
        assertThat(outputs.get("pool-rejected").stdout()).isEqualTo("不接收了\n");
    }

    @Test
    @Tag("2.11") void resultsAreReadInTheOrderOfTheTasks() {
        var lines = outputs.get("pool-map").lines();
        assertThat(lines.stream().filter(l -> l.startsWith("="))).containsExactly("= 0", "= 1", "= 4", "= 9", "= 16");
        var tasks =
                lines.stream().filter(l -> !l.startsWith("=")).map(l -> l.replaceFirst("(进程ID|花费) .*", "")).toList();
        assertThat(tasks).containsExactlyInAnyOrderElementsOf(
                range(0, 5).stream().flatMap(n -> Stream.of(n + " 开始执行，", n + " 执行完毕")).toList());
        assertThat(lines.getLast()).isEqualTo("= 16");
    }

    @Test
    @Tag("2.11") void whoIsTerminatedHasNoResult() {
        var lines = outputs.get("pool-terminate").lines();
        assertThat(lines).hasSize(10).last().isEqualTo("java.util.concurrent.CancellationException: 池已经终止");
        assertThat(lines.getFirst()).isEqualTo("java.io.EOFException: 工作进程没有了，退出码 143");
        assertThat(lines.stream().distinct()).hasSize(2);
        assertThat(lines.stream().filter(lines.getFirst()::equals)).hasSizeBetween(1, 3);
    }

    /** The tasks 0…9 begin and end once each; each of at most three processes does one after the other. */
    private static void assertTenTasksOn3Workers(List<String> lines) {
        var doing = new HashMap<String, String>(); // task by process
        var done = new ArrayList<Integer>();
        for (var line : Notebook.matches(lines, "(\\d) (?:开始执行，进程ID (\\d+)|执行完毕花费 [\\d.]+ s)")) {
            if (line.group(2) != null) {
                assertThat(doing.put(line.group(2), line.group(1))).as("still done by " + line.group(2)).isNull();
                assertThat(doing).hasSizeLessThanOrEqualTo(3);
            } else {
                assertThat(doing).containsValue(line.group(1));
                doing.replaceAll((pid, task) -> line.group(1).equals(task) ? null : task);
                done.add(number(line, 1));
            }
        }
        assertThat(done).containsExactlyInAnyOrderElementsOf(range(0, 10));
        assertThat(doing.values()).containsOnlyNulls();
    }

    @Test
    @Tag("2.12") void aFullQueueRefusesOrLetsWait() {
        assertThat(outputs.get("queue-fill").stdout()).isEqualTo("放了 5 件\n还能放 0 件\n");
        assertThat(outputs.get("queue-full").stdout())
                .isEqualTo("offer：false\nadd：Queue full\noffer，等 0.3 秒：false\n等了 0.3 秒以上：true\n");
        assertThat(outputs.get("queue-put").stdout())
                .isEqualTo("放的线程：WAITING\n现在取走一件，第一件是 how0\n放进去了\n[how1, how2, how3, how4, how5]\n");
        assertThat(outputs.get("queue-empty").stdout()).isEqualTo("poll：null\npoll，等 0.3 秒：null\n等了 0.3 秒以上：true\n");
    }

    @Test
    @Tag("2.12") void aBoundedQueueIsNeverLongerThanItsBound() {
        assertThat(drawn("queue-lengths-picture")).hasSize(80);
        assertThat(samples("queue-lengths-picture", "没有限定")).hasSize(40);
        assertThat(samples("queue-lengths-picture", "限定 5 件")).hasSize(40).allMatch(length -> length <= 5);
    }

    @Test
    @Tag("2.12") void aFullPipeBetweenProcessesLetsWaitToo() {
        assertThat(outputs.get("queue-pipe").stdout()).isEqualTo("读的进程没有了，写的线程也停了\n");
        outputs.get("queue-pipe-full").text("写了 [1-9]\\d* KiB，写不动了；线程还活着：true\n");
    }

    @Test
    @Tag("2.13") void threadsPassTheThingItselfAndQueuesHaveTheirOrders() {
        assertThat(outputs.get("queue-threads-same").result()).isEqualTo("[主线程放的, 读者加的]");
        assertThat(outputs.get("queue-threads-order").stdout())
                .isEqualTo("LinkedBlockingQueue：3 1 2 \nPriorityBlockingQueue：1 2 3 \n倒着用的 Deque：2 1 3 \n");
        assertThat(outputs.get("queue-threads-starve").stdout()).isEqualTo("做过的：{1=1000}，还排着的：[9]\n");
    }

    @Test
    @Tag("2.14") void moreThreadsWaitFasterButComputeOnNoMoreCoresThanThereAre() {
        var lines = outputs.get("use-threads").lines();
        int cores = Integer.parseInt(lines.getFirst().replaceAll("这台机器有 (\\d+) 个核", "$1"));
        var rows = Notebook.matches(lines.subList(1, lines.size()),
                "第 (\\d) 遍　计算 *(\\d+) 毫秒，用了 *([\\d.]+) 个核　等待 *(\\d+) 毫秒　(.+)");
        assertThat(rows.stream().map(r -> r.group(5) + " 第 " + r.group(1) + " 遍")).isEqualTo(rounds(3, WITH_THREADS));
        assertThat(rows)
                .allSatisfy(r -> assertThat(Double.parseDouble(r.group(3))).as("cores used").isLessThan(cores + 0.3));
        for (int round = 0; round < 3; round++) {
            var waiting = numbers(rows, 4).subList(5 * round, 5 * round + 5);
            assertThat(waiting.get(0)).as("64 times 10 ms").isGreaterThanOrEqualTo(640);
            assertThat(waiting.get(1)).isGreaterThanOrEqualTo(320);
            assertThat(waiting.get(2)).isGreaterThanOrEqualTo(160);
            assertThat(waiting.subList(3, 5)).allSatisfy(ms -> assertThat(ms).isBetween(10, waiting.get(0)));
        }
        assertThat(drawn("use-picture").subList(0, 15))
                .isEqualTo(rows.stream().map(r -> r.group(5) + " 第 " + r.group(1) + " 遍 " + r.group(2)).toList());
        assertThat(drawn("use-picture-waiting").subList(0, 15))
                .isEqualTo(rows.stream().map(r -> r.group(5) + " 第 " + r.group(1) + " 遍 " + r.group(4)).toList());
    }

    @Test
    @Tag("2.14") void processesAreDearestToStart() {
        for (var picture : List.of("use-picture", "use-picture-waiting")) {
            assertThat(ways(picture)).isEqualTo(Stream
                    .concat(rounds(3, WITH_THREADS).stream(), rounds(3, "1 个进程", "2 个进程", "4 个进程").stream()).toList());
        }
        var costs = Notebook.matches(drawn("use-start-picture"), "(.+) 第 (\\d) 遍 ([\\d.]+)");
        assertThat(costs.stream().map(c -> c.group(1) + " 第 " + c.group(2) + " 遍"))
                .isEqualTo(rounds(5, "进程", "平台线程", "虚拟线程", "虚拟线程，一起"));
        var least = costs.stream()
                .collect(Collectors.toMap(c -> c.group(1), c -> Double.parseDouble(c.group(3)), Math::min));
        for (var thread : List.of("平台线程", "虚拟线程", "虚拟线程，一起"))
            assertThat(least.get("进程")).isGreaterThan(10 * least.get(thread));
        assertThat(ways("use-today")).isEqualTo(rounds(3, "一个线程", "parallel()"));
    }

    /** These ways, round after round, as a chart names them. */
    private static List<String> rounds(int rounds, String... ways) {
        return IntStream.rangeClosed(1, rounds).boxed()
                .flatMap(round -> Stream.of(ways).map(way -> way + " 第 " + round + " 遍")).toList();
    }

    /** What a chart has measured in each round, without the numbers, of which none is negative. */
    private List<String> ways(String cell) {
        return Notebook.matches(drawn(cell), "(.+) [\\d.]+").stream().map(bar -> bar.group(1)).toList();
    }

    /** The numbers of one line of a plot. */
    private List<Integer> samples(String cell, String series) {
        return Notebook.matches(drawn(cell), "[\\d.]+ (.+) (\\d+)").stream().filter(s -> s.group(1).equals(series))
                .map(s -> number(s, 2)).toList();
    }

    private List<String> drawn(String cell) {
        return Notebook.bars(outputs.get(cell).result());
    }

    // ---- reading outputs ----

    /** What stands on one line, word by word. */
    private Stream<String> words(String cell, String between) {
        assertThat(outputs.get(cell).lines()).hasSize(1);
        return Stream.of(outputs.get(cell).stdout().strip().split(between));
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static List<Integer> numbers(List<MatchResult> matches, int group) {
        return matches.stream().map(m -> number(m, group)).toList();
    }

    /** The numbers of one group, in order, by what stands in another. */
    private static Map<String, List<Integer>> by(int key, List<MatchResult> matches, int group) {
        return matches.stream().collect(Collectors.groupingBy(m -> m.group(key),
                Collectors.mapping(m -> number(m, group), Collectors.toList())));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
