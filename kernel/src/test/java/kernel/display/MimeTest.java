package kernel.display;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MimeTest {
    @Test void everyValueHasAPlainText() {
        assertThat(Mime.bundle(42)).isEqualTo(Map.of("text/plain", "42"));
        assertThat(Mime.bundle("text")).isEqualTo(Map.of("text/plain", "text"));
        assertThat(Mime.bundle(List.of(1, 2))).isEqualTo(Map.of("text/plain", "[1, 2]"));
    }

    @Test void arraysAreReadable() {
        assertThat(Mime.bundle(new int[] {1, 2})).isEqualTo(Map.of("text/plain", "[1, 2]"));
        assertThat(Mime.bundle(new String[][] {{"a"}, {}})).isEqualTo(Map.of("text/plain", "[[a], []]"));
        assertThat(Mime.bundle(new int[0])).isEqualTo(Map.of("text/plain", "[]"));
    }

    @Test void anImageIsAPng() {
        var png = (String) Mime.bundle(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)).get("image/png");
        assertThat(Base64.getDecoder().decode(png)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test void aDisplayableSaysItself() {
        Displayable bold = () -> Map.of("text/html", "<b>x</b>");
        assertThat(Mime.bundle(bold)).containsEntry("text/html", "<b>x</b>").containsKey("text/plain");
    }

    @Test void whatToStringThrowsIsThrown() {
        var broken = new Object() {
            @Override public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        assertThatThrownBy(() -> Mime.bundle(broken)).hasMessage("broken");
    }
}
