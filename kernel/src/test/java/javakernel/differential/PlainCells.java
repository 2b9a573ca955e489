package javakernel.differential;

import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * What plain Java makes of cells. They become one class: what they declare are its members, what they do is the body of
 * one of its methods, each part on a line of its cell's; javac compiles it, and it is run. What cannot be said so (a
 * name that is declared twice, a method that uses a variable of a cell) is asked of JShell instead, unless it shall be
 * an error. Runs in a JVM of its own, whose standard output it takes.
 */
public final class PlainCells {
    private static final String FEATURE = String.valueOf(Runtime.version().feature());
    private static final String[] OPTIONS = {"--enable-preview", "--source", FEATURE};
    private static final Pattern STATEMENT =
            Pattern.compile("(if|for|while|do|try|synchronized|throw|return|assert)\\b|\\{|\\w+\\s*:[^:]");
    private static final String IMPORT = "import module java.base;";
    private static final String BEGIN = IMPORT + "import static javakernel.differential.PlainCells.*;\n";
    private static final String CLASS = "Cells";

    private static final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private static List<CellOutcome> done = new ArrayList<>(); // of the block that runs
    private static Object value;

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final JavaFileManager files = compiler.getStandardFileManager(null, null, null); // keeps what it reads
    private final SourceCodeAnalysis analysis;
    private final Path folder;
    private final Map<String, List<Part>> parts = new HashMap<>(); // by the cell's text
    private final Map<Unit, Compiled> compiled = new HashMap<>();

    private PlainCells(SourceCodeAnalysis analysis, Path folder) {
        this.analysis = analysis;
        this.folder = folder;
    }

    /** A declaration, statement or expression of a cell. */
    private record Part(Snippet.Kind kind, int from, int to) {}

    /** The class; each of {@code cells} begins on its line of {@code starts} and ends before that of {@code ends}. */
    private record Unit(String text, List<Integer> starts, List<Integer> ends, List<Integer> cells) {
        /** The cell and the line in it, both from 1, of a line of the class. */
        int[] place(long line) {
            for (int i = starts.size() - 1; i >= 0; i--) {
                if (line < starts.get(i)) continue;
                long within = Math.min(line, ends.get(i) - 1); // beyond is where the compiler misses something
                return new int[] {cells.get(i), (int) within - starts.get(i) + 1};
            }
            return new int[] {1, 1};
        }
    }

    /** @param args the blocks' files, the folder for what is compiled, the file for a list of each block's outcomes */
    public static void main(String[] args) throws Exception {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(out);
        Locale.setDefault(Locale.ENGLISH);
        var outcomes = new ArrayList<List<CellOutcome>>();
        try (var shell = JShell.create()) {
            shell.eval(IMPORT);
            var plain = new PlainCells(shell.sourceCodeAnalysis(), Path.of(args[args.length - 2]));
            for (var file : Arrays.asList(args).subList(0, args.length - 2)) {
                for (var block : Block.read(Path.of(file))) outcomes.add(List.copyOf(plain.run(block)));
            }
        }
        try (var to = new ObjectOutputStream(Files.newOutputStream(Path.of(args[args.length - 1])))) {
            to.writeObject(outcomes);
        }
        System.exit(0); // a block may have left a pool
    }

    /** Where its classes are, if there are no errors. */
    private record Compiled(Path folder, List<Mistake> errors) {}

    /** Without javac's own object, which would keep all that it knew. */
    private record Mistake(long line, String message) {}

    // ---- what the class calls ----

    public static void value(Object shown) {
        value = shown;
    }

    public static void end() {
        end(List.of(), List.of());
    }

    private static void end(List<String> errors, List<String> thrown) {
        System.out.flush();
        var text = value == null ? null : String.valueOf(value);
        done.add(new CellOutcome(text, printed.toString(StandardCharsets.UTF_8), errors, thrown));
        value = null;
        printed.reset();
    }

    // ---- javac ----

    private List<CellOutcome> run(Block block) throws Exception {
        boolean wrong = block.name().startsWith("errors/");
        done = new ArrayList<>();
        if (!block.name().startsWith("redeclarations/")) {
            for (var unit : wrong ? units(block.cells(), block.cells().size() - 1) : units(block.cells(), -1)) {
                var errors = errors(unit);
                if (errors.isEmpty()) {
                    call(unit);
                    return done;
                }
                if (wrong) {
                    for (int i = 1; i < block.cells().size(); i++) end();
                    var lines = lines(unit, errors);
                    end(isParsed(unit) ? lines : List.of(lines.getFirst().replaceFirst(": .*", "")), List.of());
                    return done;
                }
            }
        }
        return shell(block);
    }

