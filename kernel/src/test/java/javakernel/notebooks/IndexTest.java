package javakernel.notebooks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The index leads to every section of every notebook, and nowhere else. */
class IndexTest {
    private static final String INDEX = "00-index.ipynb";
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)]*)\\)");
    private static final Pattern HEADING = Pattern.compile("^(#{1,3}) (.*)$", Pattern.MULTILINE);

    private record Link(String text, String target) {}

    /**
     * By the address of a cell, the text of the heading with which it begins; by the address of a notebook, its title.
     */
    private static final Map<String, String> headings = new LinkedHashMap<>();

    private static Map<String, String> index;

    @BeforeAll static void read() throws IOException {
        for (var file : Notebook.files()) {
            if (file.equals(INDEX)) continue;
            new Notebook(file).texts().forEach((id, text) -> HEADING.matcher(text).results().forEach(
                    heading -> headings.put(heading.group(1).equals("#") ? file : file + "#cell-id=" + id,
                            heading.group(2))));
        }
        index = new Notebook(INDEX).texts();
    }

    @Test void theContentsNameEveryTitleAndSectionInOrder() {
        assertThat(links(index.get("contents"))).containsExactlyElementsOf(
                headings.entrySet().stream().map(h -> new Link(h.getValue(), h.getKey())).toList());
    }

    @Test void everyOtherLinkLeadsToASectionOrANotebookAndSaysWhich() {
        assertThat(index.values().stream().flatMap(text -> links(text).stream())).isNotEmpty().allSatisfy(link -> {
            assertThat(headings).containsKey(link.target());
            var heading = headings.get(link.target());
            var number = link.target().substring(0, 2);
            assertThat(link.text()).isIn(heading, number, number + " · " + heading);
        });
    }

    private static List<Link> links(String text) {
        return LINK.matcher(text).results().map(m -> new Link(m.group(1), m.group(2))).toList();
    }
}
