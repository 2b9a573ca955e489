package javakernel.engine.load;

import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Set;
import javakernel.engine.Engine;
import javakernel.engine.javac.ClassBytes;
import javakernel.engine.javac.Javac;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is changed in compiled classes so that they find each other, and what is compared of them. */
class LinkerTest {
    private static final Set<String> ALL = Set.of("x", "limit", "names", "f()I", "g()Ljava/util/List;");
    private static final String HOLDER = """
            class $In1 {
                static int x = 1;
                static final int limit = 7;
                static java.util.List<String> names;
                static int f() { return x; }
                static java.util.List<int[]> g() { return null; }
            }""";

    private final Javac javac = new Javac(Engine.COMPILER_OPTIONS);

    // ---- what the compiler sees ----

    @Test void aHolderShowsOnlyWhatIsInForceAndNoCode() {
        var shown = ClassBytes.READ.parse(Linker.declarations(compiled(HOLDER).get("$In1"),
                Set.of("x", "limit")::contains, Set.of("x")::contains, Set.of("f()I")::contains));
        assertThat(shown.fields()).extracting(f -> f.fieldName().stringValue()).containsExactly("x", "limit");
        assertThat(shown.fields().getFirst().flags().has(AccessFlag.FINAL)).as("declared final").isTrue();
        assertThat(shown.methods()).extracting(m -> m.methodName().stringValue()).containsExactly("f");
        assertThat(shown.methods()).allMatch(m -> m.code().isEmpty());
    }

    @Test void whatIsNotDeclaredFinalCanBeAssigned() {
        var shown = ClassBytes.READ.parse(Linker.declarations(compiled(HOLDER).get("$In1"), ALL::contains,
                _ -> false, ALL::contains));
        assertThat(shown.fields()).filteredOn(f -> f.flags().has(AccessFlag.FINAL))
                .extracting(f -> f.fieldName().stringValue()).containsExactly("limit");
    }

    @Test void typesAreToldWithTheirArguments() {
        var holder = ClassBytes.READ.parse(compiled(HOLDER).get("$In1"));
        assertThat(holder.fields()).extracting(Linker::signature).containsExactly("I", "I",
                "Ljava/util/List<Ljava/lang/String;>;");
        assertThat(holder.methods()).filteredOn(m -> !m.methodName().equalsString("<init>"))
                .filteredOn(m -> !m.methodName().equalsString("<clinit>")).extracting(m -> Linker.signature(m))
                .containsExactly("()I", "()Ljava/util/List<[I>;");
    }

    @Test void onlyAConstantHasAValueThatTheCompilerKnows() {
        var holder = ClassBytes.READ.parse(compiled(HOLDER).get("$In1"));
        assertThat(holder.fields()).extracting(Linker::constant).containsExactly(null, 7, null);
    }

    // ---- whether two classes mean the same ----

    @Test void onOtherLinesOrInAnotherCellAClassMeansTheSame() {
        var first = normalized("$In1", 1, "class A { int get() {\n return $In1.x; } }\n" + HOLDER);
        var later = normalized("$In2", 3, "\n\nclass A { int get() {\n return $In2.x; } }\n" + named("$In2"));
        assertThat(later).as("the variable is the first's").isEqualTo(first);
    }

    @Test void otherCodeOrAnotherDistanceBetweenItsLinesDoesNot() {
        var first = normalized("$In1", 1, "class A { int get() {\n return $In1.x; } }\n" + HOLDER);
        assertThat(normalized("$In1", 1, "class A { int get() {\n return -$In1.x; } }\n" + HOLDER))
                .isNotEqualTo(first);
        assertThat(normalized("$In1", 1, "class A { int get() {\n\n return $In1.x; } }\n" + HOLDER))
                .isNotEqualTo(first);
        assertThat(normalized("$In1", 1, "class A { long get() {\n return $In1.x; } }\n" + HOLDER))
                .isNotEqualTo(first);
    }

    @Test void aVariableOfItsOwnIsAnother() {
        var text = "class A { int get() { return $In2.x; } }\n" + named("$In2");
        assertThat(normalized("$In2", 1, text, Map.of())).isNotEqualTo(normalized("$In2", 1, text));
    }

    @Test void aMethodOfAnyCellIsTheSame() {
        var first = normalized("$In1", 1, "class A { int get() { return $In1.f(); } }\n" + HOLDER);
        assertThat(normalized("$In2", 1, "class A { int get() { return $In2.f(); } }\n" + named("$In2")))
                .isEqualTo(first);
    }

    /** Class A; {@code x} and {@code names} are in cell 1. */
    private byte[] normalized(String holder, int firstLine, String text) {
        return normalized(holder, firstLine, text,
                holder.equals("$In1") ? Map.of() : Map.of("x", "$In1", "names", "$In1"));
    }

    private byte[] normalized(String holder, int firstLine, String text, Map<String, String> moved) {
        return Linker.normalized(ClassBytes.renamed(compiled(text).get("A")), holder, moved, firstLine);
    }

    private static String named(String holder) {
        return HOLDER.replace("$In1", holder);
    }

    private Map<String, byte[]> compiled(String text) {
        var compiled = javac.compile("package " + Javac.PACKAGE + "; " + text, Map.of());
        assertThat(compiled.errors()).isEmpty();
        return compiled.classes();
    }
}
