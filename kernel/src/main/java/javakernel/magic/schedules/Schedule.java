package javakernel.magic.schedules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.display.Displayable;
import javakernel.display.Html;
import javakernel.display.MimeType;
import javakernel.display.render.TextColumns;
import org.jspecify.annotations.Nullable;

/**
 * Steps of threads in the order in which they were done, in a lane for each thread, with the shared variables beside
 * them. Where scripts may run, it can be stepped through forwards and back; everywhere else it is a table.
 *
 * @param summary   what this is the schedule of
 * @param lanes     names of the threads
 * @param variables names of what they share
 * @param begin     the variables' values before the first step; "" where that is not known
 * @param steps     in order
 * @param end       what came of it
 * @param notes     what else there is to say
 */
public record Schedule(String summary, List<String> lanes, List<String> variables, List<String> begin, List<Step> steps,
        String end, List<String> notes) implements Displayable {
    private static final List<String> COLOURS =
            List.of("59,143,212", "230,159,0", "0,158,115", "204,121,167", "213,94,0", "136,136,136");
    private static final String TEXT = "margin-left:8px"; // where printed text begins, too
    private static final String CELL = "text-align:left;vertical-align:top;";

    /**
     * What a thread did.
     *
     * @param lane   whose it is, from 0
     * @param text   what it did
     * @param code   the line of the cell that did it
     * @param line   which line that is
     * @param values of the variables, after it
     */
    public record Step(int lane, String text, String code, int line, List<String> values) {}

    @Override public Map<String, Object> mimeBundle() {
        return new LinkedHashMap<>(Map.of(MimeType.HTML, html(), MimeType.PLAIN, toString()));
    }

    private String html() {
        var id = "schedule-" + UUID.randomUUID();
        var html = new StringBuilder("<div id=\"").append(id).append("\"><p style=\"" + TEXT + "\"><b>")
                .append(Html.escape(summary)).append("</b></p>").append("<table><thead><tr>");
        Stream.of(List.of(Texts.of("schedule.step")), lanes,
                variables.stream().map(v -> "<code>" + Html.escape(v) + "</code>").toList(),
                List.of(Texts.of("schedule.line"))).flatMap(List::stream)
                .forEach(head -> html.append("<th style=\"text-align:left\">")
                        .append(head.startsWith("<") ? head : Html.escape(head)).append("</th>"));
        html.append("</tr></thead><tbody>").append(row(Texts.of("schedule.begin"), -1, "", begin, null, ""));
        var before = begin;
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            html.append(row(String.valueOf(i + 1), step.lane(), step.text(), step.values(), before,
                    step.line() + ": " + step.code()));
            before = step.values();
        }
        html.append("</tbody></table><p style=\"" + TEXT + "\"><b>").append(Html.escape(end)).append("</b></p>");
        for (var note : notes)
            html.append("<p style=\"" + TEXT + "\"><small>").append(Html.escape(note)).append("</small></p>");
        return html.append("</div>").append(SCRIPT.replace("ID", id).replace("BACK", Texts.of("schedule.back"))
                .replace("FORWARDS", Texts.of("schedule.forwards"))).toString();
    }

    /** @param before values of the row before, null for none */
    private String row(String number, int lane, String text, List<String> values, @Nullable List<String> before,
            String code) {
        var row = new StringBuilder("<tr><td style=\"" + CELL + "\">").append(number).append("</td>");
        for (int i = 0; i < lanes.size(); i++) {
            var ground = "background:rgba(" + COLOURS.get(i % COLOURS.size()) + (i == lane ? ",0.45)" : ",0.10)");
            row.append("<td style=\"" + CELL).append(ground).append("\">")
                    .append(i == lane ? "<b>" + Html.escape(text) + "</b>" : "").append("</td>");
        }
        for (int i = 0; i < values.size(); i++) {
            var value = "<code>" + Html.escape(values.get(i)) + "</code>";
            boolean changed = before != null && !before.get(i).equals(values.get(i));
            row.append("<td style=\"" + CELL + "\">")
                    .append(values.get(i).isEmpty() ? "" : changed ? "<b>" + value + "</b>" : value).append("</td>");
        }
        return row.append("<td style=\"" + CELL + "white-space:pre\">")
                .append(code.isEmpty() ? "" : "<code>" + Html.escape(code) + "</code>").append("</td></tr>").toString();
    }

    @Override public String toString() {
        var rows = new ArrayList<List<String>>();
        rows.add(Stream.of(List.of(Texts.of("schedule.step")), lanes, variables, List.of(Texts.of("schedule.line")))
                .flatMap(List::stream).toList());
        rows.add(
                Stream.of(List.of(Texts.of("schedule.begin")), lanes.stream().map(_ -> "").toList(), begin, List.of(""))
                        .flatMap(List::stream).toList());
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var row = new ArrayList<String>(List.of(String.valueOf(i + 1)));
            for (int lane = 0; lane < lanes.size(); lane++) row.add(lane == step.lane() ? step.text() : "");
            row.addAll(step.values());
            row.add(step.line() + ": " + step.code());
            rows.add(row);
        }
        return Stream.of(List.of(summary), TextColumns.of(rows, Set.of()), List.of(end), notes).flatMap(List::stream)
                .collect(Collectors.joining("\n"));
    }

    /** The page may put the script in before the table. */
    private static final String SCRIPT =
            """
                    <script>(function begin(tries) {
                      const all = document.getElementById("ID");
                      if (!all) { if (tries) setTimeout(() => begin(tries - 1), 50); return; }
                      all.querySelector("p").insertAdjacentHTML("afterend", `<p style="margin-left:8px"><button>|◀</button> <button>◀ BACK</button> <button>FORWARDS ▶</button> <button>▶|</button>
                        <input type="range" min="0" style="vertical-align:middle"> <span></span></p>`);
                      const controls = all.querySelector("p + p"), rows = [...all.querySelectorAll("tbody tr")], slider = controls.querySelector("input");
                      const said = controls.querySelector("span"), last = rows.length - 1, end = all.querySelector("table + p"), buttons = controls.querySelectorAll("button");
                      const show = step => {
                        slider.value = step;
                        said.textContent = step + " / " + last;
                        rows.forEach((row, i) => { row.style.opacity = i > step ? 0.15 : 1; row.style.outline = i == step ? "2px solid #d5400a" : ""; });
                        end.style.opacity = step < last ? 0.15 : 1;
                      };
                      slider.max = last;
                      slider.oninput = () => show(+slider.value);
                      [() => 0, () => Math.max(0, slider.value - 1), () => Math.min(last, +slider.value + 1), () => last].forEach((to, i) => buttons[i].onclick = () => show(to()));
                      show(last);
                    })(40);</script>""";
}
