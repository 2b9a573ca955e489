package javakernel.engine.compile;

import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javakernel.engine.Engine;
import javakernel.engine.javac.Javac;
import javakernel.engine.load.Linker;
import javakernel.engine.load.LoadedUnit;
import javakernel.engine.load.LoadedUnits;
import javakernel.engine.load.NotebookLoader;
import javakernel.engine.source.CompileError;
import javakernel.engine.source.Holder;
import javakernel.engine.source.Source;
import javakernel.engine.source.Splitter;
import javakernel.notebook.Chart;
import javakernel.notebook.Notebook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Parts of cells are compiled, linked with what was there before, and loaded; without a kernel around. */
class CompilationTest {
    private final LoadedUnits units = new LoadedUnits();
    private final NotebookLoader loader = new NotebookLoader(units, new Linker(units));
    private final Javac javac = new Javac(Engine.COMPILER_OPTIONS);
    private final Declarations declarations = new Declarations();
    private final Set<String> failed = new HashSet<>();
    private final Imports imports;
    private int count;

    CompilationTest() throws Exception {
        javac.setClassPath(List.of(Path.of(Notebook.class.getProtectionDomain().getCodeSource().getLocation()
                .toURI())));
        imports = new Imports(new GivenNames(Notebook.class, List.of(Chart.class)), loader);
    }

    @Test void aCellIsOneClassWithOneMethodForItsStatements() throws Throwable {
        var cell = compile("int x = 1; x++; x += 2; class A { } int twice() { return 2 * x; } twice()");
        assertThat(cell.code()).hasSize(1);
        assertThat(cell.unit().classes()).containsOnlyKeys("$In1", "A");
        assertThat(run(cell)).isEqualTo(8);
    }

    @Test void classesAreCalledAsInAJavaFile() throws Throwable {
        assertThat(value("class A { class B { } }\nnew A().new B().getClass().getName()")).isEqualTo("A$B");
        assertThat(value("enum Colour { RED }\nString.valueOf(Colour.class) + Colour.RED"))
                .isEqualTo("class ColourRED");
    }

    @Test void aClassMayBeCalledAsCellsAre() throws Throwable {
        value("class In1 { int x = 1; String name() { return new Object() { }.getClass().getName(); } }\n"
                + "int f() { return new In1().x; }");
        assertThat(value("new In1().name() + f()")).isEqualTo("In1$11");
        assertThat(value("class In1 { int x = 2; }\nclass In3 extends In1 { int g() { return f(); } }\nnew In3().g()"))
                .isEqualTo(2);
    }

    @Test void aVariableIsTheSameFieldAsLongAsItsTypeIsTheSame() throws Throwable {
        value("interface Reader { int read(); }\nint n = 1; Reader reader = () -> n;");
        assertThat(value("int n = 2; reader.read()")).isEqualTo(2);
        value("long n = 3;");
        assertThat(value("reader.read() + \" \" + n")).isEqualTo("2 3");
    }

    @Test void olderCodeCallsTheLatestMethod() throws Throwable {
        value("String f() { return \"old\"; }\nString g() { return f(); }");
        assertThat(value("g()")).isEqualTo("old");
        assertThat(value("String f() { return \"new\"; }\ng()")).isEqualTo("new");
    }

    @Test void typesCallTheMethodsThatAreCompiledWithThem() throws Throwable {
        value("class A { int x = 1; }\nint f(A a) { return a.x; }\nint f(int i) { return i; }");
        assertThat(
                value("class A { int x = 2; }\nclass B { int g() { return f(new A()) + f(3); } }\nnew B().g() + f(4)"))
                .isEqualTo(9);
        assertThat(value("int f(int i) { return -i; }\nclass C { int g() { return f(new A()) + f(3); } }\nnew C().g()"))
                .isEqualTo(-1);
    }

    @Test void aTypeDeclaredAnewIsItsUsersToo() throws Throwable {
        value("interface Animal { String s(); }\n"
                + "class Dog implements Animal { public String s() { return \"dog\"; } }\n"
                + "class Cat implements Animal { public String s() { return \"cat\"; } }");
        value("class Zoo { boolean b; String all() { for (int i = 0; ; i++) {"
                + " if (i > 0) return (b ? new Dog() : new Cat()).s(); } } }\nString of() { return new Zoo().all(); }");
        assertThat(value("of()")).isEqualTo("cat");
        value("class Cat implements Animal { public String s() { return \"tiger\"; } }\n"
                + "class Dog implements Animal { public String s() { return \"wolf\"; } }");
        assertThat(value("of()")).isEqualTo("tiger");
    }

    @Test void aTypeCompiledAgainIsTheSameOnlyWhereItMeansTheSame() throws Throwable {
        value("class A { }\nclass B { A a; }\nvar b = new B();");
        assertThat(compile("\n\nclass B { A a; }").changed()).isEmpty();
        assertThat(value("b.getClass() == B.class")).isEqualTo(true);
        assertThat(compile("class A { int x; }").changed()).extracting(RedeclarationReport::lost).containsExactly(true);
        assertThat(value("b == null")).isEqualTo(true);
    }

