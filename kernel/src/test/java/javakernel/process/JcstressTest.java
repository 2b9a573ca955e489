package javakernel.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipe of {@code docs/jcstress.md} for experiments that are too small for {@code outcomes}. */
class JcstressTest {
    @Test void theRecipeRunsAsItStands(@TempDir Path folder) throws Exception {
        var page = Files.readString(Path.of("..", "docs", "jcstress.md"));
        var cells = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page).results().map(MatchResult::group)
                .map(block -> block.replaceAll("```(java\n)?", "")).toList();
        assertThat(cells).hasSize(3);
        try (var kernel = KernelProcess.start(folder)) {
            Run last = null;
            for (var cell : cells) {
                last = kernel.run(cell);
                assertThat(last.error()).as(cell).isEmpty();
            }
            assertThat(last.stdout()).containsPattern("RESULT +SAMPLES")
                    .containsPattern("(?m)^ +2 +\\S+ +\\S+% +Acceptable +both are counted$").contains("one is lost");
            assertThat(folder.resolve("programs/results/index.html")).exists();
        }
    }
}
