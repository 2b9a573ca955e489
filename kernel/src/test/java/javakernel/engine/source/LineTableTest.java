package javakernel.engine.source;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines of a compiled class are lines of cells. */
class LineTableTest {
    private final Source first = new Source("In[1]", "int a = 1;\nint b =\n    2;");
    private final Source second = new Source("In[2]", "\n\na + b");
    private final SourceMap map = new SourceMap().add("class X {\n").add(first, 0, 25, null).add("\n}");

    @Test void aClassOfOneCellHasTheCellsNameAndNumbers() {
        var table = LineTable.of(map, first);
        assertThat(table.file()).isEqualTo("In[1]");
        assertThat(table.numbers()).isEqualTo(Map.of(2, 1, 3, 2, 4, 3));
        assertThat(table.places()).isEqualTo(Map.of(1, new Place("In[1]", 1, 0, "int a = 1;"),
                2, new Place("In[1]", 2, 0, "int b ="), 3, new Place("In[1]", 3, 0, "    2;")));
    }

    @Test void ofAnotherCellItHasNoLine() {
        assertThat(LineTable.of(map, second).numbers()).isEmpty();
        assertThat(LineTable.of(map, second).places()).isEmpty();
    }

    @Test void linesOfOtherCellsHaveNumbersBehindItsOwn() {
        var table = LineTable.of(map, first).withOthers(map.add("\n").add(second, 2, 7, null));
        assertThat(table.file()).isEqualTo("In[1]");
        assertThat(table.numbers()).isEqualTo(Map.of(2, 1, 3, 2, 4, 3, 6, 4));
        assertThat(table.places()).hasSize(4).containsEntry(2, new Place("In[1]", 2, 0, "int b ="))
                .containsEntry(4, new Place("In[2]", 3, 0, "a + b"));
    }

    @Test void aClassThatStaysHasItsPlacesInTheTextThatIsNewer() {
        var newer = new Source("In[3]", "// a comment\nint a = 1;\nint b =\n    2;");
        var text = new SourceMap().add("\n\n\n").add(newer, 13, newer.text().length(), null);
        var moved = LineTable.of(map, first).moved(2, text.places(), 4);
        assertThat(moved.file()).as("as the class was loaded").isEqualTo("In[1]");
        assertThat(moved.numbers()).isEqualTo(LineTable.of(map, first).numbers());
        assertThat(moved.places()).isEqualTo(Map.of(1, new Place("In[3]", 2, 0, "int a = 1;"),
                2, new Place("In[3]", 3, 0, "int b ="), 3, new Place("In[3]", 4, 4, "    2;")));
    }

    @Test void aLineThatTheNewerTextDoesNotHaveHasNoPlace() {
        var shorter = new Source("In[3]", "int a = 1;");
        var text = new SourceMap().add(shorter, 0, 10, null);
        assertThat(LineTable.of(map, first).moved(2, text.places(), 1).places()).containsOnlyKeys(1);
    }
}
