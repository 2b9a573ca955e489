package kernel.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Where each snippet stands in which cell, and so what line of a cell a stack frame means. Snippets are told and asked for by threads
 * that hold the compiler's lock, lines and frames by any.
 */
final class Origins {
    private static final Pattern CLASS = Pattern.compile("(REPL\\.\\$JShell\\$(\\w+))(?:\\$(.+))?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WRAPPER = Pattern.compile("\\bREPL[./]\\$JShell\\$\\w+[$.]");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");
    private static final int MAX_LINE = 0xffff;     // that a class file can tell

    /** The {@code source} in which a snippet begins at {@code offset}, or at {@code from} where the kernel put code before it. */
    record Origin(Source source, int offset, int from) {
        Place at(int position) {
            return Place.of(source, Math.max(offset + position, from));
        }
    }

    private final Map<Snippet, Origin> origins = new WeakHashMap<>();     // not by id: what is declared again has that of its predecessor
    private final List<String> loaded = new ArrayList<>();          // classes of which the lines are not known yet
    private final Set<String> settled = new HashSet<>();            // classes that are new since the current snippet is being evaluated
    private final Map<String, Lines> lines = new ConcurrentHashMap<>();     // by class
    private Origin evaluated;       // of the snippet that is being evaluated, which is known only afterwards

    /** What is evaluated now comes from {@code origin}. */
    void evaluating(Origin origin) {
        evaluated = origin;
        settled.clear();
    }

    /** {@code snippet} has been evaluated; if it is known already, it comes from where it came from. */
    void add(JShell shell, Snippet snippet, Origin origin) {
        if (origins.putIfAbsent(snippet, origin) != null || !isCode(shell, snippet)) return;
        var name = shell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
        var known = lines.get(name);
        if (known != null && !settled.contains(name)) lines.put(name, known.moved(places(shell, name)));
    }

    /** {@code newer} stands for {@code older} from now on. */
    void replace(Snippet older, Snippet newer) {
        origins.put(newer, origins.get(older));
    }

    /** A class has been compiled, but no code uses it yet. */
    void loaded(String className) {
        loaded.add(className);
    }

    /** Before new classes are used: finds their lines. The shell knows the snippets by now. */
    void settle(JShell shell) {
        loaded.stream().flatMap(name -> wrapper(name).stream()).distinct().forEach(name -> {
            lines.put(name, lines(places(shell, name)));
            settled.add(name);
        });
        loaded.clear();
    }

    private static Lines lines(Map<Integer, Place> found) {
        boolean one = found.values().stream().map(Place::source).distinct().count() == 1 && found.values().stream().allMatch(p -> p.line() <= MAX_LINE);
        if (!one) return new Lines(null, found.keySet().stream().collect(Collectors.toMap(n -> n, n -> n)), found);
        var numbers = new HashMap<Integer, Integer>();
        var places = new HashMap<Integer, Place>();
        found.forEach((line, place) -> {
            numbers.put(line, place.line());
            places.put(place.line(), place);
        });
        return new Lines(found.values().iterator().next().source(), numbers, places);
    }

    /** The compiler's lines of a class that are in a cell. */
    private Map<Integer, Place> places(JShell shell, String className) {
        int left = (int) className.chars().filter(c -> c == '_').count() + 1;       // several overloads may stand in one class
        var found = new TreeMap<Integer, Place>();
        for (var snippet : shell.snippets().toList().reversed()) {
            if (!isCode(shell, snippet)) continue;
            var wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
            if (!wrapper.fullClassName().equals(className)) continue;
            addLines(wrapper, origins.getOrDefault(snippet, evaluated), found);
            if (--left == 0) break;
        }
        return found;
    }

    private static boolean isCode(JShell shell, Snippet snippet) {
        return snippet.kind() != Snippet.Kind.IMPORT && shell.status(snippet).isDefined();
    }

    private static void addLines(SnippetWrapper wrapper, Origin origin, Map<Integer, Place> found) {
        var text = wrapper.wrapped();
        int start = text.indexOf("\nclass ") + 1;
        int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        var code = Lexed.of(text).code();
        int assignment = 0;     // the line of the wrapper's that gives the variable what stands in the lines after it
        for (int end; start < text.length(); start = end + 1, line++) {
            end = text.indexOf('\n', start);
            if (end < 0) end = text.length();
            if (text.startsWith(" =", end - 2)) assignment = line;
            // what the wrapper adds stands before the snippet's text on its line: the first position that is in the text counts
            for (int i = start; i < end; i++) {
                int position = wrapper.wrappedToSourcePosition(i);
                if (position >= 0 && wrapper.sourceToWrappedPosition(position) == i) {
                    found.put(line, origin.at(position));
                    if (assignment > 0 && !code.substring(start, end).isBlank()) {
                        found.putIfAbsent(assignment, origin.at(position));
                        assignment = 0;
                    }
                    break;
                }
            }
        }
    }

    /** The lines of a class that the notebook's code has compiled to; null for others. */
    Lines lines(String className) {
        return wrapper(className).map(lines::get).orElse(null);
    }

    /** Where the notebook has {@code snippet} from. */
    Optional<Place> place(Snippet snippet) {
        return Optional.ofNullable(origins.get(snippet)).map(o -> o.at(snippet.source().indexOf(snippet.source().strip())));
    }

    /** The line of a cell that {@code frame} is in; empty for code that is no cell's. */
    Optional<Place> place(StackTraceElement frame) {
        return place(frame.getClassName(), frame.getLineNumber());
    }

    /** The line of a cell where a task was handed over or a thread started: what {@link Weaver} made of it. */
    Optional<Place> place(String site) {
        int colon = site.lastIndexOf(':');
        return place(site.substring(0, colon), Integer.parseInt(site.substring(colon + 1)));
    }

    /** What stands for a line of {@code className} in the woven code. */
    static String site(String className, int line) {
        return className + ":" + line;
    }

    private Optional<Place> place(String className, int line) {
        return Optional.ofNullable(lines(className)).map(l -> l.places().get(line));
    }

    private static Optional<String> wrapper(String className) {
        var name = CLASS.matcher(className);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** The text with the notebook's classes called as the notebook calls them. */
    static String readable(String text) {
        return WRAPPER.matcher(text).replaceAll("");
    }

    /** How a frame in a cell is called: {@code Account.add}, {@code dance}, or nothing for the cell's own statements. */
    static String method(StackTraceElement frame) {
        var name = CLASS.matcher(frame.getClassName());
        var type = name.matches() && name.group(3) != null ? name.group(3).replace('$', '.') + "." : "";
        var method = frame.getMethodName();
        var lambda = LAMBDA.matcher(method);
        if (lambda.matches()) return lambda.group(1).startsWith("do_it$") ? "lambda" : type + "lambda in " + lambda.group(1);
        if (method.equals("<init>")) return "new " + type.substring(0, Math.max(0, type.length() - 1));
        return method.startsWith("do_it$") || method.endsWith("$") ? "" : type + method;      // those are not the notebook's
    }
}
