package javakernel.notebook;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javakernel.display.render.MimeBundle;
import javakernel.protocol.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NotebookTest {
    private static byte[] png() {
        return Base64.getDecoder().decode((String) MimeBundle
                .render(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)).data().get("image/png"));
    }

    @Test void sourcesKeepTheirTextForFrontEndsThatKnowNoOther() {
        assertThat(Notebook.html("<b>x</b>").data())
                .isEqualTo(Map.of("text/html", "<b>x</b>", "text/plain", "<b>x</b>"));
        assertThat(Notebook.markdown("**x**").data())
                .isEqualTo(Map.of("text/markdown", "**x**", "text/plain", "**x**"));
    }

    @Test void aBareFormulaIsTypeset() {
        assertThat(Notebook.latex("e^x").data()).containsEntry("text/latex", "$$e^x$$");
        for (var marked : List.of("so $e^x$ it is", "\\(e^x\\)", "\\begin{align}e^x\\end{align}")) {
            assertThat(Notebook.latex(marked).data()).containsEntry("text/latex", marked);
        }
    }

    @Test void anSvgHasItsNamespace() {
        assertThat(Notebook.svg("<svg width='1'/>").data()).containsEntry("image/svg+xml",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width='1'/>");
        assertThat(Notebook.svg("<svg xmlns='a'/>").data()).containsEntry("image/svg+xml", "<svg xmlns='a'/>");
    }

    @Test void jsonIsATreeOfTextOrOfAnyValue() {
        var tree = Json.read("{\"a\": [1]}");
        assertThat(Notebook.json("{\"a\": [1]}").data())
                .isEqualTo(Map.of("application/json", tree, "text/plain", tree.toPrettyString()));
        assertThat(Notebook.json(Map.of("a", new int[] {1})).data()).containsEntry("application/json", tree);
        assertThatThrownBy(() -> Notebook.json("{a")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not JSON, line 1, column 2: ");
    }

    @Test void aChartHasTheTypeOfItsVersion() {
        assertThat(Notebook.vegaLite("{\"mark\": \"bar\"}").data()).containsOnlyKeys("application/vnd.vegalite.v5+json",
                "text/plain");
        assertThat(Notebook.vegaLite(Map.of("$schema", "https://vega.github.io/schema/vega-lite/v4.json")).data())
                .containsOnlyKeys("application/vnd.vegalite.v4+json", "text/plain");
        assertThat(Notebook.vegaLite(Map.of("$schema", "https://vega.github.io/schema/vega-lite/v6.1.0.json")).data())
                .containsOnlyKeys("application/vnd.vegalite.v6+json", "application/vnd.vegalite.v5+json", "text/plain");
    }

    @Test void anImageIsKnownByItsBytes(@TempDir Path folder) throws Exception {
        var png = png();
        assertThat(Notebook.png(png).data())
                .isEqualTo(Map.of("image/png", png, "text/plain", "image/png, " + png.length + " bytes"));
        assertThat(Notebook.image(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0}).data())
                .containsKey("image/jpeg");
        assertThatThrownBy(() -> Notebook.png(new byte[] {'G', 'I', 'F', '8'})).hasMessage("these bytes are no PNG");
        assertThatThrownBy(() -> Notebook.image(new byte[0]))
                .hasMessage("these bytes are no PNG, JPEG, GIF or WebP image");
        assertThat(Notebook.image(Files.write(folder.resolve("a"), png)).data()).containsKey("image/png");
        assertThat(Notebook.image(Files.writeString(folder.resolve("a.svg"), "<svg/>")).data())
                .containsKey("image/svg+xml");
    }

    @Test void aTableIsHtmlAndText() {
        assertThat(Notebook.table(List.of(1)).data()).containsEntry("text/plain", "value\n    1")
                .hasEntrySatisfying("text/html", html -> assertThat((String) html).startsWith("<table>"));
        assertThat((String) Notebook.table(List.of(1, 2, 3), 1).data().get("text/plain")).endsWith("… 2 more rows");
    }
}
