package kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kernel.display.Mime;
import kernel.engine.help.Help.Described;
import kernel.engine.help.Javadoc;
import kernel.magic.Magic;
import kernel.magic.Magics;

/** The documentation of what stands at the cursor, as an inspect_reply. */
final class Inspection {
    private Inspection() { }

    static Map<String, Object> content(Magic magic) {
        return content(Map.of(Mime.PLAIN, Magics.help(magic)));
    }

    /** @param detail from 1 on the source of what the notebook declares is told, too */
    static Map<String, Object> content(List<Described> found, int detail) {
        if (found.isEmpty()) return content(Map.of());
        var data = new LinkedHashMap<String, Object>();
        data.put(Mime.PLAIN, join(found, "\n\n", d -> parts("\n\n", d.signature(), place(d), javadoc(d, Javadoc.Rendered::text), source(d, detail))));
        data.put("text/markdown", join(found, "\n\n---\n\n", d -> parts("\n\n", fenced(d.signature()), place(d), javadoc(d, Javadoc.Rendered::markdown), fenced(source(d, detail)))));
        if (found.stream().allMatch(d -> d.javadoc() == null || d.javadoc().html() != null)) {      // else the front end shows the Markdown
            data.put(Mime.HTML, join(found, "<hr>", d -> parts("", pre(d.signature()), paragraph(place(d)), javadoc(d, Javadoc.Rendered::html), pre(source(d, detail)))));
        }
        return content(data);
    }

    private static Map<String, Object> content(Map<String, Object> data) {
        return Map.of("status", "ok", "found", !data.isEmpty(), "metadata", Map.of(), "data", data);
    }

    private static String join(List<Described> found, String between, Function<Described, String> text) {
        return found.stream().map(text).collect(Collectors.joining(between));
    }

    private static String parts(String between, String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(between));
    }

    private static String place(Described d) {
        return d.place() == null ? null : "declared in " + d.place();
    }

    private static String javadoc(Described d, Function<Javadoc.Rendered, String> form) {
        return d.javadoc() == null ? null : form.apply(d.javadoc());
    }

    private static String source(Described d, int detail) {
        return detail > 0 ? d.source() : null;
    }

    private static String fenced(String code) {
        return code == null ? null : "```java\n" + code + "\n```";
    }

    private static String pre(String code) {
        return code == null ? null : "<pre>" + escape(code) + "</pre>";
    }

    private static String paragraph(String text) {
        return text == null ? null : "<p>" + escape(text) + "</p>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
