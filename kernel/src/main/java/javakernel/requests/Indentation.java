package javakernel.requests;

import java.util.regex.Pattern;
import javakernel.engine.source.Lexed;

/** The white space that the next line of unfinished code begins with, four a level, eight where a statement goes on. */
public final class Indentation {
    private static final String STEP = "    ";
    private static final Pattern LABEL = Pattern.compile("(?:case\\b[^:]*|default\\s*):(?!:)");
    private static final Pattern HEADER =
            Pattern.compile("(?s)(?:(?:\\}\\s*)?(?:if|else\\s+if|for|while)\\s*\\(.*\\)|(?:\\}\\s*)?else|do)");
    private static final Pattern ANNOTATION = Pattern.compile("(?s)@[\\w.]+\\s*(?:\\(.*\\))?");

    private Indentation() {}

    public static String after(String code) {
        var lexed = Lexed.of(code);
        var text = lexed.code().stripTrailing();
        if (lexed.inside() != Lexed.Inside.CODE && lexed.inside() != Lexed.Inside.LINE_COMMENT)
            return indent(code, code.length());
        if (text.isEmpty()) return "";
        int end = text.length() - 1;
        char last = text.charAt(end);
        int start = statement(text, last == '{' || last == ';' ? end : end + 1);
        var statement = text.substring(start);
        var indent = indent(text, start);
        boolean inParentheses = !lexed.open().isEmpty() && lexed.open().peekLast() >= start
                && text.charAt(lexed.open().peekLast()) != '{';
        if (inParentheses) return indent + STEP + STEP;
        if (last == '{' || last == ':' && LABEL.matcher(statement).matches() || HEADER.matcher(statement).matches())
            return indent + STEP;
        boolean ended = last == ';' || last == '}' || last == ',' || ANNOTATION.matcher(statement).matches();
        return ended ? indent : indent + STEP + STEP;
    }

    /**
     * Where the statement begins that ends before {@code end}: its brackets are balanced, except where it is in one
     * that is open.
     */
    private static int statement(String text, int end) {
        int depth = 0;
        int i = end - 1;
        for (; i >= 0; i--) {
            char c = text.charAt(i);
            if (")]}".indexOf(c) >= 0 && (depth > 0 || c != '}' || i == end - 1)) depth++;
            else if ("([{".indexOf(c) >= 0 && depth > 0) depth--;
            else if (depth == 0 && (c == ';' || c == '{' || c == '}')) break;
        }
        int start = i + 1;
        while (start < end && Character.isWhitespace(text.charAt(start))) start++;
        var label = LABEL.matcher(text).region(start, end);
        if (label.lookingAt()) {
            int after = label.end();
            while (after < end && Character.isWhitespace(text.charAt(after))) after++;
            if (after < end) return after;
        }
        return start;
    }

    /** The white space that the line begins with in which {@code position} is. */
    private static String indent(String text, int position) {
        int line = text.lastIndexOf('\n', position - 1) + 1;
        int end = line;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) end++;
        return text.substring(line, end);
    }
}
