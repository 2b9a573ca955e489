package javakernel.notebooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Code and outputs are as long as a reader can take in, and no answer is seen before it is wanted. */
class ReadingTest {
    private static final String GUESS = "先猜一猜";
    private static final int LONGEST_OUTPUT = 60; // lines
    private static final int LONGEST_CODE = 30; // lines
    private static final int WIDEST_CODE = 84; // columns, in a window of 1280 pixels; a Chinese character takes two

    private static final List<Notebook> notebooks = new ArrayList<>();

    @BeforeAll static void read() throws IOException {
        for (var file : Notebook.files()) notebooks.add(new Notebook(file));
    }

    /**
     * Running the cell shows it, and so does a click on the bar in its place. JupyterLab puts the first line of the
     * first output there, of a picture its source: so what is one line, or a picture, is not hidden.
     */
    @Test void linesThatAGuessIsAboutAreHiddenUntilTheyAreWanted() {
        for (var notebook : notebooks) {
            boolean guess = false;
            for (var cell : notebook.cells()) {
                var source = Notebook.text(cell.path("source"));
                if (cell.path("cell_type").asString().equals("markdown")) {
                    guess = source.contains(GUESS);
                } else {
                    var first = cell.path("outputs").path(0);
                    boolean lines = first.path("output_type").asString("").equals("stream")
                            && Notebook.text(first.path("text")).lines().count() > 1;
                    boolean hidden = cell.path("metadata").path("jupyter").path("outputs_hidden").asBoolean(false);
                    assertThat(hidden).as(cell.path("id").asString()).isEqualTo(guess && lines);
                }
            }
        }
    }

    @Test void noOutputIsLongerThanAPage() {
        for (var notebook : notebooks) {
            notebook.committed().forEach(
                    (id, output) -> assertThat(output.lines()).as(id).hasSizeLessThanOrEqualTo(LONGEST_OUTPUT));
        }
    }

    @Test void codeIsShortAndNarrow() {
        for (var notebook : notebooks) {
            var lines = notebook.codes().values().stream().map(code -> (int) code.strip().lines().count()).sorted()
                    .toList();
            if (lines.isEmpty()) continue;
            assertThat(lines.get(lines.size() / 2)).as("median").isLessThanOrEqualTo(6);
            assertThat(lines.getLast()).isLessThanOrEqualTo(LONGEST_CODE);
            assertThat(lines.get(lines.size() * 9 / 10)).as("nine in ten").isLessThanOrEqualTo(14);
            notebook.codes().forEach(
                    (id, code) -> assertThat(code.lines()).as(id).allMatch(line -> width(line) <= WIDEST_CODE));
        }
    }

    private static int width(String line) {
        return line.codePoints().map(c -> c >= 0x2e80 ? 2 : 1).sum();
    }
}
