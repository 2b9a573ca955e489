package javakernel.engine.source;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Of a text that is made of snippets of cells each position has its place in one. */
class SourceMapTest {
    private final Source first = new Source("In[1]", "int a = 1;\nint b =\n    2;");
    private final Source second = new Source("In[2]", "\n\na + b");

    @Test void aPositionInACopyIsItsPlaceInTheCell() {
        var map = new SourceMap().add("class X {\n").add(first, 11, 25, null).add("\n}");
        assertThat(map.toString()).isEqualTo("class X {\nint b =\n    2;\n}");
        assertThat(map.place(map.toString().indexOf("b"))).isEqualTo(new Place("In[1]", 2, 4, "int b ="));
        assertThat(map.place(map.toString().indexOf("2"))).isEqualTo(new Place("In[1]", 3, 4, "    2;"));
    }

    @Test void whatTheKernelPutsBetweenIsWhereTheNextPieceIs() {
        var map = new SourceMap().add("return ").add(second, 2, 7, null).add(";");
        assertThat(map.place(0)).isEqualTo(new Place("In[2]", 3, 0, "a + b"));
        assertThat(map.place(12)).isEqualTo(new Place("In[2]", 3, 5, "a + b"));
    }

    @Test void whatStandsForAPieceHasTheOnePlace() {
        var map = new SourceMap().add("throw x;", first, 15, null);
        assertThat(map.place(5)).isEqualTo(new Place("In[1]", 2, 4, "int b ="));
    }

    @Test void linesAreThoseOfTheirCell() {
        var map = new SourceMap().add("\nclass X {\n").add(first, 11, 25, null).add("\n").add(second, 2, 7, null)
                .add("\n}");
        assertThat(map.lines(first)).isEqualTo(Map.of(3, 2, 4, 3));
        assertThat(map.lines(second)).isEqualTo(Map.of(5, 3));
        assertThat(map.places()).containsOnlyKeys(3, 4, 5);
    }

    @Test void theNextLineIsKnownWhileTheTextGrows() {
        var map = new SourceMap().add("a\nb");
        assertThat(map.line()).isEqualTo(2);
        assertThat(map.add("\n\n").line()).isEqualTo(4);
    }
}
