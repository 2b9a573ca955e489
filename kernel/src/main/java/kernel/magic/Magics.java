package kernel.magic;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kernel.engine.Engine;
import kernel.engine.Result;
import kernel.output.Cell;

/** The commands that a cell may use beside Java: {@code %%name} in its first line takes the rest of the cell. */
public final class Magics {
    /** A command that takes the whole cell. */
    @FunctionalInterface
    interface CellMagic {
        /**
         * @param arguments the rest of the first line
         * @param body      the cell from its second line on
         */
        Result run(Cell cell, String arguments, String body);
    }

    private static final Pattern FIRST_LINE = Pattern.compile("\\s*%%(\\w+)[ \\t]*([^\\n]*)\\n?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LINE = Pattern.compile("(?:^|\\n)[ \\t]*%(\\w+)");

    private final Engine engine;
    private final Map<String, CellMagic> cellMagics = new TreeMap<>(Map.of("javac", new Javac()));

    public Magics(Engine engine) {
        this.engine = engine;
    }

    /** Runs a cell: as a command where its first line names one, else as Java. */
    public Result run(Cell cell, String source) {
        var first = FIRST_LINE.matcher(source);
        if (first.lookingAt()) {
            var magic = cellMagics.get(first.group(1));
            if (magic == null) return unknown("%%" + first.group(1));
            return magic.run(cell, first.group(2).strip(), source.substring(first.end()));
        }
        var line = LINE.matcher(source);
        if (line.find()) return unknown("%" + line.group(1));
        return engine.run(cell, source);
    }

    private Result unknown(String name) {
        var known = cellMagics.keySet().stream().map(n -> "%%" + n).collect(Collectors.joining(", "));
        return Failures.of("UnknownMagic", "there is no magic " + name, "Magics of this kernel: " + known + ".");
    }
}
