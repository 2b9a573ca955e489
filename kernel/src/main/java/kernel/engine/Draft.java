package kernel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A cell that is being written, up to the cursor, as one piece of code that JShell can analyse: what its earlier statements
 * declare is known in the last one, although none has been run.
 *
 * @param earlier the statements before the one that the cursor is in; {@code else}, {@code catch} and the like count as others
 * @param code    ends where the cursor is
 * @param shift   how much further a place stands in {@code code} than in the cell
 */
record Draft(List<String> earlier, String code, int shift) {
    /** The class that holds what the cell declares. */
    static final String CLASS = "$Cell";

    private static final int LONG = 10_000;     // of more code before the cursor, only the end is looked at
    private static final String MODIFIERS = "\\s*+(?:(?:@\\w+(?:\\([^)]*\\))?|public|protected|private|static|final|abstract|synchronized|sealed|non-sealed|strictfp|default)\\b\\s*+)*+";
    private static final Pattern IMPORT = Pattern.compile("\\s*+import\\b");
    private static final Pattern TYPE = Pattern.compile(MODIFIERS + "(?:class|interface|enum|record|@interface)\\s+\\w+\\s*[<({\\w]", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern METHOD = Pattern.compile(MODIFIERS + "(?:<[^(){};=]*>\\s*)?(?!(?:new|return|throw|else|case|assert|yield)\\b)[\\w.]+(?:<[^(){};=]*>)?[\\[\\]\\s]+\\w+\\s*\\([^(){};]*\\)\\s*(?:throws[\\w.,\\s]+)?\\{",
            Pattern.UNICODE_CHARACTER_CLASS);

    static Draft of(String cell, int cursor) {
        var earlier = new ArrayList<String>();
        var code = Lexed.of(cell.substring(0, cursor)).code();
        int start = 0;
        for (int i = 0, depth = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if ("([{".indexOf(c) >= 0) depth++;
            if (")]}".indexOf(c) >= 0) depth--;
            if (depth > 0 || c != ';' && c != '}') continue;
            earlier.add(cell.substring(start, i + 1));
            start = i + 1;
        }
        int dropped = earlier.size();
        for (int left = LONG; dropped > 0 && left >= 0; ) left -= Lexed.of(earlier.get(--dropped)).code().strip().length();
        earlier.subList(0, dropped).clear();
        var last = cell.substring(start, cursor);
        if (isImport(last)) return new Draft(earlier, last, -start);
        var before = before(earlier, is(METHOD, last));
        return new Draft(earlier, before + last, before.length() - start);
    }

    private static String before(List<String> earlier, boolean inMethod) {
        var declared = earlier.stream().filter(Draft::isDeclaration).collect(Collectors.joining("\n"));
        var done = earlier.stream().filter(s -> !isDeclaration(s) && !isImport(s)).collect(Collectors.joining("\n"));
        if (declared.isEmpty() && done.isEmpty()) return "";
        return (declared.isEmpty() && !inMethod ? "" : "class " + CLASS + " {\n" + declared + "\nvoid $() {\n") + done + "\n" + (inMethod ? "class $Here {\n" : "");
    }

    private static boolean isImport(String statement) {
        return is(IMPORT, statement);
    }

    private static boolean isDeclaration(String statement) {
        return is(TYPE, statement) || is(METHOD, statement);
    }

    private static boolean is(Pattern kind, String statement) {
        return kind.matcher(Lexed.of(statement).code()).lookingAt();
    }
}
