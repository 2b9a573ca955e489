package kernel.display.timeline;

import java.util.Locale;

/** What a picture says, in Chinese and in English. */
final class Words {
    static final String COMPILING = "编译 compiling";
    static final String LOADING = "加载类 loading classes";
    static final String CHILDREN_PRINT = "子进程的输出 output of children";
    static final String GOES_ON = "还没结束 goes on";
    static final String UNKNOWN = "其后不详 unknown from here";
    static final String PRINTED = "打印 printed";
    static final String FULL = "要记录的太多，时间线到此为止 (too much to record: the timeline ends here)";
    static final String ENDED = " (已结束 ended)";

    private Words() { }

    static String full(long from) {
        return "从 " + time(from) + " 起，锁和等待太多，不再全部记录 (from " + time(from) + " on locks and waits were too many to be recorded all)";
    }


    static String exit(int code) {
        return "退出码 exit " + code;
    }

    static String time(long nanos) {
        if (nanos >= 10_000_000_000L) return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
        if (nanos >= 1_000_000_000) return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
        if (nanos >= 100_000_000) return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
        if (nanos >= 1_000_000) return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
        return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    }
}
