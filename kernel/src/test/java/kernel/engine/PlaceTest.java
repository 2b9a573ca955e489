package kernel.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTest {
    private static final String SOURCE = "int a;\n  int b;\n";

    @Test void countsLinesFromOneAndColumnsFromZero() {
        assertThat(Place.of(3, SOURCE, 0)).isEqualTo(new Place(3, 1, 0, "int a;"));
        assertThat(Place.of(3, SOURCE, 9)).isEqualTo(new Place(3, 2, 2, "  int b;"));
        assertThat(Place.of(3, SOURCE, 9)).hasToString("In[3], line 2");
    }

    @Test void whatIsBehindTheEndIsItsLastPlace() {
        assertThat(Place.of(1, "int a", 99)).isEqualTo(new Place(1, 1, 5, "int a"));
        assertThat(Place.of(1, "", 0)).isEqualTo(new Place(1, 1, 0, ""));
        assertThat(Place.of(1, SOURCE, SOURCE.length())).isEqualTo(new Place(1, 3, 0, ""));
    }
}
