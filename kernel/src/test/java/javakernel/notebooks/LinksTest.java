package javakernel.notebooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every link within the notebooks leads to a cell that is there, and each notebook leads to the one before, the index
 * and the one after.
 */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\[((?:[^]`]|`[^`]*`)+)]\\(([^)]*)\\)");
    private static final String INDEX = "00-index.ipynb";

    record Link(String file, String text, String target) {
        boolean isOurs() {
            return !target.startsWith("https://");
        }
    }

    /** By the name of a notebook, the ids of its cells. */
    private static final Map<String, Set<String>> cells = new LinkedHashMap<>();
    private static final List<Link> links = new ArrayList<>();

    @BeforeAll static void read() throws IOException {
        for (var file : Notebook.files()) {
            var notebook = new Notebook(file);
            cells.put(file, notebook.texts().keySet());
            notebook.texts().values().forEach(text -> links.addAll(links(file, text)));
        }
    }

    static List<Link> links(String file, String text) {
        return LINK.matcher(text).results().map(m -> new Link(file, m.group(1), m.group(2))).toList();
    }

    @Test void everyLinkLeadsToACellOrANotebookThatIsThere() {
        assertThat(links).filteredOn(Link::isOurs).hasSizeGreaterThan(100).allSatisfy(link -> {
            var parts = link.target().split("#cell-id=");
            assertThat(cells).as(link.toString()).containsKey(parts[0]);
            if (parts.length > 1) assertThat(cells.get(parts[0])).as(link.toString()).contains(parts[1]);
        });
    }

    /** One that is only code does not look like a link. */
    @Test void everyLinkHasWordsThatLookLikeOne() {
        assertThat(links).noneMatch(link -> link.text().matches("`[^`]*`"));
    }

    @Test void everyNotebookLeadsToItsNeighboursAtItsHeadAndAtItsFoot() throws IOException {
        var files = List.copyOf(cells.keySet());
        for (int i = 1; i < files.size(); i++) {
            var texts = List.copyOf(new Notebook(files.get(i)).texts().values());
            var neighbours = new ArrayList<>(List.of(INDEX));
            if (i > 1) neighbours.addFirst(files.get(i - 1));
            if (i + 1 < files.size()) neighbours.add(files.get(i + 1));
            for (var end : List.of(texts.getFirst(), texts.getLast())) {
                var targets = links(files.get(i), end).stream().map(Link::target).collect(Collectors.toList());
                assertThat(targets).as(files.get(i)).containsSubsequence(neighbours);
            }
        }
    }
}
