package javakernel.notebooks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.notebooks.Notebook.Output;
import javakernel.notebooks.Notebook.Timeline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of notebook 01's outputs in any run, of the committed ones and of fresh ones. */
@NotebookOutputs("01-python-process.ipynb") class Notebook01Test {
    private static final List<String> SELLERS = List.of("线程1", "线程2", "线程3");
    private static final Pattern SALE = Pattern.compile("(线程[123]):(\\d+)");
    private static final Pattern GOODS = Pattern.compile("(生产者[123]),(\\d+)");

    private final Map<String, Output> outputs;

    /** @param source {@code committed} or {@code fresh}, the name of these tests */
    Notebook01Test(String source, Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    @Test void noCellFails() {
        assertThat(outputs).allSatisfy((id, output) -> {
            assertThat(output.error()).as(id).isEmpty();
            assertThat(output.stderr()).as(id).isEmpty();
        });
    }

    @Test
    @Tag("1.1") void runCalledDirectlyDancesAndSingsOneAfterTheOtherOnTheMainThread() {
        assertThat(words("dance-sing-run")).isEqualTo(Stream.concat(
                Collections.nCopies(200, "跳舞").stream(), Collections.nCopies(200, "唱歌").stream()).toList());
        assertThat(outputs.get("dance-sing-run-workers").result()).isEqualTo("[main]");
    }

    @Test
    @Tag("1.1") void startedThreadsDanceAndSing200TimesEach() {
        assertThat(counted(words("dance-sing-start"))).isEqualTo(Map.of("跳舞", 200L, "唱歌", 200L));
        assertThat(outputs.get("dance-sing-join").result()).isEqualTo("[唱歌线程, 跳舞线程]");
    }

    /** What a cell prints without ending its line. */
    private List<String> words(String cell) {
        return List.of(outputs.get(cell).stdout().strip().split(" +"));
    }

    private static Map<String, Long> counted(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(w -> w, Collectors.counting()));
    }

    @Test
    @Tag("1.2") void readingAgainOutsideTheLockSells100TicketsButRepeatsNumbers() {
        var sales = sales("sell-tickets-again");
        assertThat(sales).hasSize(100).allMatch(n -> n >= 0 && n < 100);
        assertThat(outputs.get("sell-tickets-again-count").stdout())
                .isEqualTo("打印了 100 个数，其中不同的有 " + new HashSet<>(sales).size() + " 个\n");
        assertThat(new HashSet<>(sales)).hasSizeLessThan(100);
    }

    @Test
    @Tag("1.2") void underALockEveryTicketIsSoldOnceAndPrintedInAnotherOrder() {
        assertEveryTicketSoldOnce("sell-tickets-lock");
        var sales = sales("sell-tickets-lock");
        assertThat(sales.stream().sorted().toList().reversed()).as("order of printing").isNotEqualTo(sales);
    }

    @Test
    @Tag("1.2") void underSynchronizedEveryTicketIsSoldOnce() {
        assertEveryTicketSoldOnce("sell-tickets-synchronized");
    }

    @Test
    @Tag("1.2") void whoTakesTheMoneyUnderTheLockLetsTheOthersWait() {
        var inside = fourEach("sell-tickets-inside");
        assertThat(inside.millis()).as("twelve times 20 ms, one after the other").isGreaterThanOrEqualTo(240);
        assertThat(SELLERS).allSatisfy(
                seller -> assertThat(inside.millis(seller, "持有 ReentrantLock lock 4 次，")).isGreaterThanOrEqualTo(80));
        assertThat(SELLERS).anySatisfy(seller -> assertThat(inside.millis(seller, "等锁")).isPositive());
        assertThat(SELLERS).allSatisfy(
                seller -> assertThat(fourEach("sell-tickets-outside").millis(seller, "睡眠")).isGreaterThanOrEqualTo(80));
    }

    /** A picture of three sellers, each of whom has had the lock four times. */
    private Timeline fourEach(String cell) {
        var timeline = Timeline.of(outputs.get(cell));
        assertThat(timeline.lanes()).containsOnlyKeys("main", "线程1", "线程2", "线程3");
        assertThat(SELLERS)
                .allSatisfy(seller -> assertThat(timeline.lanes().get(seller)).contains("持有 ReentrantLock lock 4 次"));
        return timeline;
    }

