package javakernel.history;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GlobTest {
    @Test void starsQuestionMarksAndSetsStandForOtherCharacters() {
        assertThat(matches("*needle*", "a needle\nin hay")).isTrue();
        assertThat(matches("needle*", "a needle")).isFalse();
        assertThat(matches("6 ? ?", "6 * 7")).isTrue();
        assertThat(matches("??", "😀!")).isTrue();
        assertThat(matches("[a-c]x[^a-c]", "bxd")).isTrue();
        assertThat(matches("[a-c]x[^a-c]", "bxa")).isFalse();
        assertThat(matches("*ab*ab", "abxabyab")).isTrue();
        assertThat(matches("", "")).isTrue();
        assertThat(matches("*", "")).isTrue();
    }

    @Test void whatAFrontEndPutsIntoBracketsStandsForItself() {
        assertThat(matches("xs[[]0] [*] 2[?]*", "xs[0] * 2?")).isTrue();
        assertThat(matches("xs[[]0] [*] 2*", "xs[0] + 2")).isFalse();
    }

    @Test void aBracketThatIsNeverClosedStandsForItself() {
        assertThat(matches("a[*", "a[0]")).isTrue();
        assertThat(matches("[", "[")).isTrue();
        assertThat(matches("a]", "a]")).isTrue();
    }

    @Test void manyStarsTakeNoLongTime() {
        assertThat(matches("*a".repeat(500) + "b", "a".repeat(5_000))).isFalse();
    }

    private static boolean matches(String pattern, String text) {
        return new Glob(pattern).matches(text);
    }
}
