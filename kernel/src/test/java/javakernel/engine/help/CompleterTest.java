package javakernel.engine.help;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What may stand at the cursor, which in each code is a {@code ▏}. */
class CompleterTest {
    static Help help;

    @BeforeAll static void declare() {
        help = new Help(new Cells()
                .declare("int ticketsLeft = 100;")
                .declare("void sellTicket(int count) { }")
                .declare("""
                        class Person {
                            String name;
                            String name() { return name; }
                            static Person of(String s) { return null; }
                        }""")
                .declare("""
                        sealed interface Shape {
                            record Circle(double r) implements Shape { }
                            record Square(double side) implements Shape { }
                        }""")
                .declare("enum Color { RED, GREEN }")
                .declare("Shape shape = null;")
                .declare("List<Person> people = List.of();"));
    }

    @Test void whatTheNotebookDeclaredIsKnown() {
        assertThat(texts("tick▏")).containsExactly("ticketsLeft");
        assertThat(described("people.getFirst().na▏"))
                .containsExactly("name instance String Person.name", "name() function String Person.name()");
        assertThat(texts("xyzzy.▏")).isEmpty();
        assertThat(texts("xyzzy▏")).isEmpty();
    }

    @Test void packagesAreKnown() {
        assertThat(texts("java.▏")).contains("util.", "lang.", "net.").doesNotContain("util");
        assertThat(texts("java.util.▏")).contains("concurrent.", "List");
        assertThat(texts("jav▏")).contains("java.", "javax.");
        assertThat(texts("import java.util.conc▏")).containsExactly("concurrent.");
        assertThat(texts("import jav▏")).containsExactly("java.", "javax.");
        assertThat(texts("import java.util.concurrent.loc▏")).containsExactly("locks.");
        assertThat(texts("import java.util.concurrent.CountDown▏")).containsExactly("CountDownLatch");
        assertThat(texts("import java.util.Map.En▏")).containsExactly("Entry");
        assertThat(texts("import static java.lang.Math.cb▏")).containsExactly("cbrt");
        assertThat(texts("import module java.sq▏")).containsExactly("sql", "sql.rowset");
    }

    @Test void parametersAndLocalVariablesAreKnown() {
        assertThat(texts("int f(int counted) { int counter = 1; return coun▏")).containsExactly("counted", "counter");
        assertThat(texts("class Desk { int sold(int counted) { return coun▏")).containsExactly("counted");
        assertThat(texts("record Seat(int first, int second) { int sum() { return seco▏"))
                .containsExactly("second", "second()");
        assertThat(texts("static int f() { int counter = 1; return coun▏")).containsExactly("counter");
        assertThat(texts("Runnable r = () -> { var inner = 1; inn▏")).containsExactly("inner");
        assertThat(texts("{ int inner = 1; }\ninn▏")).isEmpty();
    }

    @Test void soAreThoseOfLoopsAndTries() {
        assertThat(texts("for (int index = 0; ind▏")).containsExactly("index");
        assertThat(texts("for (int index = 0; index < 3; ind▏")).containsExactly("index");
        assertThat(texts("for (var person : people) { person.na▏")).containsExactly("name", "name()");
        assertThat(texts("for (var person : people) pers▏")).containsExactly("person");
        assertThat(texts("try (var reader = new StringReader(\"\")) { read▏")).containsExactly("reader");
        assertThat(texts("try { } catch (IOException problem) { prob▏")).containsExactly("problem");
        assertThat(texts("try { } catch (IOException | RuntimeException problem) { problem.getMess▏"))
                .containsExactly("getMessage()");
    }

    @Test void theParametersOfALambdaHaveTheTypesThatAreInferred() {
        assertThat(texts("people.forEach(p -> p.na▏")).containsExactly("name", "name()");
        assertThat(texts("people.forEach(person -> pers▏")).containsExactly("person");
        assertThat(texts("people.stream().map(p -> p.name()).filter(n -> n.isBl▏")).containsExactly("isBlank()");
        assertThat(texts("people.stream().collect(Collectors.groupingBy(p -> p.na▏")).containsExactly("name", "name()");
        assertThat(texts("CompletableFuture.supplyAsync(() -> 1).thenApply(v -> v.intV▏"))
                .containsExactly("intValue()");
        assertThat(texts("together(() -> { }, () -> sellT▏")).containsExactly("sellTicket(");
    }

    @Test void variablesOfPatternsAreKnownWhereTheyAre() {
        assertThat(texts("Object o = 1;\nif (o instanceof String text) { tex▏")).containsExactly("text");
        assertThat(texts("Object o = 1;\nif (o instanceof String text && text.repe▏")).containsExactly("repeat(");
        assertThat(texts("Object o = 1;\nif (!(o instanceof String text)) throw new Error();\ntext.repe▏"))
                .containsExactly("repeat(");
        assertThat(texts("Object o = 1;\nif (o instanceof String text) { } else { tex▏")).isEmpty();
        assertThat(described("if (shape instanceof Shape.Circle(var radius)) { rad▏"))
                .containsExactly("radius instance double radius");
        assertThat(texts("switch (shape) { case Shape.Circle(var radius) when rad▏")).containsExactly("radius");
        assertThat(texts("switch (shape) { case Shape.Square square -> square.si▏")).containsExactly("side()");
    }

