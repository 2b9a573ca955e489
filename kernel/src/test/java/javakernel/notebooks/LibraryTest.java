package javakernel.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one notebook builds and others load from {@code lib} is the same. */
class LibraryTest {
    @Test void everyFileIsTheTextOfCellsThatFollowEachOtherInANotebook() throws IOException {
        var notebooks = new ArrayList<String>();
        for (var name : Notebook.files())
            notebooks.add(String.join("\n\n", new Notebook(name).codes().values()) + "\n");
        for (var file : Notebook.library()) {
            assertThat(notebooks).as(file.toString()).anySatisfy(notebook -> assertThat(notebook).contains(code(file)));
        }
    }

    /** Of a notebook, the text of its code cells. */
    private static String code(Path file) throws IOException {
        if (!file.toString().endsWith(".ipynb")) return Files.readString(file).strip();
        return String.join("\n\n", new Notebook("lib/" + file.getFileName()).codes().values());
    }
}
