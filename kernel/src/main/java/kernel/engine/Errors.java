package kernel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Tells the reader what went wrong: what, where in which cell, by which way. Objects are used by threads that hold the compiler's lock. */
public final class Errors {
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final int JDK_FRAMES = 3;

    private final JShell shell;
    private final Origins origins;

    Errors(JShell shell, Origins origins) {
        this.shell = shell;
        this.origins = origins;
    }

    /** A snippet that does not compile. */
    Result.Failed compilation(Snippet snippet, Origins.Origin origin) {
        var errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
        var lines = new ArrayList<String>();
        for (var error : errors) lines.addAll(compilation(origin.at((int) error.getStartPosition()),
                (int) (error.getEndPosition() - error.getStartPosition()), error.getMessage(null)));
        return new Result.Failed("CompilationError", errors.isEmpty() ? "" : firstLine(errors.getFirst().getMessage(null)), lines);
    }

    /** One compiler message, with the place underlined. */
    public static List<String> compilation(Place place, int length, String message) {
        var lines = new ArrayList<String>();
        lines.add(RED + place + ": " + firstLine(message) + PLAIN);
        lines.add("    " + place.text());
        int marked = Math.clamp(length, 1, Math.max(1, place.text().length() - place.column()));
        var before = place.text().substring(0, Math.min(place.column(), place.text().length())).codePoints()
                .mapToObj(c -> c == '\t' ? "\t" : wide(c) ? "\u3000" : " ").collect(Collectors.joining());
        lines.add("    " + before + RED + "^".repeat(marked) + PLAIN);
        message.lines().skip(1).forEach(lines::add);
        return lines;
    }

    /** What a cell or a thread threw. */
    Result.Failed thrown(Throwable thrown) {
        var lines = new ArrayList<String>();
        describe(thrown, "", lines);
        return new Result.Failed(thrown.getClass().getName(), String.valueOf(thrown.getMessage()), lines);
    }

    /** A declaration that compiles only once something else is declared. */
    String unresolved(DeclarationSnippet snippet) {
        return snippet.name() + " cannot be used before these are declared: "
                + shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    }

    private void describe(Throwable thrown, String prefix, List<String> lines) {
        lines.add(RED + prefix + thrown + PLAIN);
        var frames = thrown.getStackTrace();
        int last = frames.length;
        while (last > 0 && origins.place(frames[last - 1]).isEmpty()) last--;
        var shown = Arrays.asList(frames).subList(0, last == 0 ? Math.min(frames.length, JDK_FRAMES) : last);
        int skipped = 0;
        for (var frame : shown) {
            var place = origins.place(frame);
            if (place.isPresent()) {
                if (skipped > JDK_FRAMES) lines.add("    … " + (skipped - JDK_FRAMES) + " more");
                skipped = 0;
                var method = Origins.method(frame);
                lines.add("    at " + (method.isEmpty() ? "" : method + ", ") + place.get());
                lines.add("        " + place.get().text().strip());
            } else if (!frame.getClassName().startsWith("kernel.") && ++skipped <= JDK_FRAMES) {
                lines.add("    at " + frame);
            }
        }
        if (thrown.getCause() != null && thrown.getCause() != thrown) describe(thrown.getCause(), "Caused by: ", lines);
        for (var suppressed : thrown.getSuppressed()) describe(suppressed, "Suppressed: ", lines);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static boolean wide(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN || (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xff60);
    }
}
