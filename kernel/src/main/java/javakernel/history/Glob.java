package javakernel.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern as history searches use it: {@code *} any text, {@code ?} any character, {@code [abc]}, {@code [a-z]},
 * {@code [^a-z]} one character of a set; all else stands for itself. It must match the whole text. Matching takes at
 * most the product of both lengths.
 */
final class Glob {
    private static final IntPredicate STAR = c -> true;

    private final List<IntPredicate> parts = new ArrayList<>();

    Glob(String pattern) {
        for (int i = 0; i < pattern.length();) {
            int c = pattern.codePointAt(i);
            int end = c == '[' ? pattern.indexOf(']', pattern.startsWith("[^", i) ? i + 3 : i + 2) : -1;
            if (end > 0) {
                parts.add(set(pattern.substring(i + 1, end)));
                i = end + 1;
            } else {
                parts.add(c == '*' ? STAR : c == '?' ? x -> true : x -> x == c);
                i += Character.charCount(c);
            }
        }
    }

    private static IntPredicate set(String inside) {
        boolean negated = inside.startsWith("^");
        var members = inside.codePoints().skip(negated ? 1 : 0).toArray();
        IntPredicate any = x -> false;
        for (int i = 0; i < members.length; i++) {
            boolean range = i + 2 < members.length && members[i + 1] == '-';
            int from = members[i];
            int to = range ? members[i + 2] : from;
            any = any.or(x -> from <= x && x <= to);
            if (range) i += 2;
        }
        return negated ? any.negate() : any;
    }

    boolean matches(String text) {
        var characters = text.codePoints().toArray();
        int part = 0;
        int star = -1; // the last star, and what it has swallowed up to
        int swallowed = 0;
        for (int i = 0; i < characters.length;) {
            if (part < parts.size() && parts.get(part) == STAR) {
                star = part++;
                swallowed = i;
            } else if (part < parts.size() && parts.get(part).test(characters[i])) {
                part++;
                i++;
            } else if (star >= 0) {
                part = star + 1;
                i = ++swallowed;
            } else {
                return false;
            }
        }
        return parts.subList(part, parts.size()).stream().allMatch(p -> p == STAR);
    }
}
