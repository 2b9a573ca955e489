package javakernel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javakernel.engine.load.Linker;
import javakernel.engine.load.LoadedUnit;
import javakernel.engine.load.LoadedUnits;
import javakernel.engine.load.NotebookLoader;
import javakernel.engine.load.StackFrames;
import javakernel.engine.source.LineTable;
import javakernel.engine.source.Source;
import javakernel.engine.source.SourceMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is thrown is told by the lines of the notebook that led to it. The stack traces here are written by hand. */
class ErrorsTest {
    private static final StackTraceElement RUN = frame("$In1", "run$0", "In[1]", 1);
    private static final StackTraceElement DANCE = frame("$In1", "dance", "In[1]", 2);
    private static final StackTraceElement SING = frame("$In1", "sing", "In[1]", 3);
    private static final StackTraceElement KERNEL = frame("javakernel.engine.Execution", "run", "Execution.java", 5);

    private final LoadedUnits units = new LoadedUnits();
    private final NotebookLoader loader = new NotebookLoader(units, new Linker(units));
    private final Errors errors = new Errors(new StackFrames(units));
    private final List<LoadedUnit> inUse = new ArrayList<>(); // others are let go: what is loaded is known weakly

    ErrorsTest() {
        load("In[1]", "    first();\nsecond();\nthird();\n" + "x".repeat(300) + "\nfifth();", "$In1", "Account",
                "Account$Owner");
    }

    @Test void aStepIsTheMethodThePlaceAndTheLine() {
        assertThat(thrown(new Exception("sold out"), DANCE, RUN)).containsExactly("java.lang.Exception: sold out",
                "    at dance, In[1], line 2",
                "      → second();",
                "    at In[1], line 1",
                "      → first();");
    }

    @Test void methodsAreCalledAsTheNotebookCallsThem() {
        assertThat(methods(frame("Account", "add", "In[1]", 1), frame("Account", "<init>", "In[1]", 2),
                frame("Account$Owner", "name", "In[1]", 3), frame("$In1", "lambda$run$0$4", "In[1]", 1),
                frame("$In1", "lambda$dance$7", "In[1]", 2), frame("Account", "lambda$add$1", "In[1]", 3)))
                .containsExactly("Account.add", "new Account", "Account.Owner.name", "lambda", "lambda in dance",
                        "Account.lambda in add");
    }

    @Test void aLongLineIsCut() {
        assertThat(thrown(new Exception(), frame("$In1", "run$0", "In[1]", 4))).last()
                .isEqualTo("      → " + "x".repeat(200) + " …");
    }

    @Test void ofWhatTheNotebookCallsOnlyTheFirstIsTold() {
        assertThat(thrown(new Exception(), frame("java.lang.Integer", "parse", "Integer.java", 9),
                frame("java.lang.Integer", "parseInt", "Integer.java", 8), DANCE,
                frame("java.util.ArrayList", "forEach", "ArrayList.java", 7), KERNEL, RUN, KERNEL))
                .containsExactly("java.lang.Exception",
                        "    at java.lang.Integer.parseInt, 1 more inside",
                        "    at dance, In[1], line 2",
                        "      → second();",
                        "    at java.util.ArrayList.forEach",
                        "    at In[1], line 1",
                        "      → first();");
    }

    @Test void whereNoFrameIsTheNotebooksTheInnermostAreTold() {
        var frames = IntStream.range(0, 8).mapToObj(i -> frame("library.Far", "m" + i, "Far.java", i))
                .toArray(StackTraceElement[]::new);
        assertThat(thrown(new Exception(), frames)).containsExactly("java.lang.Exception", "    at library.Far.m0",
                "    at library.Far.m1", "    at library.Far.m2", "    at library.Far.m3", "    at library.Far.m4",
                "    … 3 more");
        assertThat(thrown(new Exception(), frames[0], frames[1])).hasSize(3);
    }

    @Test void aCauseIsToldWithoutTheFramesThatAreKnownAlready() {
        var cause = withFrames(new IllegalStateException("empty"), SING, DANCE, RUN);
        assertThat(thrown(new RuntimeException("no ticket", cause), DANCE, RUN)).containsExactly(
                "java.lang.RuntimeException: no ticket",
                "    at dance, In[1], line 2",
                "      → second();",
                "    at In[1], line 1",
                "      → first();",
                "Caused by: java.lang.IllegalStateException: empty",
                "    at sing, In[1], line 3",
                "      → third();");
    }

    @Test void whatIsSuppressedStandsFurtherInBeforeTheCause() {
        var thrown = new Exception("fire", withFrames(new Exception("match"), SING));
        thrown.addSuppressed(withFrames(new IllegalStateException("jammed"), DANCE, RUN));
        assertThat(thrown(thrown, RUN)).containsExactly("java.lang.Exception: fire",
                "    at In[1], line 1",
                "      → first();",
                "    Suppressed: java.lang.IllegalStateException: jammed",
                "        at dance, In[1], line 2",
                "          → second();",
                "Caused by: java.lang.Exception: match",
                "    at sing, In[1], line 3",
                "      → third();");
    }

