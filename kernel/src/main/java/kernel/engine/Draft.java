package kernel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * A cell that is being written, up to the cursor, as one piece of code that JShell can analyse: what its earlier statements
 * declare is known in the last one, although none has been run.
 *
 * @param earlier  the statements before the one that the cursor is in
 * @param code     ends where the cursor is
 * @param shift    how much further a place stands in {@code code} than in the cell
 */
record Draft(List<String> earlier, String code, int shift) {
    /** The class that holds what the cell declares. */
    static final String CLASS = "$Cell";

    private static final int LONG = 20_000;     // of a longer cell only the end is looked at
    private static final String SPACE = "(?:\\s|/\\*(?s:.*?)\\*/|//[^\\n]*\\n)*+";
    private static final String MODIFIERS = SPACE + "(?:(?:@\\w+(?:\\([^)]*\\))?|public|protected|private|static|final|abstract|synchronized|sealed|non-sealed|strictfp|default)\\b" + SPACE + ")*+";
    private static final Pattern IMPORT = Pattern.compile(SPACE + "import\\b");
    private static final Pattern TYPE = Pattern.compile(MODIFIERS + "(?:class|interface|enum|record|@interface)\\s+\\w+\\s*[<({\\w]", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern METHOD = Pattern.compile(MODIFIERS + "(?:<[^(){};=]*>\\s*)?(?!(?:new|return|throw|else|case|assert|yield)\\b)[\\w.]+(?:<[^(){};=]*>)?[\\[\\]\\s]+\\w+\\s*\\([^(){};]*\\)\\s*(?:throws[\\w.,\\s]+)?\\{",
            Pattern.UNICODE_CHARACTER_CLASS);

    static Draft of(SourceCodeAnalysis analysis, String cell, int cursor) {
        int start = cursor <= LONG ? 0 : cell.indexOf('\n', cursor - LONG) + 1;
        var earlier = new ArrayList<String>();
        while (true) {
            var info = analysis.analyzeCompletion(cell.substring(start, cursor));
            int next = cursor - info.remaining().length();
            if (info.completeness() != Completeness.COMPLETE || next >= cursor || next <= start) break;
            earlier.add(cell.substring(start, next));
            start = next;
        }
        var last = cell.substring(start, cursor);
        if (isImport(last)) return new Draft(earlier, last, -start);
        var before = before(earlier, METHOD.matcher(last).lookingAt());
        return new Draft(earlier, before + last, before.length() - start);
    }

    private static String before(List<String> earlier, boolean inMethod) {
        var declared = earlier.stream().filter(Draft::isDeclaration).collect(Collectors.joining("\n"));
        var done = earlier.stream().filter(s -> !isDeclaration(s) && !isImport(s)).collect(Collectors.joining("\n"));
        if (declared.isEmpty() && done.isEmpty()) return "";
        return (declared.isEmpty() && !inMethod ? "" : "class " + CLASS + " {\n" + declared + "\nvoid $() {\n") + done + "\n" + (inMethod ? "class $Here {\n" : "");
    }

    private static boolean isImport(String statement) {
        return IMPORT.matcher(statement).lookingAt();
    }

    private static boolean isDeclaration(String statement) {
        return TYPE.matcher(statement).lookingAt() || METHOD.matcher(statement).lookingAt();
    }

    /** The same, going on with {@code more}. */
    Draft with(String more) {
        return new Draft(earlier, code + more, shift);
    }
}
