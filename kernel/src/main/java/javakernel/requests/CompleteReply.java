package javakernel.requests;

import java.util.List;
import java.util.Map;
import javakernel.engine.help.Help;
import javakernel.magic.cells.Magics;

/** What may stand at the cursor, as a complete_reply: with types, as JupyterLab shows them beside each match. */
public final class CompleteReply {
    private CompleteReply() {}

    public static Map<String, Object> content(String code, Help.Completion found) {
        return content(code, found.matches(), found.start(), found.end());
    }

    public static Map<String, Object> content(String code, Magics.Completion found) {
        var matches = found.matches().stream()
                .map(m -> new Help.Match(m.text(), m.text().startsWith("%") ? "magic" : "argument", m.summary()))
                .toList();
        return content(code, matches, found.start(), found.end());
    }

    private static Map<String, Object> content(String code, List<Help.Match> matches, int startUnit, int endUnit) {
        int start = code.codePointCount(0, startUnit); // the protocol counts in code points, Java in UTF-16 units
        int end = code.codePointCount(0, endUnit);
        var types = matches.stream().map(
                m -> Map.of("text", m.text(), "type", m.type(), "signature", m.signature(), "start", start, "end", end))
                .toList();
        return Map.of("status", "ok", "matches", matches.stream().map(Help.Match::text).toList(), "cursor_start", start,
                "cursor_end", end,
                "metadata", Map.of("_jupyter_types_experimental", types));
    }
}
