package kernel.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Where each snippet stands in which cell, and so what line of a cell a stack frame means.
 * Used by threads that hold the compiler's lock.
 */
final class Origins {
    private static final Pattern WRAPPER = Pattern.compile("(REPL\\.\\$JShell\\$\\w+)(?:\\$(.+))?");

    /** The {@code source} in which a snippet begins at {@code offset}, or at {@code from} where the kernel put code before it. */
    record Origin(Source source, int offset, int from) {
        Place at(int position) {
            return Place.of(source, Math.max(offset + position, from));
        }
    }

    private final Map<String, Origin> origins = new HashMap<>();    // by snippet id
    private final JShell shell;
    private Origin evaluated;       // of the snippet that is being evaluated, whose id is known only afterwards

    Origins(JShell shell) {
        this.shell = shell;
    }

    /** What is evaluated now comes from {@code origin}. */
    void evaluating(Origin origin) {
        evaluated = origin;
    }

    void add(Snippet snippet, Origin origin) {
        origins.put(snippet.id(), origin);
    }

    /** Where the notebook has {@code snippet} from. */
    Optional<Place> place(Snippet snippet) {
        return Optional.ofNullable(origins.get(snippet.id())).map(o -> o.at(snippet.source().indexOf(snippet.source().strip())));
    }

    /** The line of a cell that {@code frame} is in; empty for code that is no cell's. */
    Optional<Place> place(StackTraceElement frame) {
        var wrapper = WRAPPER.matcher(frame.getClassName());
        if (!wrapper.matches()) return Optional.empty();
        return shell.snippets().flatMap(s -> place(s, wrapper.group(1), frame.getLineNumber()).stream())
                .findFirst();
    }

    private Optional<Place> place(Snippet snippet, String className, int line) {
        SnippetWrapper wrapper;
        try {
            wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
        } catch (IllegalArgumentException e) {      // a snippet that was never valid
            return Optional.empty();
        }
        if (!wrapper.fullClassName().equals(className)) return Optional.empty();
        int start = 0;
        for (int i = 1; i < line; i++) start = wrapper.wrapped().indexOf('\n', start) + 1;
        int end = wrapper.wrapped().indexOf('\n', start);
        // what the wrapper adds stands before the snippet's text on its line: the first position that is in the text counts
        for (int i = start; i < (end < 0 ? wrapper.wrapped().length() : end); i++) {
            int position = wrapper.wrappedToSourcePosition(i);
            if (position >= 0 && wrapper.sourceToWrappedPosition(position) == i) {
                return Optional.of(origins.getOrDefault(snippet.id(), evaluated).at(position));
            }
        }
        return Optional.empty();
    }

    /** How a frame in a cell is called: {@code Account.add}, {@code dance}, or nothing for the cell's own statements. */
    static String method(StackTraceElement frame) {
        var wrapper = WRAPPER.matcher(frame.getClassName());
        var type = wrapper.matches() && wrapper.group(2) != null ? wrapper.group(2).replace('$', '.') + "." : "";
        var name = frame.getMethodName();
        if (name.startsWith("lambda$")) name = "lambda";
        return name.endsWith("$") ? "" : type + name;      // do_it$ and the like are not the notebook's
    }
}