    @Test void aCircleOfCausesEnds() {
        var one = new Exception("one");
        one.initCause(withFrames(new Exception("two", one)));
        assertThat(thrown(one)).containsExactly("java.lang.Exception: one", "Caused by: java.lang.Exception: two",
                "Caused by: java.lang.Exception: one");
    }

    @Test void recursionIsToldOnce() {
        assertThat(methods(times(1000, SING, DANCE), RUN)).containsExactly("sing", "dance", "… the same 999 times more",
                "");
        assertThat(methods(times(3, DANCE), RUN)).containsExactly("dance", "… the same 2 times more", "");
        assertThat(methods(times(2, DANCE), RUN)).as("twice is no recursion yet").containsExactly("dance", "dance", "");
    }

    @Test void recursionThatEndsInItsMiddleEndsThere() {
        var half = Stream.concat(Stream.of(times(5, SING, DANCE)), Stream.of(SING)).toArray(StackTraceElement[]::new);
        assertThat(methods(half)).containsExactly("sing", "dance", "… the same 4 times more");
    }

    @Test void aLongWayIsToldWithoutItsMiddle() {
        var frames = IntStream.range(0, 50).mapToObj(i -> frame("$In1", "m" + i, "In[1]", 1))
                .toArray(StackTraceElement[]::new);
        var told = methods(frames);
        assertThat(told).hasSize(41).startsWith("m0", "m1").endsWith("m48", "m49");
        assertThat(told.subList(19, 22)).containsExactly("m19", "… 10 more", "m30");
    }

    @Test void aLineOfAnOlderClassIsFoundByItsCell() {
        load("In[2]", "newer();", "$In2", "Account");
        assertThat(thrown(new Exception(), frame("Account", "add", "In[1]", 2)))
                .endsWith("    at Account.add, In[1], line 2", "      → second();");
        assertThat(thrown(new Exception(), frame("Account", "add", "In[2]", 1)))
                .endsWith("    at Account.add, In[2], line 1", "      → newer();");
    }

    @Test void namesAreWithoutTheClassAroundACell() {
        assertThat(thrown(new NullPointerException("because \"$In1.nothing\" is null"))).first()
                .isEqualTo("java.lang.NullPointerException: because \"nothing\" is null");
    }

    @Test void aLongMessageIsCut() {
        var failed = errors.thrown(withFrames(new Exception("x".repeat(12_000))));
        assertThat(failed.message()).isEqualTo("x".repeat(10_000) + " … 2,000 more characters");
        assertThat(failed.traceback().getFirst()).hasSizeLessThan(10_100)
                .startsWith("\u001b[31mjava.lang.Exception").endsWith("x … 2,021 more characters");
    }

    @Test void anExceptionThatCannotTellAnythingIsToldByItsClass() {
        var failed = errors.thrown(withFrames(new Mute(), RUN));
        assertThat(failed.name()).isEqualTo(Mute.class.getName());
        assertThat(plain(failed.traceback())).startsWith(Mute.class.getName(), "    at In[1], line 1");
    }

    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override public String getMessage() {
            throw new IllegalStateException();
        }

        @Override public String toString() {
            throw this;
        }
    }

    private void load(String cell, String text, String... classes) {
        var source = new Source(cell, text);
        var lines = LineTable.of(new SourceMap().add(source, 0, text.length(), null), source);
        var bytes = Stream.of(classes).collect(Collectors.toMap(name -> name, _ -> new byte[0]));
        var outermost = Stream.of(classes).filter(name -> !name.contains("t$"))
                .collect(Collectors.toMap(name -> name, _ -> lines));
        var unit = new LoadedUnit(classes[0], loader, bytes, Map.of(), Map.of(), outermost, Set.of());
        inUse.add(unit);
        units.add(unit, bytes.keySet());
    }

    private static StackTraceElement frame(String type, String method, String file, int line) {
        return new StackTraceElement(type, method, file, line);
    }

    private static StackTraceElement[] times(int n, StackTraceElement... frames) {
        var all = new ArrayList<StackTraceElement>();
        for (int i = 0; i < n; i++) all.addAll(List.of(frames));
        return all.toArray(StackTraceElement[]::new);
    }

    private static <X extends Throwable> X withFrames(X thrown, StackTraceElement... frames) {
        thrown.setStackTrace(frames);
        return thrown;
    }

    private List<String> thrown(Throwable thrown, StackTraceElement... frames) {
        return plain(errors.thrown(withFrames(thrown, frames)).traceback());
    }

    private static List<String> plain(List<String> lines) {
        return lines.stream().map(l -> l.replaceAll("\u001b\\[\\d*m", "")).toList();
    }

    /** The methods of the steps, {@code ""} for the cell's own statements, and what stands in place of others. */
    private List<String> methods(StackTraceElement[] recursion, StackTraceElement... last) {
        return methods(Stream.concat(Stream.of(recursion), Stream.of(last)).toArray(StackTraceElement[]::new));
    }

    private List<String> methods(StackTraceElement... frames) {
        return plain(errors.steps(List.of(frames))).stream().map(step -> step.lines().findFirst().orElseThrow().strip()
                .replaceFirst("^at (?:(.*), )?In\\[1], line \\d+$", "$1")).toList();
    }
}