    @Test void aCaseOfAnEnumIsOneOfItsConstantsThatHasNoneYet() {
        assertThat(texts("switch (Color.RED) { case ▏")).containsExactly("GREEN", "RED");
        assertThat(texts("switch (Color.RED) { case RED -> { } case ▏")).containsExactly("GREEN");
        assertThat(texts("Color c = Color.RED;\nint n = switch (c) { case G▏")).containsExactly("GREEN");
    }

    @Test void aCaseOfASealedTypeIsOneOfItsSubtypes() {
        assertThat(texts("switch (shape) { case ▏")).startsWith("Shape.Circle", "Shape.Square");
        assertThat(texts("switch (shape) { case Squ▏")).startsWith("Shape.Square");
        assertThat(texts("switch (shape) { case Shape.Squ▏")).containsExactly("Square");
    }

    @Test void methodReferencesHaveNoParentheses() {
        assertThat(texts("people.stream().map(Person::na▏")).containsExactly("name");
        assertThat(texts("Supplier<Person> made = Person::▏")).contains("new", "of", "name");
        assertThat(texts("people.forEach(IO::printl▏")).containsExactly("println");
    }

    @Test void afterAnAtSignStandAnnotations() {
        assertThat(texts("class A { @Overr▏")).containsExactly("Override");
        assertThat(texts("@Func▏")).containsExactly("FunctionalInterface");
        assertThat(texts("@▏")).contains("Override", "Deprecated").doesNotContain("String", "people", "class");
    }

    @Test void whereATypeIsWantedStandTypes() {
        assertThat(texts("class Door extends Thr▏")).contains("Thread").doesNotContain("throw");
        assertThat(texts("List<Pers▏")).containsExactly("Person");
        assertThat(texts("void f(Pers▏")).containsExactly("Person");
        assertThat(texts("void f() throws IOEx▏")).containsExactly("IOException");
        assertThat(texts("Object o = new Person▏")).containsExactly("Person()");
    }

    @Test void whatFitsTheWantedTypeComesFirst() {
        assertThat(texts("Thread t = Thread.▏").getFirst()).isEqualTo("currentThread()");
        assertThat(texts("boolean none = people.▏")).first().asString().isIn("add(", "contains(", "isEmpty()");
        assertThat(texts("throw new Illegal▏")).first().asString().startsWith("IllegalAccess");
        assertThat(texts("List<String> names = new ▏")).startsWith("ArrayList(", "ArrayList()");
        assertThat(texts("Thread.sleep(tick▏")).containsExactly("ticketsLeft");
    }

    @Test void whatTheCellDeclaresIsKnownBeforeItHasRun() {
        assertThat(texts("int twice(int n) { return 2 * n; }\nint six = twi▏")).containsExactly("twice(");
        assertThat(texts("var queue = new LinkedBlockingQueue<String>();\nqueue.take().repe▏"))
                .containsExactly("repeat(");
        assertThat(texts("record Seat(int row) { }\nvar seat = new Seat(1);\nseat.ro▏")).contains("row()");
        assertThat(texts("var names = List.of(\"a\");\nvoid dance() {\n    names.getFi▏"))
                .containsExactly("getFirst()");
        assertThat(texts("static List<String> words = List.of();\nwords.getFi▏")).containsExactly("getFirst()");
        assertThat(texts("import java.util.logging.*;\nLogg▏")).contains("Logger", "LoggingPermission");
    }

    @Test void soIsWhatItDeclaresBelowTheCursor() {
        assertThat(texts("void dance() { wal▏ }\nvoid waltz() { }")).containsExactly("waltz()");
    }

    @Test void aVariableIsNotItsOwnFirstValue() {
        assertThat(texts("var tango = tan▏")).doesNotContain("tango");
        assertThat(texts("Runnable tango = () -> { tan▏")).contains("tango");
    }

    @Test void aLongSessionIsSearchedByWhatIsTyped() {
        var cells = new Cells();
        for (int i = 0; i < 12; i++) cells.declare("int number" + i + " = " + i + ";");
        var found = new Help(cells).complete("number1", 7);
        assertThat(found.matches()).extracting(Help.Match::text).containsExactly("number1", "number10", "number11");
    }

    @Test void unfinishedTextOfAnyKindHasAnAnswer() {
        for (var code : List.of("(".repeat(50) + "tick▏", "{".repeat(50) + "tick▏", "[".repeat(50) + "tick▏",
                "tick▏)))",
                "} } tick▏", "class { tick▏", "void void tick▏", "@@tick▏")) {
            assertThat(help.complete(code.replace("▏", ""), code.indexOf('▏'))).as(code).isNotNull();
        }
        assertThat(texts("(".repeat(50) + "tick▏")).containsExactly("ticketsLeft");
    }

    private static List<String> texts(String code) {
        return help.complete(code.replace("▏", ""), code.indexOf('▏')).matches().stream().map(Help.Match::text)
                .toList();
    }

    private static List<String> described(String code) {
        return help.complete(code.replace("▏", ""), code.indexOf('▏')).matches().stream()
                .map(m -> m.text() + " " + m.type() + " " + m.signature()).toList();
    }
}