    @Test void whatIsPackagePrivateOrProtectedIsSeenByLaterCells() throws Throwable {
        value("class Base { int x = 1; protected int y = 2; private int z; Base() { }"
                + " String hook() { return \"base\"; } String call() { return hook(); } }");
        value("class Derived extends Base { @Override String hook() { return \"derived\" + x + y; } }");
        assertThat(value("new Derived().call() + new Base().y")).isEqualTo("derived122");
        assertThat(value("Base.class.getDeclaredField(\"z\").getModifiers()")).isEqualTo(Modifier.PRIVATE);
    }

    @Test void aCellsLinesKeepTheirNumbersWhenOlderCodeIsCompiledWithIt() throws Throwable {
        value("int a() { return 1; }\nint b() {\n    a();\n    return new Throwable().getStackTrace()[0].getLineNumber();\n}");
        assertThat(value("// one\n// two\nlong a() { return 2; }\n"
                + "new Throwable().getStackTrace()[0].getLineNumber()")).isEqualTo(4);
        assertThat((int) value("b()")).isGreaterThan(4);
        compile("// one\nint a() {\n    return new Throwable().getStackTrace()[0].getLineNumber();\n}");
        assertThat(value("a()")).isEqualTo(3);
    }

    @Test void sealedTypesMayBeDeclaredInSeveralCells() throws Throwable {
        assertThat(compile("sealed interface S permits X, Y { }").late()).hasSize(1);
        value("record X(int a) implements S { }");
        value("record Y(int a) implements S { }");
        assertThat(value("S s = new X(3);\n"
                + "switch (s) { case X(int a) -> IO.print(\"\"); case Y y -> IO.print(y); }\n"
                + "boolean is = s instanceof X(int a) && a == 3;\nis")).isEqualTo(true);
    }

    @Test void theReadersImportsWin() throws Throwable {
        value("import javax.swing.*;\nAction action; Timer timer;");
        assertThat(value("import java.util.List;\nChart.class.getName() + List.class.getName()"))
                .isEqualTo("javakernel.notebook.Chartjava.util.List");
        assertThat(value("class List { }\nList.class.getName()")).isEqualTo("List");
    }

    @Test void whatIsFinalIsItFromTheNextCellOn() throws Throwable {
        value("final int LIMIT = 2 + 3; final var made = new Object(); int over() { return LIMIT + 1; }");
        assertThat(value("switch (5) { case LIMIT -> \"limit\".length(); default -> { } }\nover()")).isEqualTo(6);
        assertThat(faults("LIMIT = 6;")).hasSize(1);
        assertThat(faults("made = null;")).hasSize(1);
        value("final int LIMIT = 7;");
        assertThat(value("over()")).isEqualTo(8);
    }

    @Test void errorsAreToldAllAtOnceAndChangeNothing() throws Throwable {
        value("int x = 1;");
        var wrong = faults("x = 2;\nint x = \"\";\nvoid f() {\n    return 1;\n}\nmissing();");
        assertThat(wrong).extracting(f -> f.place().line()).containsExactlyInAnyOrder(2, 4, 6);
        assertThat(value("x")).isEqualTo(1);
    }

    @Test void whatNothingUsesAnyMoreIsCollected() throws Throwable {
        var first = new WeakReference<>(compileAndRun("class A { int x; }\nint f() { return new A().x; }\nf();")
                .unit());
        compileAndRun("class A { long x; }\nlong f() { return new A().x; }");
        for (int i = 0; i < 50 && first.get() != null; i++) System.gc();
        assertThat(first.get()).isNull();
        var older = new ArrayList<WeakReference<LoadedUnit>>();
        for (int i = 0; i < 20; i++) older.add(new WeakReference<>(compileAndRun("int n = " + i + ";\nn + 1").unit()));
        for (int i = 0; i < 50 && older.subList(1, 20).stream().anyMatch(u -> u.get() != null); i++) System.gc();
        assertThat(older.subList(1, 20)).allMatch(u -> u.get() == null);
        assertThat(older.getFirst().get()).as("it holds the variable").isNotNull();
        assertThat(units.all()).hasSizeLessThan(5);
    }

    @Test void anOlderThreadGoesOnWithItsClasses() throws Throwable {
        value("class A { String s() { return \"old\"; } }\nA make() { return new A(); }\n"
                + "class Task { @Override public String toString() { return make().s(); } }\nTask task = new Task();");
        var task = value("task");
        value("class A { String s() { return \"new\"; } }");
        assertThat(task.toString()).isEqualTo("old");
        assertThat(value("make().s()")).isEqualTo("new");
    }

    private Compilation.Committed compile(String code) {
        var compilation = compilation(code);
        assertThat(compilation.compile()).isEmpty();
        return compilation.commit(loader, units);
    }

    private Compilation.Committed compileAndRun(String code) throws Throwable {
        var cell = compile(code);
        run(cell);
        return cell;
    }

    private List<CompileError> faults(String code) {
        return compilation(code).compile();
    }

    private Compilation compilation(String code) {
        count++;
        var split = Splitter.split(javac, new Source("In[" + count + "]", code), 0, code.length());
        assertThat(split.faults()).isEmpty();
        return new Compilation(javac, declarations, imports, failed, Holder.name(count, 1), split.snippets(), false);
    }

    private static Object run(Compilation.Committed cell) throws Throwable {
        Object value = null;
        for (var code : cell.code()) value = code.invoke();
        return value;
    }

    private Object value(String code) throws Throwable {
        return run(compile(code));
    }
}
