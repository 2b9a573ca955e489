package javakernel.engine.help;

import com.sun.source.util.TreePath;
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
import org.jspecify.annotations.Nullable;

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
    private @Nullable Known known; // the thread's; null until it has been asked

    /** What has been read, and is kept for the next question. */
    private record Known(ClassFiles files, Packages packages, Sources sources) {}

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
    public record Described(String signature, @Nullable Place place, @Nullable String source,
            Javadoc.@Nullable Rendered javadoc) {}

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
            var found = draft.isImport() ? Completer.completeImport(analysis, known().packages, before, typed)
                    : Completer.complete(analysis, known().packages, typed);
            var describer = new Describer(analysis, known().sources);
            boolean few = found.size() <= FEW;
            var matches = found.stream()
                    .map(f -> new Match(f.text(), f.type(), few ? signature(f, describer, analysis) : ""));
            return new Completion(matches.toList(), start, cursor);
        });
    }

    private static String signature(Completer.Suggestion suggestion, Describer describer, Analysis analysis) {
        var site = analysis.qualifier() instanceof TreePath qualifier ? analysis.type(qualifier) : null;
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
            return new Describer(analysis(draft.unit(context, word.arguments()), 0), known().sources)
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

    private Known known() {
        if (known == null) {
            var files = new ClassFiles(context);
            known = new Known(files, new Packages(files), new Sources(context));
        }
        return known;
    }

    private Analysis analysis(CompletionUnit.Unit unit, int more) throws IOException {
        known().files.refresh();
        return new Analysis(context, known().files, known().packages,
                new CompletionUnit.Unit(unit.text(), unit.last() + more));
    }

    private <T> T answer(Callable<T> question) {
        var answer = new FutureTask<>(() -> {
            try {
                return question.call();
            } finally {
                if (known != null) known.sources.forget();
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
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
