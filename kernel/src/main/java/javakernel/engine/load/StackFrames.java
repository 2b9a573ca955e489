package javakernel.engine.load;

import java.util.Optional;
import java.util.regex.Pattern;
import javakernel.engine.source.Holder;
import javakernel.engine.source.Place;
import org.jspecify.annotations.Nullable;

/** What a stack frame means to the reader. Any thread may ask. */
public final class StackFrames {
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");

    private final LoadedUnits units;

    public StackFrames(LoadedUnits units) {
        this.units = units;
    }

    /** The line of a cell that {@code frame} is in; empty for code that is no cell's. */
    public Optional<Place> place(StackTraceElement frame) {
        return place(frame.getClassName(), frame.getFileName(), frame.getLineNumber());
    }

    /** The line of a cell where a task was handed over or a thread started: what {@code LineTable.site} made of it. */
    public Optional<Place> place(String site) {
        int colon = site.lastIndexOf(':');
        return place(site.substring(0, colon), null, Integer.parseInt(site.substring(colon + 1)));
    }

    private Optional<Place> place(String className, @Nullable String file, int line) {
        if (!Linker.isNotebooks(className.replace('.', '/'))) return Optional.empty();
        var latest = units.find(className);
        if (latest == null) return Optional.empty();
        var lines = latest.lines(className);
        if (lines != null && (file == null || file.equals(lines.file())))
            return Optional.ofNullable(lines.places().get(line));
        return units.all().stream().filter(u -> u.classes().containsKey(className)).map(u -> u.lines(className))
                .filter(l -> l != null && (file == null || file.equals(l.file()))).findFirst()
                .map(l -> l.places().get(line));
    }

    /**
     * How a frame in a cell is called: {@code Account.add}, {@code dance}, or nothing for the cell's own statements.
     */
    public static String method(StackTraceElement frame) {
        var name = frame.getClassName();
        var type = Holder.isName(name) ? "" : Holder.inner(name).replace('$', '.') + ".";
        var method = frame.getMethodName();
        var lambda = LAMBDA.matcher(method);
        if (lambda.matches()) return lambda.group(1).startsWith(Holder.RUN) ? "lambda" : type + "lambda in "
                + lambda.group(1);
        if (method.equals("<init>")) return "new " + type.substring(0, Math.max(0, type.length() - 1));
        return method.startsWith(Holder.RUN) ? "" : type + method;
    }
}
