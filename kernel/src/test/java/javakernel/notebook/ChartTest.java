package javakernel.notebook;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javakernel.display.render.MimeBundle;
import javakernel.protocol.Json;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChartTest {
    record Measured(String 做法, String 活, double 毫秒) {}

    record Speed(int threads, double seconds) {}

    private static final List<Measured> ROWS = List.of(new Measured("线程", "计算", 800.5), new Measured("线程", "等待", 12),
            new Measured("<进程>", "计算", 1640), new Measured("<进程>", "等待", 0.12345));

    private static JsonNode vega(Chart chart) {
        return (JsonNode) MimeBundle.render(chart).data().get("application/vnd.vegalite.v5+json");
    }

    private static String svg(Chart chart) {
        return (String) MimeBundle.render(chart).data().get("image/svg+xml");
    }

    @Test void theReadyPngIsClearAndSmall() throws Exception {
        var shown = MimeBundle.render(Notebook.bars(ROWS, "做法", "毫秒", "活").title("六十四件活"));
        var png = Base64.getDecoder().decode((String) shown.data().get("image/png"));
        assertThat(shown.metadata()).containsEntry("image/png", Map.of("width", 640));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).as("for screens of two pixels for one")
                .isEqualTo(1280);
        assertThat(png).hasSizeLessThan(30_000);
    }

    @Test void aChartIsAsWideAsThePageAndInItsColours() {
        var chart = vega(Notebook.bars(ROWS, "做法", "毫秒", "活"));
        assertThat(chart.path("background").isNull()).isTrue();
        assertThat(chart.path("config").path("axis").path("labelColor").asString()).isEqualTo("currentColor");
        assertThat(chart.path("usermeta").path("embedOptions").path("patch").toString()).contains("containerSize()[0]");
        assertThat(chart.path("config").path("axisY").path("titleAngle").asInt(-1)).as("upright").isZero();
    }

    @Test void recordsAreBarsInTheirOrderInAllForms() {
        var chart = Notebook.bars(ROWS, "做法", "毫秒", "活").title("六十四件活");
        assertThat(MimeBundle.render(chart).data()).containsOnlyKeys("application/vnd.vegalite.v5+json",
                "image/svg+xml", "image/png", "text/plain");
        assertThat(vega(chart).path("data").path("values").get(0))
                .isEqualTo(Json.read("{\"x\": \"线程\", \"y\": 800.5, \"series\": \"计算\", \"text\": \"800.5\"}"));
        assertThat(vega(chart).path("encoding").path("y").path("sort")).isEqualTo(Json.read("[\"线程\", \"<进程>\"]"));
        assertThat(vega(chart).path("encoding").path("x").path("title").asString()).isEqualTo("毫秒");
        assertThat(svg(chart)).startsWith("<svg font-family=").contains(">六十四件活</text>", ">线程</text>",
                ">&lt;进程&gt;</text>", ">计算</text>", ">800.5</text>", ">毫秒</text>");
        assertThat(chart.toString()).isEqualTo("""
                六十四件活
                做法            毫秒
                线程    计算   800.5  ███████████████████▌
                线程    等待      12  ▎
                <进程>  计算   1,640  ████████████████████████████████████████
                <进程>  等待  0.1235  ▏""");
    }

    @Test void aMapIsBarsOfOneColour() {
        var numbers = new LinkedHashMap<String, Integer>(Map.of("锁", 20));
        numbers.put("原子", 10);
        var chart = Notebook.bars(numbers).unit("毫秒");
        assertThat(chart.toString()).isEqualTo(
                "      毫秒\n锁      20  ████████████████████████████████████████\n原子    10  ████████████████████");
        assertThat(vega(chart).path("encoding").has("yOffset")).isFalse();
        assertThat(svg(chart)).contains(">锁</text>", ">毫秒</text>").doesNotContain(">null<");
    }

    @Test void linesGoToTheRightByNumbers() {
        var chart = Notebook.plot(List.of(new Speed(1, 4), new Speed(2, 2.5), new Speed(64, 2)), "threads", "seconds");
        assertThat(vega(chart).path("encoding").path("x").path("type").asString()).isEqualTo("quantitative");
        assertThat(vega(chart).path("encoding").path("x").path("title").asString()).isEqualTo("threads");
        assertThat(svg(chart)).contains(">threads</text>", ">seconds</text>");
        assertThat(chart.toString()).startsWith("threads  seconds\n1              4  ███");
        assertThat(Notebook.plot(ROWS.stream().map(r -> Map.of("a", 1, "b", 2, "c", r.活())).toList(), "a", "b", "c")
                .series()).containsExactly("计算", "等待");
    }

    @Test void anAxisOfPowersOfTenShowsTheSmallBesideTheLarge() {
        var numbers = new LinkedHashMap<String, Double>(Map.of("虚拟线程", 1.1));
        numbers.put("进程", 51_234.0);
        var chart = Notebook.bars(numbers).log();
        assertThat(vega(chart).path("encoding").path("x").path("scale"))
                .isEqualTo(Json.read("{\"type\": \"log\", \"domain\": [1.0, 100000.0]}"));
        assertThat(vega(chart).path("encoding").path("x").path("axis").path("values"))
                .isEqualTo(Json.read("[1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0]"));
        assertThat(svg(chart)).contains(">51,234</text>", ">1.1</text>");
        assertThatThrownBy(() -> Notebook.bars(Map.of("快", 0)).log()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log() needs numbers above 0, and 快 has 0");
    }

    @Test void whatCannotBeDrawnIsSaid() {
        assertThatThrownBy(() -> Notebook.bars(ROWS, "做法", "秒"))
                .hasMessage("there is no column '秒' in the rows; they have 做法, 活, 毫秒");
        assertThatThrownBy(() -> Notebook.bars(ROWS, "毫秒", "做法"))
                .hasMessage("the column '做法' holds 线程, which is no number that can be drawn");
        assertThatThrownBy(() -> Notebook.plot(ROWS, "做法", "毫秒")).hasMessageContaining("which is no number");
        assertThatThrownBy(() -> Notebook.bars(List.of(Map.of("a", "x", "b", Double.NaN)), "a", "b"))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Notebook.bars(Map.of())).hasMessage("there are no rows to be drawn");
        assertThatThrownBy(() -> Notebook.plot("text", "a", "b"))
                .hasMessageContaining("a collection, an array or a map of records or maps, not java.lang.String");
    }

    @Test void nothingAboveNothingIsDrawnToo() {
        assertThat(Notebook.bars(Map.of("零", 0)).toString()).isEqualTo("\n零  0");
        assertThat(svg(Notebook.bars(Map.of("零", 0)))).contains(">零</text>");
        assertThat(svg(Notebook.bars(Map.of("负", -3.5)))).contains(">-3.5</text>");
    }
}