    private void assertEveryTicketSoldOnce(String cell) {
        assertThat(sales(cell)).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    /**
     * The numbers sold, each thread's falling; what else is printed says that there are no more, once for each of the
     * three threads.
     */
    private List<Integer> sales(String cell) {
        var printed = new ArrayList<>(List.of(outputs.get(cell).text("此时ticket是：\n(.+)  \n?").group(1).split("  ")));
        for (int n = 0; n < 3; n++) assertThat(printed.remove("没票了")).isTrue();
        byName(printed.stream()).forEach((thread, own) -> assertThat(own).as(thread)
                .isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates());
        return Notebook.matches(printed, SALE.pattern()).stream().map(m -> Integer.valueOf(m.group(2))).toList();
    }

    @Test
    @Tag("1.3") void eachProducersGoodsAreConsumedInOrderAnd40AreLeft() {
        var lines = outputs.get("threads-queue-run").stdout().split("个产品\n", -1);
        // what was made after the last was consumed: nothing, unless the machine was busy
        var last = List.of(lines).getLast();
        var made = new ArrayList<String>();
        var consumed = new ArrayList<String>();
        for (var line : Notebook.matches(List.of(lines).subList(0, lines.length - 1),
                "((?:" + GOODS + " )*)→ 消费第(" + GOODS + ")")) {
            GOODS.matcher(line.group(1)).results().forEach(m -> made.add(m.group()));
            consumed.add(line.group(4));
            assertThat(made).contains(line.group(4));
        }
        GOODS.matcher(last).results().forEach(m -> made.add(m.group()));
        assertThat(last).matches("(" + GOODS + " )*");
        assertThat(consumed).hasSize(20).doesNotHaveDuplicates();
        assertThat(byName(made.stream())).containsOnlyKeys("生产者1", "生产者2", "生产者3")
                .allSatisfy((p, numbers) -> assertThat(numbers).isEqualTo(numbers(0, 20)));
        assertThat(outputs.get("threads-queue-left").result()).isEqualTo("40");

        var left =
                GOODS.matcher(outputs.get("threads-queue-left-items").result()).results().map(r -> r.group()).toList();
        assertThat(left).hasSize(40);
        assertThat(byName(Stream.of(consumed, left).flatMap(List::stream))).isEqualTo(byName(made.stream()));
    }

    @Test
    @Tag("1.3") void theQueueLosesNoMoreThanWhatIsConsumed() {
        var picture = outputs.get("threads-queue-picture").result();
        assertThat(picture).startsWith("每次取完，队列里还有几件\n第几次  件数\n");
        var lengths = Notebook.bars(picture).stream().skip(1).map(row -> List.of(row.split(" "))).toList();
        assertThat(lengths).extracting(row -> Integer.valueOf(row.getFirst())).isEqualTo(numbers(1, 21));
        for (int i = 0, before = 0; i < 20; i++) {
            int length = Integer.parseInt(lengths.get(i).getLast());
            assertThat(length).isBetween(Math.max(0, before - 1), 59 - i);
            before = length;
        }
    }

    /** Numbers, by the name that stands before each. */
    private static Map<String, List<Integer>> byName(Stream<String> named) {
        return named.map(n -> n.split("[:,]")).collect(
                Collectors.groupingBy(n -> n[0], Collectors.mapping(n -> Integer.valueOf(n[1]), Collectors.toList())));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    @Tag("1.4") void twoProcessesOfTheirOwnDanceAndSing20TimesEachAtOnce() {
        assertThat(counted(words("two-processes-start"))).isEqualTo(Map.of("跳舞", 20L, "唱歌", 20L));
        var facts = Pattern.compile("""
                这个笔记本的 pid：(\\d+)
                跳舞的 pid：(\\d+)，退出码 0
                唱歌的 pid：(\\d+)，退出码 0
                两个都做完：(\\d+) 毫秒
                """).matcher(outputs.get("two-processes-facts").stdout());
        assertThat(facts.matches()).isTrue();
        assertThat(List.of(facts.group(1), facts.group(2), facts.group(3))).doesNotHaveDuplicates();

        var timeline = Timeline.of(outputs.get("two-processes-start"));
        var dance = facts.group(2) + ": java Dance 20";
        var sing = facts.group(3) + ": java Sing 20";
        assertThat(timeline.lanes()).containsOnlyKeys("main", dance, sing);
        assertThat(List.of(dance, sing)).allSatisfy(child -> {
            assertThat(timeline.millis(child, "进程存活")).isGreaterThanOrEqualTo(2000);
            assertThat(timeline.lanes().get(child)).contains("打印");
            assertThat(timeline.endedWell(child)).isTrue();
        });
        double oneAfterTheOther = timeline.millis(dance, "进程存活") + timeline.millis(sing, "进程存活");
        assertThat(Double.parseDouble(facts.group(4))).isBetween(2000.0, oneAfterTheOther - 1);
    }

    @Test
    @Tag("1.5") void aStaticFieldIsSharedByThreadsAndNotByProcesses() {
        assertThat(outputs.get("relationship-thread").result()).isEqualTo("2");
        var lines = Pattern.compile("子进程 (\\d+) 里的 shared：3\n笔记本 (\\d+) 里的 shared：2\n")
                .matcher(outputs.get("relationship-process").stdout());
        assertThat(lines.matches()).isTrue();
        assertThat(lines.group(1)).isNotEqualTo(lines.group(2));
        assertThat(outputs.get("relationship-main").stdout()).isEqualTo("主进程：" + lines.group(2) + "\n主线程：main\n");
    }

    @Test
    @Tag("1.6") void theConsumerProcessGets0To19InOrderEachAfterItWasProduced() {
        var lines = outputs.get("processes-queue-run").lines();
        assertThat(lines.getLast()).isEqualTo("退出码：0，0");
        assertThat(lines).hasSize(41);
        for (var word : List.of("生产者生产了", "消费者消费了")) {
            assertThat(lines.stream().filter(l -> l.startsWith(word)))
                    .isEqualTo(IntStream.range(0, 20).mapToObj(i -> word + i).toList());
        }
        for (int i = 0; i < 20; i++) assertThat(lines.indexOf("生产者生产了" + i)).isLessThan(lines.indexOf("消费者消费了" + i));
    }
}
