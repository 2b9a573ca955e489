package javakernel.display.render;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.display.DisplayData;
import javakernel.display.Displayable;
import javakernel.notebook.Notebook;
import javakernel.protocol.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MimeBundleTest {
    private static final String USED_UP = "\n(a stream: it was run to show this, and is used up)";

    record Money(int euros) {}

    interface Shape {}

    interface Round extends Shape {}

    record Circle(int radius) implements Round {}

    private static Map<String, Object> forms(Object value, String... types) {
        return MimeBundle.render(value, types).data();
    }

    @Test void everyValueHasAPlainText() {
        assertThat(forms(42)).isEqualTo(Map.of("text/plain", "42"));
        assertThat(forms("text")).isEqualTo(Map.of("text/plain", "text"));
        assertThat(forms(null)).isEqualTo(Map.of("text/plain", "null"));
        assertThat(forms(List.of(1, 2))).isEqualTo(Map.of("text/plain", "[1, 2]"));
    }

    @Test void anImageIsAPng() {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        assertThat(Base64.getDecoder().decode((String) forms(image).get("image/png"))).startsWith(0x89, 'P', 'N', 'G');
        assertThat(Base64.getDecoder().decode((String) forms(image, "image/jpeg").get("image/jpeg"))).startsWith(0xff,
                0xd8, 0xff);
        assertThat(forms(image, "image/x-unknown")).containsOnlyKeys("text/plain");
    }

    @Test void aTextIsShownAsWhatIsAskedFor() {
        assertThat(forms("<b>x</b>", "text/html", "text/markdown"))
                .isEqualTo(Map.of("text/html", "<b>x</b>", "text/markdown", "<b>x</b>", "text/plain", "<b>x</b>"));
        assertThat(forms("{\"a\": 1}", "application/json")).containsEntry("application/json",
                Json.tree(Map.of("a", 1)));
        assertThatThrownBy(() -> forms("{\n  a", "application/geo+json"))
                .hasMessageStartingWith("not JSON, line 2, column 3: ");
    }

    @Test void bytesAreShownAsWhatIsAskedFor() {
        assertThat(forms(new byte[] {1, 2, 3}, "application/pdf"))
                .isEqualTo(Map.of("application/pdf", "AQID", "text/plain", "[1, 2, 3]"));
    }

    @Test void anyValueHasAJsonForm() {
        assertThat(forms(new Money(5), "application/json")).containsEntry("application/json",
                Json.tree(Map.of("euros", 5)));
    }

    @Test void whatAValueCannotBeShownAsIsLeftOut() {
        assertThat(forms(42, "text/html")).isEqualTo(Map.of("text/plain", "42"));
    }

    @Test void onlyTheTypesAskedForAreShown() {
        var both =
                new DisplayData(Map.of("text/html", "<b>x</b>", "text/markdown", "**x**", "text/plain", "x"), Map.of());
        assertThat(forms(both, "text/markdown")).isEqualTo(Map.of("text/markdown", "**x**", "text/plain", "x"));
    }

    @Test void aDisplayableSaysItself() {
        Displayable bold = () -> Map.of("text/html", "<b>x</b>");
        assertThat(forms(bold)).containsEntry("text/html", "<b>x</b>").containsKey("text/plain");
    }

    @Test void whatADisplayableGivesIsMadeFitForAMessage() {
        Displayable odd = () -> {
            var forms = new HashMap<String, Object>(Map.of("image/png", new byte[] {1, 2, 3}, "application/json",
                    new Money(1), "text/html", new StringBuilder("b"),
                    "application/vnd.vegalite.v5+json", "{}"));
            forms.put("text/latex", null);
            return forms;
        };
        assertThat(forms(odd)).containsEntry("image/png", "AQID")
                .containsEntry("application/json", Json.tree(Map.of("euros", 1)))
                .containsEntry("text/html", "b").containsEntry("application/vnd.vegalite.v5+json", Json.object())
                .doesNotContainKey("text/latex");
    }

    @Test void metadataIsKept() {
        var sized = new DisplayData(Map.of("image/png", ""), Map.of("image/png", Map.of("width", 10)));
        assertThat(MimeBundle.render(sized).metadata()).isEqualTo(Map.of("image/png", Map.of("width", 10)));
    }

    @Test void aRendererShowsItsTypeAndThoseBelowIt() {
        Renderers.add(Money.class, m -> Notebook.html("<b>" + m.euros() + "</b>"));
        Renderers.add(Shape.class, s -> "a shape");
        assertThat(forms(new Money(3))).containsEntry("text/html", "<b>3</b>");
        assertThat(forms(new Circle(1))).isEqualTo(Map.of("text/plain", "a shape"));
        Renderers.add(Round.class, s -> "something round");
        assertThat(forms(new Circle(1))).as("the most special one").isEqualTo(Map.of("text/plain", "something round"));
        Renderers.add(Round.class, s -> "round");
        assertThat(forms(new Circle(1))).as("the latest one").isEqualTo(Map.of("text/plain", "round"));
    }

    @Test void whatToStringThrowsIsThrown() {
        var broken = new Object() {
            @Override public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        assertThatThrownBy(() -> forms(broken)).hasMessage("broken");
        assertThatThrownBy(() -> forms(List.of(1, broken))).hasMessage("broken");
    }

    @Test void recordsAndMapsInACollectionAreAlsoATable() {
        assertThat((String) forms(List.of(new Circle(1))).get("text/html")).startsWith("<table>").contains(">radius<",
                ">1<");
        assertThat((String) forms(new Circle[] {new Circle(1)}).get("text/html")).startsWith("<table>");
        assertThat((String) forms(List.of(Map.of("a", 1))).get("text/html")).startsWith("<table>").contains(">a<",
                ">1<");
        assertThat(forms(List.of(new Circle(1), 2))).containsOnlyKeys("text/plain");
        assertThat(forms(List.of())).containsOnlyKeys("text/plain");
    }

    @Test void aStreamIsRunAndSaysSo() {
        var stream = Stream.of(1, 2, 3);
        assertThat(forms(stream)).isEqualTo(Map.of("text/plain", "[1, 2, 3]" + USED_UP));
        assertThat(forms(stream)).isEqualTo(Map.of("text/plain", "a stream that is used up"));
        assertThat(forms(IntStream.of(1, 2).parallel())).isEqualTo(Map.of("text/plain", "[1, 2]" + USED_UP));
        assertThat(forms(Stream.empty())).isEqualTo(Map.of("text/plain", "[]" + USED_UP));
    }

    @Test void anEndlessStreamIsRunNoFurtherThanItIsShown() {
        var made = new AtomicInteger();
        assertThat((String) forms(Stream.generate(made::incrementAndGet)).get("text/plain")).startsWith("[1, 2, ")
                .endsWith(", 999, 1000, …]" + USED_UP);
        assertThat(made).hasValue(1001);
        assertThat((String) forms(Stream.of(1).flatMap(i -> Stream.iterate(i, j -> j + 1))).get("text/plain"))
                .endsWith(", 999, 1000, …]" + USED_UP);
    }

    @Test void aStreamThatWaitsIsNotWaitedForLong() {
        var never = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var waiting = Stream.of(1, 2, 3).peek(i -> {
            if (i == 3) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        });
        assertThat(forms(waiting)).isEqualTo(
                Map.of("text/plain", "[1, 2, …]\n(a stream: it was run for 2 s to show this, and is used up)"));
        assertThat(interrupted).satisfies(CountDownLatch::await);
    }

    @Test void whatAStreamThrowsIsThrown() {
        assertThatThrownBy(() -> forms(Stream.of(0).map(i -> 1 / i))).isInstanceOf(ArithmeticException.class);
    }

    @Test void aStreamIsClosed() {
        var closed = new ArrayList<String>();
        forms(Stream.of(1).onClose(() -> closed.add("closed")));
        assertThat(closed).containsExactly("closed");
    }
}
