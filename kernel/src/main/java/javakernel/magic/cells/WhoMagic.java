package javakernel.magic.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javakernel.base.Texts;
import javakernel.display.render.MimeBundle;
import javakernel.engine.Engine;
import javakernel.magic.Magic;
import javakernel.magic.MagicCall;
import javakernel.output.Result;
import org.jspecify.annotations.Nullable;

/** {@code %who}: the notebook's variables. */
final class WhoMagic implements Magic {
    private static final int WIDTH = 60;

    private final Engine engine;

    WhoMagic(Engine engine) {
        this.engine = engine;
    }

    @Override public List<String> names() {
        return List.of("%who", "%whos");
    }

    @Override public String summary() {
        return Texts.of("who.summary");
    }

    @Override public String usage() {
        return Texts.of("who.usage");
    }

    @Override public Result run(MagicCall call) {
        var lines = new ArrayList<String>();
        var variables = engine.variables();
        int type = variables.stream().mapToInt(v -> v.type().length()).max().orElse(0);
        int name = variables.stream().mapToInt(v -> v.name().length()).max().orElse(0);
        for (var v : variables)
            lines.add(("%-" + type + "s  %-" + name + "s  %s").formatted(v.type(), v.name(), begin(v.value())));
        call.cell().out()
                .println(lines.isEmpty() ? Texts.of("who.none") : lines.stream().collect(Collectors.joining("\n")));
        return new Result.Done(null);
    }

    private static String begin(@Nullable Object value) {
        var text = value instanceof String s ? '"' + s + '"' : text(value);
        var line = text.lines().findFirst().orElse("");
        return line.length() > WIDTH || line.length() < text.stripTrailing().length()
                ? line.substring(0, Math.min(line.length(), WIDTH)) + " …" : line;
    }

    private static String text(@Nullable Object value) {
        try {
            return MimeBundle.text(value, WIDTH + 1);
        } catch (RuntimeException e) {
            return Texts.of("who.throws", e);
        }
    }
}
