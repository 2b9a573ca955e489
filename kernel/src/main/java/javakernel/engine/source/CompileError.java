package javakernel.engine.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javakernel.base.Ansi;
import javakernel.base.TextWidth;
import javakernel.output.Result;

/**
 * What does not compile.
 *
 * @param length  how many characters of the place's line are wrong, from 0
 * @param code    javac's own, empty for what the kernel finds
 * @param message in the reader's language; the first line says what is wrong, more lines which symbol is meant
 */
public record CompileError(Place place, int length, String code, String message) {
    // characters of a line in which something is underlined: were it to wrap, the marks would not stand below it
    private static final int EXCERPT = 100;

    /** The cell has failed. */
    public static Result.Failed failed(List<CompileError> faults) {
        return new Result.Failed("CompilationError", faults.isEmpty() ? "" : faults.getFirst().headline(),
                faults.stream().flatMap(f -> f.lines().stream()).toList());
    }

    String headline() {
        return message.lines().findFirst().orElse("");
    }

    /** The name of what cannot be found, as the compiler calls it: {@code variable x}, {@code method f(int)}. */
    public String symbol() {
        var line = message.lines().skip(1).findFirst().orElse("");
        return line.substring(line.indexOf(':') + 1).strip();
    }

    /** As the reader is told: the message, with the place underlined. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(Ansi.bold(place.toString()) + ": " + headline());
        var text = place.text();
        int from = Math.min(place.column(), text.length());
        int begin = Math.max(0, Math.min(from - EXCERPT / 2, text.length() - EXCERPT));
        int end = Math.min(begin + EXCERPT, text.length());
        var before = (begin > 0 ? "… " : "") + text.substring(begin, from);
        lines.add("    " + before + text.substring(from, end) + (end < text.length() ? " …" : ""));
        var marks = below(text.substring(from, Math.clamp(from + (long) length, from, end)), "^", "＾");
        lines.add("    " + below(before, " ", "\u3000") + Ansi.red(marks.isEmpty() ? "^" : marks));
        message.lines().skip(1).filter(line -> !isInHolder(line)).forEach(lines::add);
        return lines;
    }

    /** Whether a line says that something is in the class around a cell, of which the reader knows nothing. */
    private static boolean isInHolder(String line) {
        return Holder.isName(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** What is as wide as {@code text}, made of these characters. */
    private static String below(String text, String narrow, String wide) {
        return text.codePoints().mapToObj(c -> c == '\t' ? "\t" : TextWidth.of(c) == 2 ? wide : narrow)
                .collect(Collectors.joining());
    }
}