    /** Candidates, the likeliest first. */
    private List<Unit> units(List<String> cells, int wrong) throws IOException {
        if (wrong < 0) return List.of(unit(cells, true, false), unit(cells, false, false));
        // what is wrong is taken for what javac gets furthest with, and has the fewest errors as
        Unit best = null;
        for (var unit : List.of(unit(cells, true, false), unit(cells, false, false), unit(cells, true, true))) {
            if (best == null || first(unit) > first(best)) best = unit;
            else if (first(unit) == first(best) && errors(unit).size() < errors(best).size()) best = unit;
        }
        return List.of(best);
    }

    private int first(Unit unit) throws IOException {
        return errors(unit).stream().mapToInt(m -> unit.place(m.line())[1]).min().orElse(Integer.MAX_VALUE);
    }

    private Unit unit(List<String> cells, boolean valued, boolean erroneousAreMembers) {
        var text = new StringBuilder(BEGIN);
        var starts = new ArrayList<Integer>();
        var ends = new ArrayList<Integer>();
        var numbers = new ArrayList<Integer>();
        for (int region = 0; region < 3; region++) {
            if (region == 1) text.append("class " + CLASS + " {\n");
            if (region == 2) text.append("void run() throws Throwable {\n");
            for (int c = 0; c < cells.size(); c++) {
                starts.add((int) text.chars().filter(ch -> ch == '\n').count() + 1);
                ends.add(starts.getLast() + (int) cells.get(c).lines().count());
                numbers.add(c + 1);
                text.append(region(cells.get(c), region, valued, erroneousAreMembers));
                text.append(region == 2 && c < cells.size() - 1 ? " end();\n" : "\n");
            }
        }
        return new Unit(text + "}}\n", starts, ends, numbers);
    }

    /** The cell's text with only its imports (0), members (1) or statements (2); all else is blank. */
    private String region(String cell, int region, boolean valued, boolean erroneousAreMembers) {
        var text = new StringBuilder();
        int end = 0;
        for (var part : parts(cell)) {
            text.append(cell.substring(end, part.from()).replaceAll("[^\n]", " "));
            end = part.to();
            var code = cell.substring(part.from(), end);
            int own = switch (part.kind()) {
                case IMPORT -> 0;
                case METHOD, TYPE_DECL -> 1;
                case ERRONEOUS -> erroneousAreMembers ? 1 : 2;
                default -> 2;
            };
            boolean open = !code.stripTrailing().endsWith(";") && !code.stripTrailing().endsWith("}");
            boolean shown = valued && own == 2 && cell.substring(end).isBlank() && isValue(part, code);
            if (own != region) text.append(code.replaceAll("[^\n]", " "));
            else if (shown) text.append("value(" + code + ");");
            else text.append(code).append(open && region != 1 && part.kind() != Snippet.Kind.ERRONEOUS ? ";" : "");
        }
        return text + cell.substring(end).replaceAll("[^\n]", " ");
    }

    private List<Part> parts(String cell) {
        return parts.computeIfAbsent(cell, this::split);
    }

    private List<Part> split(String cell) {
        var parts = new ArrayList<Part>();
        for (int from = 0; from < cell.length();) {
            var info = analysis.analyzeCompletion(cell.substring(from));
            int to = cell.length() - info.remaining().length();
            if (!info.completeness().isComplete() || to <= from) to = cell.length();
            var code = cell.substring(from, to);
            var snippets = analysis.sourceToSnippets(code);
            var completeness = info.completeness();
            boolean parsed = completeness.isComplete() || completeness == Completeness.CONSIDERED_INCOMPLETE;
            var kind = parsed && !snippets.isEmpty() ? kind(snippets.getFirst()) : Snippet.Kind.ERRONEOUS;
            if (!code.isBlank()) parts.add(new Part(kind, from + code.indexOf(code.strip()), to));
            from = to;
        }
        return parts;
    }

    /** An expression; {@code switch} may be a statement instead, which is then tried too. */
    private static boolean isValue(Part part, String code) {
        boolean closed = code.stripTrailing().endsWith(";") || STATEMENT.matcher(code).lookingAt();
        return !closed && part.kind() != Snippet.Kind.VAR;
    }

    private static Snippet.Kind kind(Snippet snippet) {
        boolean value = snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        return value ? Snippet.Kind.EXPRESSION : snippet.kind();
    }

