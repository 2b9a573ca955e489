package kernel.engine;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Answers what a front end asks about code that is being written. Any thread may ask; while a cell is being compiled it waits. */
public final class Help {
    private final JShell shell;
    private final ReentrantLock compiler;

    Help(JShell shell, ReentrantLock compiler) {
        this.shell = shell;
        this.compiler = compiler;
    }

    /**
     * What may stand at the cursor.
     *
     * @param matches each would replace the text from {@code start} to {@code end}, counted in UTF-16 units
     */
    public record Completion(List<String> matches, int start, int end) { }

    /** Whether code may be run as it stands. */
    public enum Readiness { COMPLETE, INCOMPLETE, INVALID }

    public Completion complete(String code, int cursor) {
        return locked(() -> {
            int start = statement(code, cursor);
            var anchor = new int[1];
            var matches = analysis().completionSuggestions(code.substring(start, cursor), cursor - start, anchor).stream()
                    .map(Suggestion::continuation).distinct().toList();
            return new Completion(matches, matches.isEmpty() ? cursor : start + anchor[0], cursor);
        });
    }

    /** Signatures and documentation of what stands at the cursor; empty when nothing is known of it. */
    public List<Documentation> document(String code, int cursor) {
        return locked(() -> {
            int end = cursor;
            while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) end++;
            int start = statement(code, cursor);
            return analysis().documentation(code.substring(start, end), end - start, true);
        });
    }

    public Readiness readiness(String code) {
        return locked(() -> {
            var rest = code;
            while (true) {
                var info = analysis().analyzeCompletion(rest);
                switch (info.completeness()) {
                    case EMPTY -> { return Readiness.COMPLETE; }
                    case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> { return Readiness.INCOMPLETE; }
                    case UNKNOWN -> { return Readiness.INVALID; }
                    default -> rest = info.remaining();
                }
            }
        });
    }

    /** Where the statement begins that the cursor is in. */
    private int statement(String code, int cursor) {
        int start = 0;
        while (true) {
            var info = analysis().analyzeCompletion(code.substring(start, cursor));
            int next = cursor - info.remaining().length();
            if (info.completeness() != Completeness.COMPLETE || next >= cursor || next <= start) return start;
            start = next;
        }
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
