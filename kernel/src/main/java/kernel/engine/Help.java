package kernel.engine;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import kernel.protocol.KernelThread;

/**
 * Answers what a front end asks about code that is being written. Any thread may ask. It waits while a cell is being compiled, and
 * holds the compiler only for some milliseconds at a time.
 */
public final class Help {
    private static final List<String> KEYWORDS = List.of("abstract", "assert", "break", "case", "catch", "class", "continue", "default", "do", "else", "enum",
            "extends", "false", "final", "finally", "for", "if", "implements", "import", "instanceof", "interface", "new", "null", "permits", "private",
            "protected", "public", "record", "return", "sealed", "static", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true",
            "try", "var", "volatile", "when", "while", "yield");
    private static final List<String> PRIMITIVES = List.of("boolean", "byte", "char", "double", "float", "int", "long", "short", "void");
    private static final int FEW = 8;       // so many suggestions are told with their signatures

    private final JShell shell;
    private final Parts parts;
    private final ReentrantLock compiler;
    private final Origins origins;
    private CompletableFuture<Reference> reference;     // guarded by this

    Help(JShell shell, Parts parts, ReentrantLock compiler, Origins origins) {
        this.shell = shell;
        this.parts = parts;
        this.compiler = compiler;
        this.origins = origins;
    }

    /**
     * What may stand at the cursor.
     *
     * @param matches each would replace the text from {@code start} to {@code end}, counted in UTF-16 units
     */
    public record Completion(List<Match> matches, int start, int end) { }

    /**
     * One thing that may stand at the cursor.
     *
     * @param type      function, class, instance, module or keyword, as Jupyter's front ends call them
     * @param signature lines that tell its type or parameters; empty where they are not looked up
     */
    public record Match(String text, String type, String signature) { }

    /**
     * What is known of an element of the code.
     *
     * @param place   where the notebook declares it, null for what others do
     * @param source  the statement that declares it, null for what others do
     * @param javadoc null where there is none
     */
    public record Described(String signature, Place place, String source, Javadoc.Rendered javadoc) { }

    /** Whether code may be run as it stands. */
    public enum Readiness { COMPLETE, INCOMPLETE, INVALID }

    // ---- completion ----

    public Completion complete(String code, int cursor) {
        reference();        // by the time the documentation of a suggestion is asked for, it may be there
        if (Lexed.of(code.substring(0, cursor)).inside() != Lexed.Inside.CODE) return new Completion(List.of(), cursor, cursor);
        var draft = Draft.of(code, cursor);
        var anchor = new int[1];
        var suggestions = locked(() -> analysis().completionSuggestions(draft.code(), draft.code().length(), anchor));
        int start = suggestions.isEmpty() ? wordStart(code, cursor) : anchor[0] - draft.shift();
        var typed = code.substring(start, cursor);
        var texts = new LinkedHashSet<String>();
        suggestions.stream().sorted(Comparator.comparing(s -> !s.matchesType())).map(Suggestion::continuation)
                .filter(t -> typed.startsWith("$") || !t.startsWith("$")).forEach(texts::add);
        if (!typed.isEmpty() && !follows('.', code, start)) KEYWORDS.stream().filter(k -> k.startsWith(typed)).forEach(texts::add);
        var before = draft.code().substring(0, draft.code().length() - typed.length());
        return new Completion(texts.stream().map(t -> match(t, before, texts.size() <= FEW)).toList(), start, cursor);
    }

    private Match match(String text, String before, boolean signature) {
        var type = type(text, before);
        return new Match(text, type, signature && !type.equals("keyword") && !type.equals("module") ? signature(before + text) : "");
    }

    private String type(String text, String before) {
        if (text.endsWith("(") || text.endsWith(")")) return "function";
        if (text.endsWith(".")) return "module";
        if (text.equals("class") || !before.endsWith(".") && (KEYWORDS.contains(text) || PRIMITIVES.contains(text))) return "keyword";
        boolean constant = text.equals(text.toUpperCase()) && text.length() > 1;
        return Character.isUpperCase(text.codePointAt(0)) && !constant ? "class" : "instance";
    }

    private String signature(String code) {
        var use = code.endsWith(")") ? code.substring(0, code.length() - 1) : code;
        return signatures(use).map(Signature::text).collect(Collectors.joining("\n"));
    }

    private Stream<Signature> signatures(String code) {
        return locked(() -> analysis().documentation(code, code.length(), false)).stream().map(Documentation::signature).map(Signature::of);
    }