    private List<Mistake> errors(Unit unit) throws IOException {
        if (!compiled.containsKey(unit)) compiled.put(unit, compile(unit));
        return compiled.get(unit).errors();
    }

    private Compiled compile(Unit unit) throws IOException {
        var messages = new DiagnosticCollector<JavaFileObject>();
        var to = Files.createDirectories(folder.resolve("" + compiled.size()));
        task(unit, messages, to).call();
        return new Compiled(to, onlyErrors(messages));
    }

    private boolean isParsed(Unit unit) throws IOException {
        var messages = new DiagnosticCollector<JavaFileObject>();
        task(unit, messages, folder).parse();
        return onlyErrors(messages).isEmpty();
    }

    private static List<Mistake> onlyErrors(DiagnosticCollector<JavaFileObject> messages) {
        return messages.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> new Mistake(d.getLineNumber(), d.getMessage(Locale.ENGLISH))).toList();
    }

    private JavacTask task(Unit unit, DiagnosticCollector<JavaFileObject> messages, Path to) {
        var source = new SimpleJavaFileObject(URI.create("string:///" + CLASS + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override public CharSequence getCharContent(boolean ignoreErrors) {
                return unit.text();
            }
        };
        var options = Stream.concat(Stream.of(OPTIONS), Stream.of("-proc:none", "-g", "-d", to.toString())).toList();
        return (JavacTask) compiler.getTask(null, files, messages, options, null, List.of(source));
    }

    private static List<String> lines(Unit unit, List<Mistake> mistakes) {
        return mistakes.stream().sorted(Comparator.comparingInt(m -> unit.place(m.line())[1]))
                .map(m -> told(unit.place(m.line())[1], m.message())).distinct().toList();
    }

    private static String told(int line, String message) {
        return "line " + line + ": " + message.lines().findFirst().orElse("").replace(CLASS + ".", "");
    }

    private void call(Unit unit) throws Exception {
        try (var loader = new URLClassLoader(new URL[] {compiled.get(unit).folder().toUri().toURL()})) {
            var type = loader.loadClass(CLASS);
            var constructor = type.getDeclaredConstructor();
            var run = type.getDeclaredMethod("run");
            constructor.setAccessible(true);
            run.setAccessible(true);
            try {
                run.invoke(constructor.newInstance());
                end();
            } catch (InvocationTargetException e) {
                end(List.of(), thrown(e.getCause(), unit));
            }
        }
    }

    private static List<String> thrown(Throwable thrown, Unit unit) {
        var lines = new ArrayList<String>();
        lines.add(thrown.toString().replace(CLASS + "$", ""));
        for (var frame : thrown.getStackTrace()) {
            if (!frame.getClassName().startsWith(CLASS)) continue;
            var place = unit.place(frame.getLineNumber());
            lines.add("cell " + place[0] + " line " + place[1]);
        }
        return lines;
    }

    // ---- JShell ----

    private List<CellOutcome> shell(Block block) {
        done = new ArrayList<>();
        value = null;
        printed.reset();
        try (var shell = JShell.builder().executionEngine("local").compilerOptions(OPTIONS).out(System.out).build()) {
            shell.eval(IMPORT);
            for (var cell : block.cells()) end(evaluate(shell, cell), List.of());
        }
        return done;
    }

    private List<String> evaluate(JShell shell, String cell) {
        var errors = new ArrayList<String>();
        for (var part : parts(cell)) {
            var code = cell.substring(part.from(), part.to());
            boolean last = cell.substring(part.to()).isBlank();
            for (var event : shell.eval(code)) {
                if (event.causeSnippet() != null) continue;
                if (event.exception() != null) throw new AssertionError("JShell's lines are not asked for: " + cell);
                var rejected = event.status() == Snippet.Status.REJECTED ? shell.diagnostics(event.snippet()) : null;
                if (rejected != null) rejected.filter(Diag::isError).forEach(d -> {
                    int line = (int) cell.substring(0, part.from() + (int) d.getStartPosition()).lines().count();
                    errors.add(told(Math.max(1, line), d.getMessage(Locale.ENGLISH)));
                });
                boolean shown = last && kind(event.snippet()) == Snippet.Kind.EXPRESSION && isValue(part, code);
                var text = event.value();
                boolean quoted = text != null && text.matches("(?s)\".*\"|'.*'");
                if (shown && text != null && !text.equals("null")) {
                    value = quoted ? text.substring(1, text.length() - 1) : text;
                }
            }
        }
        return errors;
    }
}
