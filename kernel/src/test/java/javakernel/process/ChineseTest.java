package javakernel.process;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A reader of Chinese is told in Chinese what the kernel says: in tables, in pictures, by magics and in errors. */
class ChineseTest {
    /** Two English words side by side: names, units and Java's own words stand alone. */
    private static final Pattern ENGLISH = Pattern.compile("\\b[a-z]{2,} [a-z]{2,}\\b");

    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.startInChinese(folder);
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    @Test void tables() throws Exception {
        assertThat(kernel.run("outcomes(10, () -> 0).should(0).never(1)").result()).startsWith("结果  次数   占比")
                .contains("✓ 应当", "✗ 不可能：没有出现", "10 次 · ").doesNotContainPattern(ENGLISH);
        var threads = kernel.run("%threads");
        assertThat(threads.iopub("execute_result").getFirst().path("data").path("text/html").asString())
                .contains(">名字</th>", ">状态</th>", ">在等</th>", ">持有者</th>", ">位置</th>", ">单元格</th>");
        assertThat(kernel.run("for (int i : progress(3)) { }").displays().getLast()).contains(" · 用了 ")
                .doesNotContainPattern(ENGLISH);
    }

    @Test void pictures() throws Exception {
        var cell = kernel.run("%%timeline\nThread.sleep(5);");
        assertThat(cell.displays().getLast()).startsWith("时间线：").contains("睡眠").doesNotContainPattern(ENGLISH);
        var picture = cell.iopub("display_data").getFirst().path("data");
        assertThat(picture.path("image/svg+xml").asString()).contains("运行", "睡眠").doesNotContain("sleeping")
                .doesNotContain("running");
        assertThat(picture.path("application/vnd.vegalite.v5+json").path("title").path("text").asString())
                .startsWith("悬停看详情");
        assertThat(kernel.run("%deadlocks").stdout()).isEqualTo("没有线程在等别的线程持有的锁\n");
    }

    @Test void magics() throws Exception {
        assertThat(kernel.run("%lsmagic").stdout().lines()).hasSizeGreaterThan(15)
                .allMatch(line -> line.matches(".*\\p{IsHan}.*")).noneMatch(line -> ENGLISH.matcher(line).find());
        assertThat(kernel.run("%thread").error())
                .isEqualTo("UnknownMagic: 没有魔法命令 %thread\n是想写 %threads 吗？%lsmagic 列出所有魔法命令。");
        assertThat(kernel.run("%load").error())
                .isEqualTo("UsageError: %load 后面要写文件名\n例如：%load tools.jshell\n%load? 有更多说明。");
    }

    @Test void errorsAndTheirPlaces() throws Exception {
        assertThat(kernel.run("int a = missing;").error()).containsPattern("In\\[\\d+\\] 第 1 行: 找不到符号");
        assertThat(kernel.run("package a;").error()).contains("笔记本里没有包：去掉这一行");
        assertThat(kernel.run(
                "var t = Thread.ofPlatform().name(\"甲\").start(() -> { while (true) Thread.onSpinWait(); });\n%stop 甲")
                .stderr()).isEqualTo("已停止：线程 甲\n");
    }
}