    private static int wordStart(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) start--;
        return start;
    }

    private static boolean follows(char c, String code, int position) {
        return position > 0 && code.charAt(position - 1) == c;
    }

    // ---- documentation ----

    /** Signatures and documentation of what stands at the cursor; empty when nothing is known of it. */
    public List<Described> document(String code, int cursor) {
        int wordEnd = wordEnd(code, cursor);
        var draft = Draft.of(code, wordEnd);
        var arguments = Arguments.after(code, wordEnd);
        return arguments.uses().stream().map(more -> arguments.fitting(signatures(draft.code() + more).distinct().toList()))
                .filter(found -> !found.isEmpty()).findFirst().orElse(List.of()).stream().map(s -> describe(s, draft)).toList();
    }

    /** Where the identifier ends that is meant: the one at the cursor, or that of the call that ends there. */
    private static int wordEnd(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) end++;
        if (!follows(')', code, end)) return end;
        var before = Lexed.of(code.substring(0, end)).code();
        int open = end - 1;
        for (int depth = 0; open >= 0; open--) {
            if (before.charAt(open) == ')') depth++;
            else if (before.charAt(open) == '(' && --depth == 0) break;
        }
        return open > 0 && Character.isJavaIdentifierPart(before.charAt(open - 1)) ? open : end;
    }

    /**
     * What the identifier at the cursor is followed by, so that JShell knows what it is: a method is only known where it is called.
     *
     * @param uses  each is tried after the identifier until JShell knows something
     * @param count how many arguments there are, −1 where that is not known
     */
    private record Arguments(List<String> uses, int count) {
        static Arguments after(String code, int end) {
            if (end == 0 || !Character.isJavaIdentifierPart(code.charAt(end - 1))) return new Arguments(List.of(""), -1);
            var rest = Lexed.of(code.substring(end)).code();
            if (!rest.stripLeading().startsWith("(")) return new Arguments(List.of("", "("), -1);
            int commas = 0;
            int last = rest.indexOf('(') + 1;       // where the last argument begins: the types of those before it choose between overloads
            for (int i = last, depth = 1; i < rest.length(); i++) {
                char c = rest.charAt(i);
                if ("([{".indexOf(c) >= 0) depth++;
                if (")]}".indexOf(c) >= 0 && --depth == 0) {
                    boolean none = rest.substring(rest.indexOf('(') + 1, i).isBlank();
                    return new Arguments(List.of(code.substring(end, end + last), "(", ""), none ? 0 : commas + 1);
                }
                if (c == ',' && depth == 1) {
                    commas++;
                    last = i + 1;
                }
            }
            return new Arguments(List.of("(", ""), -1);
        }

        /** Those that take so many arguments, or all where none does. */
        List<Signature> fitting(List<Signature> found) {
            var fitting = found.stream().filter(s -> s.parameters() != null && s.parameters().size() == count).toList();
            return fitting.isEmpty() ? found : fitting;
        }
    }

    private Described describe(Signature signature, Draft draft) {
        for (var statement : draft.earlier().reversed()) {
            var found = Declared.find(signature, statement);
            if (found.isPresent()) return new Described(signature.text(), null, statement.strip(), found.get().javadoc());
        }
        var name = signature.owner().isEmpty() ? signature.name() : signature.owner().replaceFirst("\\..*", "");
        for (var snippet : locked(() -> declarations(name))) {
            var found = Declared.find(signature, snippet.source());
            if (found.isPresent()) return new Described(signature.text(), locked(() -> origins.place(snippet)).orElse(null), snippet.source().strip(), found.get().javadoc());
        }
        return new Described(signature.text(), null, null, reference().join().javadoc(signature, locked(this::imports)).map(c -> new Javadoc().render(c)).orElse(null));
    }

    /** What the notebook declares under this name and is in force, the newest first. */
    private List<DeclarationSnippet> declarations(String name) {
        return shell.snippets().filter(s -> shell.status(s).isActive()).filter(DeclarationSnippet.class::isInstance).map(DeclarationSnippet.class::cast)
                .filter(d -> d.name().equals(name)).toList().reversed();
    }

    private List<String> imports() {
        return shell.imports().map(Snippet::source).toList();
    }

    private synchronized CompletableFuture<Reference> reference() {
        if (reference == null) reference = CompletableFuture.supplyAsync(Reference::new, job -> KernelThread.start("reference", job));
        return reference;
    }

    // ---- readiness ----

    public Readiness readiness(String code) {
        var split = locked(() -> parts.split(code, 0, code.length()));
        if (split.isEmpty()) return Readiness.COMPLETE;
        return switch (split.getLast().completeness()) {
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> Readiness.INCOMPLETE;
            case UNKNOWN -> Readiness.INVALID;
            default -> Readiness.COMPLETE;
        };
    }

    private SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    private <T> T locked(Supplier<T> body) {
        compiler.lock();
        try {
            return body.get();
        } finally {
            compiler.unlock();
        }
    }
}
