package javakernel.display.render;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableTest {
    record Ticket(int number, String seller, Double price) {}

    private static String text(Object rows) {
        return Table.of(rows, Table.ROWS).text();
    }

    private static String html(Object rows) {
        return Table.of(rows, Table.ROWS).html();
    }

    @Test void ofRecordsTheComponentsAreTheColumns() {
        assertThat(text(List.of(new Ticket(1, "小红", 12.5), new Ticket(20, "Tom", null)))).isEqualTo("""
                number  seller  price
                     1  小红     12.5
                    20  Tom      null""");
    }

    @Test void ofMapsTheKeysAreTheColumnsAlsoThoseThatNotEachHas() {
        var first = new LinkedHashMap<String, Object>();
        first.put("a", 1);
        first.put("b", "x");
        assertThat(text(List.of(first, Map.of("c", List.of(1, 2))))).isEqualTo("""
                a  b  c
                1  x
                      [1, 2]""");
    }

    @Test void aMapIsATableOfItsEntries() {
        assertThat(text(new TreeMap<>(Map.of("a", 1, "b", 2)))).isEqualTo("key  value\na        1\nb        2");
        assertThat(text(Map.of("a", new Ticket(1, "Tom", 1.0))))
                .isEqualTo("key  number  seller  price\na         1  Tom       1.0");
    }

    @Test void anythingElseIsInOneColumnOrInNumberedOnes() {
        assertThat(text(Arrays.asList("x", null))).isEqualTo("value\nx\nnull");
        assertThat(text(new int[] {1, 2})).isEqualTo("value\n    1\n    2");
        assertThat(text(new int[][] {{1, 2}, {3}})).isEqualTo("0  1\n1  2\n3");
        assertThat(text(List.of())).isEmpty();
        assertThatThrownBy(() -> Table.of(42, 1))
                .hasMessage("a table needs a collection, an array or a map, not java.lang.Integer");
        assertThatThrownBy(() -> Table.of(null, 1))
                .hasMessage("a table needs a collection, an array or a map, not null");
    }

    @Test void inHtmlAllIsEscaped() {
        assertThat(html(List.of(Map.of("<i>", "<script>alert(\"1\")</script>&"))))
                .isEqualTo("<table><thead><tr><th style=\"text-align:left\">&lt;i&gt;</th></tr></thead><tbody><tr>"
                        + "<td style=\"text-align:left\">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;</td></tr></tbody></table>");
    }

    @Test void numbersStandOnTheRight() {
        assertThat(html(List.of(new Ticket(1, "Tom", null)))).contains("<td style=\"text-align:right\">1</td>",
                "<td style=\"text-align:left\">Tom</td>");
    }

    @Test void ofManyRowsThe100FirstAreShownAndTheOthersCounted() {
        var rows = IntStream.range(0, 1_000_000).mapToObj(i -> new Ticket(i, "", 0.0)).toList();
        assertThat(html(rows)).contains(">99</td>").doesNotContain(">100</td>")
                .endsWith("</table><p style=\"margin-left:8px\">… 999,900 more rows</p>");
        assertThat(text(rows)).endsWith("\n… 999,900 more rows");
        assertThat(Table.of(rows, 2).html()).contains(">1</td>").doesNotContain(">2</td>")
                .endsWith("<p style=\"margin-left:8px\">… 999,998 more rows</p>");
        assertThat(html(rows.subList(0, 100))).endsWith("</table>");
    }

    @Test void ofManyColumnsThe50FirstAreShown() {
        var wide = IntStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> i, i -> "v" + i));
        assertThat(html(List.of(wide))).contains(">49<").doesNotContain(">50<")
                .endsWith("<p style=\"margin-left:8px\">only the first 50 columns are shown</p>");
    }

    @Test void aLongValueIsCut() {
        assertThat(text(List.of("x".repeat(1_000)))).isEqualTo("value\n" + "x".repeat(500) + "… 500 more characters");
    }

    @Test void inTextARowIsOneLine() {
        assertThat(text(List.of("a\nb"))).isEqualTo("value\na b");
    }
}
