package kernel.notebooks;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the kernel has said in two languages at a time, or in English, as it says it to a reader of Chinese: outputs that were captured before it chose
 * one language mean the same as those of today.
 */
final class Retold {
    private record Change(Pattern old, String now) { }

    /** Each with its English, which stood behind it; what follows in the same column of a table is moved, and its end stays where it was. */
    private static final List<Change> PAIRS = Stream.of("步 step", "行 line", "开始 begins:", "开始 begin", "读 reads", "写 writes", "锁上 locks", "放开 unlocks", "等到了 goes on:",
            "等 waits:", "做完 ends:", "结果 result", "次数 count", "占比 share", "判断 verdict", "应当 should", "意外 surprise", "不可能 never", "没料到 unexpected",
            "没有出现 not seen", "却出现了 yet seen", "抛出 throws", "种别的结果 others", "第一个异常 first exception", "次 runs", "核 cores", "个干扰线程 stress threads",
            "运行 running", "等锁 waiting for a lock", "等待 waiting", "挂起 parked", "睡眠 sleeping", "读写 input or output", "空闲 idle", "进程存活 process alive", "持锁 holding a lock",
            "还没结束 goes on", "其后不详 unknown from here", "退出码 exit code", "退出码 exit", "用了 took", "还要 left").map(Retold::pair).toList();

    private static final List<Change> OTHERS = List.of(
            change("(第 ([\\d,]+) 种交错出错) schedule \\2 goes wrong", "$1"),
            change("(试了 ([\\d,]+) 种交错，没有一种出错) none of \\2 schedules goes wrong", "$1"),
            change("死锁 deadlock：谁也走不下去 no thread can go on", "死锁：谁也走不下去"),
            change("没有尽头 endless：有线程永远做不完 a thread never ends", "没有尽头：有线程永远做不完"),
            change("(真的 JVM 还会重排。) Assumed: .*", "$1"),
            change("结果： +", "结果："),
            change("持锁 (\\S+)", "$1 持锁"),
            change("(?m)^timeline: (\\S+ \\S+), (\\d+) lanes?$", "时间线：$1，$2 行"),
            change("running(?= [\\d.]+ [mµ]?s)", "运行"), change("waiting for a lock(?= [\\d.]+ [mµ]?s)", "等锁"), change("waiting(?= [\\d.]+ [mµ]?s)", "等待"),
            change("parked(?= [\\d.]+ [mµ]?s)", "挂起"), change("sleeping(?= [\\d.]+ [mµ]?s)", "睡眠"), change("input or output(?= [\\d.]+ [mµ]?s)", "读写"),
            change("idle(?= [\\d.]+ [mµ]?s)", "空闲"), change("process alive(?= [\\d.]+ [mµ]?s)", "进程存活"),
            change("holding ([^|]+?) ([\\d,]+)×, (?=[\\d.]+ [mµ]?s)", "持有 $1 $2 次，"), change("printed ([\\d,]+)×", "打印 $1 次"),
            change("(In\\[\\d+\\]), line (\\d+)", "$1 第 $2 行"),
            change("waits for (?:monitor (\\S+)), held by", "在等 监视器 $1，它被"), change("waits for (?:lock (\\S+)), held by", "在等 锁 $1，它被"),
            change("(?m)(它被 .+?), which has ended: for ever$", "$1 持有，而那个线程已经结束：永远等不到"), change("(?m)(它被 [^：]+): for ever$", "$1 持有：永远等不到"),
            change("(?m)^no thread waits for a lock that another holds$", "没有线程在等别的线程持有的锁"),
            change("(?m)^stopped: ", "已停止："), change("(?<=已停止：|已停止：.{0,99}, )virtual thread ", "虚拟线程 "), change("(?<=已停止：|已停止：.{0,99}, )thread ", "线程 "),
            change("(?<=已停止：|已停止：.{0,99}, )process (?=\\d)", "进程 "));

    private Retold() { }

    private static Change change(String old, String now) {
        return new Change(Pattern.compile(old), now);
    }

    private static Change pair(String both) {
        int space = both.indexOf(' ');
        return change(Pattern.quote(both) + "(：|(?:[^\\s|]| (?! ))*)", Matcher.quoteReplacement(both.substring(0, space)) + "$1" + " ".repeat(both.length() - space));
    }

    static String of(String text) {
        var retold = text;
        for (var change : Stream.concat(PAIRS.stream(), OTHERS.stream()).toList()) retold = change.old().matcher(retold).replaceAll(change.now());
        return retold.equals(text) ? text : retold.lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""));
    }
}
