package javakernel.engine.help;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javakernel.engine.source.Lexed;

/**
 * A cell that is being written, as a compilation unit that ends where the cursor is. What the cell declares, also
 * further down, are the members of a class; its statements are the body of a method; the statement that the cursor is
 * in comes last, with all its brackets closed.
 *
 * @param imports      the cell's own
 * @param declarations its methods and types, but for the one that the cursor is in
 * @param statements   those before the cursor; {@code else}, {@code catch} and the like count as statements
 * @param last         the statement that the cursor is in, up to it
 * @param start        where that begins in the cell
 */
record CompletionUnit(List<String> imports, List<String> declarations, List<String> statements, String last,
        int start) {
    /** The class that holds what the cell declares, and the one around the declaration that the cursor is in. */
    static final String CLASS = "$Cell";
    static final String HERE = "$Here";

    private static final int LONG = 10_000; // of more statements before the cursor, only the end is looked at
    private static final String MODIFIERS = "\\s*+(?:(?:@\\w+(?:\\([^)]*\\))?|public|protected|private|static|final"
            + "|abstract|synchronized|sealed|non-sealed|strictfp|default)\\b\\s*+)*+";
    private static final Pattern IMPORT = Pattern.compile("\\s*+import\\b");
    private static final Pattern TYPE =
            pattern("(?:class|interface|enum|record|@interface)\\s+\\w+\\s*(?:[<({]|\\w|$)");
    /** Two names and a parenthesis: no statement begins so. */
    private static final Pattern METHOD =
            pattern("(?:<[^(){};=]*>\\s*)?(?!(?:new|return|throw|else|case|assert|yield|do)\\b)"
                    + "[\\w.]+(?:<[^(){};=]*>)?[\\[\\]\\s]+\\w+\\s*\\(");
    /** What is said of a variable or method of the notebook, but cannot be of a local one. */
    private static final Pattern OF_MEMBERS =
            Pattern.compile("\\s*+(?:(?:public|protected|private|static|transient|volatile)\\s++)+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\w$]*", Pattern.UNICODE_CHARACTER_CLASS);

    private static Pattern pattern(String afterModifiers) {
        return Pattern.compile(MODIFIERS + afterModifiers, Pattern.UNICODE_CHARACTER_CLASS);
    }

    static CompletionUnit of(String cell, int cursor) {
        var imports = new ArrayList<String>();
        var declarations = new ArrayList<String>();
        var statements = new ArrayList<String>();
        int last = -1;
        int start = 0;
        for (int end : ends(cell)) {
            var statement = cell.substring(start, end);
            if (last < 0 && end > cursor) last = start;
            else if (is(IMPORT, statement)) imports.add(statement);
            else if (isDeclaration(statement)) declarations.add(statement);
            else if (last < 0) statements.add(local(statement));
            start = end;
        }
        if (last < 0) last = start;
        int dropped = statements.size();
        for (int left = LONG; dropped > 0 && left >= 0;) {
            left -= Lexed.of(statements.get(--dropped)).code().strip().length();
        }
        statements.subList(0, dropped).clear();
        var written = cell.substring(last, cursor);
        return new CompletionUnit(imports, declarations, statements, is(TYPE, written) ? written : local(written),
                last);
    }

    /** Where the statements of a cell end, as far as brackets and semicolons tell; the last may have no end yet. */
    private static List<Integer> ends(String cell) {
        var code = Lexed.of(cell).code();
        var ends = new ArrayList<Integer>();
        int depth = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if ("([{".indexOf(c) >= 0) depth++;
            if (")]}".indexOf(c) >= 0) depth--;
            if (depth <= 0 && (c == ';' || c == '}')) ends.add(i + 1);
        }
        return ends;
    }

    boolean isImport() {
        return is(IMPORT, last);
    }

    private static boolean isDeclaration(String statement) {
        return is(TYPE, statement) || is(METHOD, statement);
    }

    private static boolean is(Pattern kind, String statement) {
        return kind.matcher(Lexed.of(statement).code()).lookingAt();
    }

    /**
     * In the unit variables are local ones, and a method is in a class within the body that has them; a static one
     * would not see them.
     */
    private static String local(String statement) {
        var modifiers = OF_MEMBERS.matcher(Lexed.of(statement).code());
        if (!modifiers.lookingAt()) return statement;
        int end = modifiers.end();
        return statement.substring(0, end).replaceAll("\\S", " ") + statement.substring(end);
    }

    /** Text to be compiled. {@code last} is where what is being written ends in it. */
    record Unit(String text, int last) {}

    /**
     * A unit that means what the cell does. {@code more} is put behind the last statement, then brackets are closed.
     */
    Unit unit(NotebookView context, String more) {
        var head = "package " + context.packageName() + ";\n" + lines(context.imports())
                + lines(named(context));
        boolean isDeclaration = isDeclaration(last);
        var unit = unit(head, isImport() ? "" : isDeclaration ? "class " + HERE + " {\n" + last : last);
        var code = new StringBuilder(unit.text()).append(more);
        for (int open : (Iterable<Integer>) Lexed.of(code.toString()).open().reversed()::iterator) {
            code.append(switch (code.charAt(open)) {
                case '(' -> ")";
                case '[' -> "]";
                default -> ";\n}";
            });
        }
        return new Unit(code.toString(), unit.last());
    }

    /** A unit that has the syntax of the cell, and ends with it and {@code more}. */
    Unit syntax(String more) {
        if (isImport()) {
            var text = lines(imports) + last;
            return new Unit(text + more, endOfCode(text));
        }
        boolean isDeclaration = isDeclaration(last);
        var unit = unit("", isDeclaration ? "}\n" + last : last);
        return new Unit(unit.text() + more + (isDeclaration ? "\n}" : "\n}}"), endOfCode(unit.text()));
    }

    private static int endOfCode(String text) {
        return Lexed.of(text).code().stripTrailing().length();
    }

    boolean isDeclaration() {
        return isDeclaration(last);
    }

    private Unit unit(String head, String end) {
        var text = head + lines(imports) + "class " + CLASS + " {\n" + lines(declarations)
                + "void $() throws Throwable {\n" + lines(statements) + end;
        return new Unit(text, text.length());
    }

    private static String lines(List<String> statements) {
        return statements.stream().map(s -> s + "\n").collect(Collectors.joining());
    }

    /**
     * Imports of what is named here of the notebook's: of the thousands of names that a long session has, these are
     * few.
     */
    private List<String> named(NotebookView context) {
        var names = context.names();
        var words = new HashSet<String>();
        for (var part : List.of(declarations, statements, List.of(last))) {
            part.forEach(s -> WORD.matcher(Lexed.of(s).code()).results().map(MatchResult::group).forEach(words::add));
        }
        return words.stream().sorted()
                .flatMap(name -> names.getOrDefault(name, List.of()).stream()
                        .filter(owner -> !owner.equals(context.packageName()))
                        .map(owner -> "import static " + owner + "." + name + ";"))
                .toList();
    }
}
