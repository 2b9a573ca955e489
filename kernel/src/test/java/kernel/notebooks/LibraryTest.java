package kernel.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one notebook builds and others load from {@code lib} is the same. */
class LibraryTest {
    @Test void everyFileIsTheTextOfCellsThatFollowEachOtherInANotebook() throws IOException {
        var notebooks = new ArrayList<String>();
        for (var name : Notebook.files()) notebooks.add(String.join("\n\n", new Notebook(name).codes().values()) + "\n");
        for (var file : Notebook.library()) {
            assertThat(notebooks).as(file.toString()).anySatisfy(notebook -> assertThat(notebook).contains(Files.readString(file).strip()));
        }
    }
}
