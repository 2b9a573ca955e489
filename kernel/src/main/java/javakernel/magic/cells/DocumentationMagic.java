package javakernel.magic.cells;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javakernel.base.Texts;
import javakernel.display.DisplayData;
import javakernel.display.Html;
import javakernel.display.MimeType;
import javakernel.display.render.CellDisplay;
import javakernel.engine.Engine;
import javakernel.engine.help.Help.Described;
import javakernel.engine.help.Javadoc;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;
import org.jspecify.annotations.Nullable;

/** {@code name?}: the documentation of a name, below the cell. */
public final class DocumentationMagic implements Magic {
    static final String NAME = "?";

    private final Engine engine;

    DocumentationMagic(Engine engine) {
        this.engine = engine;
    }

    @Override public List<String> names() {
        return List.of(NAME);
    }

    @Override public String summary() {
        return Texts.of("magic.documentation.summary");
    }

    @Override public String usage() {
        return Texts.of("magic.documentation.usage");
    }

    @Override public int java(String arguments) {
        return 0;
    }

    @Override public Result run(MagicCall call) throws InterruptedException {
        var asked = call.arguments();
        var name = asked.replace("?", "").strip();
        var found = document(name);
        if (found.isEmpty()) call.cell().out().println(Texts.of("help.unknown", name));
        else CellDisplay.show(call.cell(), new DisplayData(data(found, asked.contains("??")), Map.of()));
        return new Result.Done(null);
    }

    private List<Described> document(String name) throws InterruptedException {
        try {
            return engine.help().document(name, name.length());
        } catch (CancellationException e) {
            throw new InterruptedException();
        }
    }

    /**
     * What front ends show, by MIME type; empty where nothing was found.
     *
     * @param withSource whether the source of what the notebook declares is told, too
     */
    public static Map<String, Object> data(List<Described> found, boolean withSource) {
        if (found.isEmpty()) return Map.of();
        Function<Described, @Nullable String> source = d -> withSource ? d.source() : null;
        var data = new LinkedHashMap<String, Object>();
        data.put(MimeType.PLAIN,
                join(found, "\n\n",
                        d -> parts("\n\n", d.signature(), place(d), javadoc(d, Javadoc.Rendered::text),
                                source.apply(d))));
        data.put("text/markdown", join(found, "\n\n---\n\n",
                d -> parts("\n\n", fenced(d.signature()), place(d), javadoc(d, Javadoc.Rendered::markdown),
                        fenced(source.apply(d)))));
        // else the front end shows the Markdown
        if (found.stream().allMatch(d -> d.javadoc() == null || d.javadoc().html() != null)) {
            data.put(MimeType.HTML, join(found, "<hr>",
                    d -> parts("", pre(d.signature()), paragraph(place(d)), javadoc(d, Javadoc.Rendered::html),
                            pre(source.apply(d)))));
        }
        return data;
    }

    private static String join(List<Described> found, String between, Function<Described, @Nullable String> text) {
        return found.stream().map(text).collect(Collectors.joining(between));
    }

    private static String parts(String between, @Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(between));
    }

    private static @Nullable String place(Described d) {
        return d.place() == null ? null : Texts.of("help.declaredIn", d.place());
    }

    private static @Nullable String javadoc(Described d, Function<Javadoc.Rendered, @Nullable String> form) {
        return d.javadoc() == null ? null : form.apply(d.javadoc());
    }

    private static @Nullable String fenced(@Nullable String code) {
        return code == null ? null : "```java\n" + code + "\n```";
    }

    private static @Nullable String pre(@Nullable String code) {
        return code == null ? null : "<pre>" + Html.escape(code) + "</pre>";
    }

    private static @Nullable String paragraph(@Nullable String text) {
        return text == null ? null : "<p>" + Html.escape(text) + "</p>";
    }
}
