package javakernel.engine.source;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Java text, finished or not, told apart as far as brackets, comments and literals go.
 *
 * @param code   the text, as long as it was, with spaces in place of comments and of what stands in literals
 * @param inside what the text ends in
 * @param open   where the brackets stand that are not closed, the innermost last
 */
public record Lexed(String code, Inside inside, Deque<Integer> open) {
    public enum Inside { CODE, LINE_COMMENT, COMMENT, LITERAL, TEXT_BLOCK }

    public static Lexed of(String text) {
        var code = new StringBuilder(text);
        var open = new ArrayDeque<Integer>();
        var inside = Inside.CODE;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (inside) {
                case CODE -> {
                    if (text.startsWith("//", i)) inside = Inside.LINE_COMMENT;
                    else if (text.startsWith("/*", i)) inside = Inside.COMMENT;
                    else if (text.startsWith("\"\"\"", i)) inside = Inside.TEXT_BLOCK;
                    else if (c == '"' || c == '\'') {
                        inside = Inside.LITERAL;
                        quote = c;
                    } else if ("([{".indexOf(c) >= 0) open.add(i);
                    else if (")]}".indexOf(c) >= 0) open.pollLast();
                    switch (inside) {
                        case LINE_COMMENT, COMMENT -> i = blank(code, i, 2);
                        case TEXT_BLOCK -> i += 2;
                        default -> {}
                    }
                }
                case LINE_COMMENT -> {
                    if (c == '\n') inside = Inside.CODE;
                    else blank(code, i, 1);
                }
                case COMMENT -> {
                    if (text.startsWith("*/", i)) {
                        i = blank(code, i, 2);
                        inside = Inside.CODE;
                    } else blank(code, i, 1);
                }
                case LITERAL -> {
                    if (c == quote || c == '\n') inside = Inside.CODE;
                    else i = blank(code, i, c == '\\' ? 2 : 1);
                }
                case TEXT_BLOCK -> {
                    if (text.startsWith("\"\"\"", i)) {
                        i += 2;
                        inside = Inside.CODE;
                    } else i = blank(code, i, c == '\\' ? 2 : 1);
                }
            }
        }
        return new Lexed(code.toString(), inside, open);
    }

    /** Returns where the last of the {@code count} characters stands. */
    private static int blank(StringBuilder code, int from, int count) {
        int end = Math.min(from + count, code.length());
        for (int i = from; i < end; i++) {
            if (code.charAt(i) != '\n') code.setCharAt(i, ' ');
        }
        return end - 1;
    }
}
