package javakernel.notebooks;

import java.util.Map;
import java.util.stream.IntStream;
import javakernel.notebooks.Notebook.Output;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of the index's outputs in any run, of the committed ones and of fresh ones. */
@NotebookOutputs("00-index.ipynb") class Notebook00Test {
    private final Map<String, Output> outputs;

    /** @param source {@code committed} or {@code fresh}, the name of these tests */
    Notebook00Test(String source, Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    @Test void noCellFailsAndOnlyWhatWasStoppedIsToldOnStandardError() {
        assertThat(outputs).allSatisfy((id, output) -> {
            assertThat(output.error()).as(id).isEmpty();
            if (!id.equals("runaway-stop")) assertThat(output.stderr()).as(id).isEmpty();
        });
    }

    @Test
    @Tag("0") void theFirstCellTellsItsProcessAndItsThread() {
        outputs.get("example-run").text("这个笔记本是一个进程，pid 是 \\d+\n执行这一格的线程，名字是 main\n");
    }

    @Test
    @Tag("0") void whatRunsAwayIsSeenAndStopped() {
        var lines = outputs.get("runaway-start").lines();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2)
                .isEqualTo(IntStream.rangeClosed(1, lines.size()).mapToObj(i -> "还在跑：" + i).toList());
        assertThat(outputs.get("runaway-look").result()).matches("\\[\\{名字=main, .*}, \\{名字=跑不停, .*}]");
        assertThat(outputs.get("runaway-stop").stderr()).isEqualTo("已停止：线程 跑不停\n");
        assertThat(outputs.get("runaway-alive").stdout()).isEqualTo("它还活着吗：false\n");
    }
}
