package javakernel.engine.help;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import javakernel.notebook.Notebook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of the word at the cursor, which in each code is a {@code ▏}. */
class DescriberTest {
    static Help help;

    @BeforeAll static void declare() {
        help = new Help(new Cells()
                .declare("int ticketsLeft = 100;")
                .declare("/** Sells tickets. */ int sell(int count) { return count; }")
                .declare("""
                        /** A shape. */
                        sealed interface Shape {
                            /** Round. */ record Circle(double r) implements Shape { }
                            record Square(double side) implements Shape { }
                        }""")
                .declare("List<String> words = List.of();"));
    }

    @Test void theCallsOfEveryCellHaveTheirDocumentation() {
        assertThat(text("outcomes▏(100, () -> 1)")).contains("Runs a small experiment many times")
                .contains("n – how many times, from 1");
        assertThat(text("bars▏")).contains("Numbers as bars, each with its name")
                .contains("the component that says which bars belong together");
        assertThat(text("together▏(() -> { })")).contains("Does these at the same time");
        assertThat(text("progress(▏")).contains("Shows a bar of n steps");
        assertThat(text("outcomes(100, () -> 1).should▏(1)"))
                .startsWith("Outcomes<Integer> Outcomes.should(Object... results)\nThese results are right");
    }

    @Test void nothingThatACellCanCallIsWithoutAParameterName() {
        var calls = Arrays.stream(Notebook.class.getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers()))
                .map(Method::getName).distinct().toList();
        assertThat(calls).hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(signatures(name + "▏")).isNotEmpty().noneMatch(s -> s.contains("arg0")));
    }

    @Test void whatMayBeNullIsNotMarkedForTheReader() {
        assertThat(signatures("render▏")).containsExactly("DisplayData Notebook.render(Object value, String... types)");
        assertThat(signatures("lineMagic▏"))
                .containsExactly("<T> T Notebook.lineMagic(String name, List<String> arguments)");
    }

    @Test void theJdkHasItsDocumentation() {
        assertThat(text("Thread.sle▏ep(100)"))
                .startsWith(
                        "void Thread.sleep(long millis) throws InterruptedException\nCauses the currently executing thread to sleep");
        assertThat(signatures("Thread.sleep▏"))
                .contains("void Thread.sleep(Duration duration) throws InterruptedException").hasSize(3);
        assertThat(signatures("new Thread(▏")).contains("Thread(Runnable task)", "Thread(String name)");
        assertThat(signatures("Math.max(1, (2))▏")).containsExactly("int Math.max(int a, int b)");
        assertThat(signatures("Math.max(1L, ticketsLeft▏")).containsExactly("int ticketsLeft");
        assertThat(text("Execut▏ors.newCachedThreadPool()"))
                .startsWith("java.util.concurrent.Executors\nFactory and utility methods");
        assertThat(text("Thread.State.BLOCKED▏")).contains("blocked waiting for a monitor lock");
        assertThat(signatures("words.stream().map(String::leng▏th)")).containsExactly("int String.length()");
    }

    @Test void whatAMethodsOwnCommentLeavesOutIsInherited() {
        assertThat(text("new LinkedBlockingQueue<String>().take▏()"))
                .startsWith(
                        "String LinkedBlockingQueue.take() throws InterruptedException\nRetrieves and removes the head of this queue")
                .contains("Returns:\n    the head of this queue");
        assertThat(text("new ArrayList<String>().add▏(\"a\")")).startsWith("boolean ArrayList.add(String e)\nAppends")
                .contains("true (as specified by");
        assertThat(text("new ConcurrentHashMap<String, Integer>().getOrDefault▏(\"a\", 1)"))
                .contains("defaultValue – the value to return");
    }

    @Test void whatTheNotebookDeclaresIsToldWithItsPlace() {
        var found = describe("sell▏(1)").getFirst();
        assertThat(found.signature()).isEqualTo("int sell(int count)");
        assertThat(found.place()).hasToString("In[2], line 1");
        assertThat(found.source()).startsWith("/** Sells").contains("return count;");
        assertThat(found.javadoc().text()).isEqualTo("Sells tickets.");
        assertThat(describe("new Shape.Cir▏cle(1)").getFirst()).satisfies(d -> {
            assertThat(d.signature()).isEqualTo("Shape.Circle(double r)");
            assertThat(d.javadoc().text()).isEqualTo("Round.");
            assertThat(d.place()).hasToString("In[3], line 1");
        });
        assertThat(signatures("tickets▏Left")).containsExactly("int ticketsLeft");
    }

    @Test void whatTheCellDeclaresIsKnownBeforeItHasRun() {
        assertThat(text("/** Dances. */\nvoid dance(int n) { }\ndance▏(3);")).isEqualTo("void dance(int n)\nDances.");
        assertThat(signatures("var pool = Executors.newCachedThreadPool();\npool▏"))
                .containsExactly("java.util.concurrent.ExecutorService pool");
        assertThat(signatures("void f(int counted) { IO.println(coun▏ted); }")).containsExactly("int counted");
    }

    @Test void ofWhatIsNotKnownNothingIsTold() {
        for (var code : List.of("xyzzy▏", "▏", "if (▏", "xyzzy(▏", "java.util▏", "return▏",
                "words.xyzzy▏()"))
            assertThat(describe(code)).as(code).isEmpty();
    }

    private static List<Help.Described> describe(String code) {
        return help.document(code.replace("▏", ""), code.indexOf('▏'));
    }

    private static List<String> signatures(String code) {
        return describe(code).stream().map(Help.Described::signature).toList();
    }

    private static String text(String code) {
        return String.join("\n", describe(code).stream()
                .map(d -> d.signature() + (d.javadoc() == null ? "" : "\n" + d.javadoc().text())).toList());
    }
}
