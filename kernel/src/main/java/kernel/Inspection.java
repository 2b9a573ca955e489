package kernel;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** The documentation of what stands at the cursor, as an inspect_reply. */
final class Inspection {
    private Inspection() { }

    static Map<String, Object> content(List<Documentation> found) {
        return Map.of("status", "ok", "found", !found.isEmpty(), "metadata", Map.of(), "data", found.isEmpty() ? Map.of() : Map.of(
                "text/plain", found.stream().map(d -> d.signature() + javadoc(d, "\n\n").replaceAll("<[^>]+>", "")).collect(Collectors.joining("\n\n")),
                "text/html", found.stream().map(d -> "<pre>" + escape(d.signature()) + "</pre>" + javadoc(d, "")).collect(Collectors.joining("<hr>"))));
    }

    private static String javadoc(Documentation d, String before) {
        return d.javadoc() == null ? "" : before + d.javadoc();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
