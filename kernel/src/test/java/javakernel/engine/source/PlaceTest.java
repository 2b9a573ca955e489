package javakernel.engine.source;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTest {
    private static final Source SOURCE = source("int a;\n  int b;\n");

    @Test void countsLinesFromOneAndColumnsFromZero() {
        assertThat(Place.of(SOURCE, 0)).isEqualTo(new Place("In[3]", 1, 0, "int a;"));
        assertThat(Place.of(SOURCE, 9)).isEqualTo(new Place("In[3]", 2, 2, "  int b;"));
        assertThat(Place.of(SOURCE, 9)).hasToString("In[3], line 2");
    }

    @Test void whatIsBehindTheEndIsItsLastPlace() {
        assertThat(Place.of(source("int a"), 99)).isEqualTo(new Place("In[3]", 1, 5, "int a"));
        assertThat(Place.of(source(""), 0)).isEqualTo(new Place("In[3]", 1, 0, ""));
        assertThat(Place.of(SOURCE, SOURCE.text().length())).isEqualTo(new Place("In[3]", 3, 0, ""));
    }

    private static Source source(String text) {
        return new Source("In[3]", text);
    }
}
