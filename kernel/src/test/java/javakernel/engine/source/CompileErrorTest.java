package javakernel.engine.source;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The reader is told what is wrong, with the place marked below its line. */
class CompileErrorTest {
    private static final String MISSING = "cannot find symbol\n  symbol:   variable missing\n  location: class $In3";

    @Test void thePlaceIsMarkedBelowItsLine() {
        assertThat(lines("    int a = missing;", "missing", MISSING)).containsExactly(
                "In[3], line 2: cannot find symbol",
                "        int a = missing;",
                "                ^^^^^^^",
                "  symbol:   variable missing");
    }

    @Test void theClassAroundACellIsNotTold() {
        assertThat(lines("a", "a", "wrong\n  location: class $In3_2")).hasSize(3);
        assertThat(lines("a", "a", "wrong\n  location: class In3")).last().isEqualTo("  location: class In3");
    }

    @Test void belowWideCharactersTheMarksAreWide() {
        assertThat(marks("var 余 = \"票\" + 余票数x;", "余票数x")).isEqualTo("    　    　    ＾＾＾^");
        assertThat(marks("\"🎫\" + missing", "missing")).as("outside the basic plane").isEqualTo(" 　    ^^^^^^^");
    }

    @Test void tabsStayTabs() {
        assertThat(marks("\tint a =\tmissing;", "missing")).isEqualTo("\t       \t^^^^^^^");
        assertThat(marks("int\ta", "int\ta")).isEqualTo("^^^\t^");
    }

    @Test void whereNothingStandsOneMarkDoes() {
        assertThat(new CompileError(new Place("In[3]", 1, 5, "f(1, "), 0, "", "expected").lines())
                .element(2).asString().isEqualTo("         \u001b[31m^\u001b[0m");
        assertThat(new CompileError(new Place("In[3]", 1, 9, "f()"), 4, "", "behind the end").lines())
                .element(2).asString().isEqualTo("       \u001b[31m^\u001b[0m");
    }

    @Test void ofALongLineThePartAroundThePlaceIsShown() {
        var ones = "1 + ".repeat(50);
        assertThat(lines(ones + "missing + " + ones, "missing", MISSING)).containsSubsequence(
                "    … " + ones.substring(150) + "missing + " + ones.substring(0, 40) + " …",
                "    " + " ".repeat(52) + "^^^^^^^");
        assertThat(lines("missing + " + ones, "missing", MISSING)).containsSubsequence(
                "    missing + " + ones.substring(0, 90) + " …",
                "    ^^^^^^^");
        assertThat(lines(ones + "missing;", "missing", MISSING)).containsSubsequence(
                "    … " + ones.substring(108) + "missing;",
                "    " + " ".repeat(94) + "^^^^^^^");
    }

    @Test void whatIsMarkedEndsWithTheExcerpt() {
        var long1 = "x".repeat(300);
        assertThat(lines(long1, long1, "wrong")).containsExactly("In[3], line 2: wrong",
                "    " + "x".repeat(100) + " …",
                "    " + "^".repeat(100));
    }

    @Test void theSymbolIsNamedAsTheCompilerDoes() {
        assertThat(error("missing", "missing", MISSING).symbol()).isEqualTo("variable missing");
        assertThat(error("f", "f", "no symbol").symbol()).isEmpty();
    }

    @Test void aCellFailsByTheFirstAndTellsAll() {
        var failed = CompileError.failed(List.of(error("a", "a", "first\nmore"), error("b", "b", "second")));
        assertThat(failed.name()).isEqualTo("CompilationError");
        assertThat(failed.message()).isEqualTo("first");
        assertThat(failed.traceback()).hasSize(7).anyMatch(l -> l.endsWith(": second"));
        assertThat(CompileError.failed(List.of()).message()).isEmpty();
    }

    private static CompileError error(String line, String wrong, String message) {
        return new CompileError(new Place("In[3]", 2, line.indexOf(wrong), line), wrong.length(), "", message);
    }

    private static List<String> lines(String line, String wrong, String message) {
        return error(line, wrong, message).lines().stream().map(l -> l.replaceAll("\u001b\\[\\d*m", "")).toList();
    }

    /** Without the indentation. */
    private static String marks(String line, String wrong) {
        return lines(line, wrong, "wrong").get(2).substring(4);
    }
}
