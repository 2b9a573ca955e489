package javakernel.engine.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javakernel.base.KernelThread;
import javakernel.engine.source.Lexed;
import javakernel.engine.source.Place;
import javax.lang.model.element.ElementKind;

/**
 * Answers what a front end asks about code that is being written. Nothing is evaluated: what is written up to the
 * cursor is given to javac, whose parser goes on after errors, and its analysis is asked. Between two questions
 * nothing is kept but the index of the JDK. Any thread may ask; the thread {@code help} answers, for an interrupt of
 * another would close the jars that javac reads. What it needs is made with the first question.
 */
public final class Help {
    private static final Pattern MADE = Pattern.compile("\\bnew\\s+[\\w.\\s]*$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int FEW = 8; // so many suggestions are told with their signatures

    private final NotebookView context;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(job -> KernelThread.of("help", job));
    private ClassFiles files; // these three are the thread's; null until it has been asked
    private Packages packages;
    private Sources sources;

    public Help(NotebookView context) {
        this.context = context;
    }

    /**
     * What may stand at the cursor.
     *
     * @param matches each would replace the text from {@code start} to {@code end}, counted in UTF-16 units
     */
    public record Completion(List<Match> matches, int start, int end) {}

    /**
     * One thing that may stand at the cursor.
     *
     * @param type      function, class, instance, module or keyword, as Jupyter's front ends call them
     * @param signature lines that tell its type or parameters; empty where they are not looked up
     */
    public record Match(String text, String type, String signature) {}

    /**
     * What is known of an element of the code.
     *
     * @param place   where the notebook declares it, null for what others do
     * @param source  the statement that declares it, null for what others do
     * @param javadoc null where there is none
     */
    public record Described(String signature, Place place, String source, Javadoc.Rendered javadoc) {}

    /** Whether code may be run as it stands. */
    public enum Readiness { COMPLETE, INCOMPLETE, INVALID }

    /**
     * What may stand at {@code cursor}, the likeliest first.
     *
     * @throws CancellationException when the current thread is interrupted
     */
    public Completion complete(String code, int cursor) {
        return answer(() -> {
            var draft = CompletionUnit.of(code, cursor);
            var inside = Lexed.of(code.substring(0, cursor)).inside();
            if (inside != Lexed.Inside.CODE) return new Completion(List.of(), cursor, cursor);
            int start = wordStart(code, cursor);
            var typed = code.substring(start, cursor);
            var before = draft.last().substring(0, draft.last().length() - typed.length());
            boolean isMade = MADE.matcher(before).find();
            var analysis =
                    analysis(draft.unit(context, Completer.CURSOR + (isMade ? "()" : "")), Completer.CURSOR.length());
            var found = draft.isImport() ? Completer.completeImport(analysis, packages, before, typed)
                    : Completer.complete(analysis, packages, typed);
            var describer = new Describer(analysis, sources);
            boolean few = found.size() <= FEW;
            var matches = found.stream()
                    .map(f -> new Match(f.text(), f.type(), few ? signature(f, describer, analysis) : ""));
            return new Completion(matches.toList(), start, cursor);
        });
    }

    private static String signature(Completer.Suggestion suggestion, Describer describer, Analysis analysis) {
        var site = analysis.path == null || analysis.qualifier() == null ? null : analysis.type(analysis.qualifier());
        return suggestion.elements().stream().filter(e -> e.getKind() != ElementKind.TYPE_PARAMETER)
                .map(e -> describer.signature(e, site)).distinct().collect(Collectors.joining("\n"));
    }

    private static int wordStart(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) start--;
        return start;
    }

    /**
     * Signatures and documentation of what stands at {@code cursor}; empty when nothing is known of it.
     *
     * @throws CancellationException when the current thread is interrupted
     */
    public List<Described> document(String code, int cursor) {
        return answer(() -> {
            var word = Describer.Word.at(code, cursor);
            var draft = CompletionUnit.of(code, word.end());
            if (draft.last().isBlank()) return List.of();
            return new Describer(analysis(draft.unit(context, word.arguments()), 0), sources)
                    .describe(!word.arguments().isEmpty());
        });
    }

    /**
     * Whether {@code code} can be run as it stands.
     *
     * @throws CancellationException when the current thread is interrupted
     */
    public Readiness readiness(String code) {
        return answer(() -> Completeness.of(code, context.compilerOptions()));
    }

    private Analysis analysis(CompletionUnit.Unit unit, int more) throws IOException {
        if (files == null) {
            files = new ClassFiles(context);
            packages = new Packages(files);
            sources = new Sources(context);
        }
        files.refresh();
        return new Analysis(context, files, packages, new CompletionUnit.Unit(unit.text(), unit.last() + more));
    }

    private <T> T answer(Callable<T> question) {
        var answer = new FutureTask<>(() -> {
            try {
                return question.call();
            } finally {
                if (sources != null) sources.forget();
            }
        });
        thread.execute(answer);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException own -> throw own;
                case Error error -> throw error;
                case IOException io -> throw new UncheckedIOException(io);
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
