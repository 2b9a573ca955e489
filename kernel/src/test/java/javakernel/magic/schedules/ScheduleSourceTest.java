package javakernel.magic.schedules;

import java.util.List;
import java.util.Map;
import javakernel.engine.source.Source;
import javakernel.magic.Failure;
import javakernel.magic.MagicCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduleSourceTest {
    private static ScheduleSource of(String text) throws Exception {
        var begin = "%%schedules\n";
        return ScheduleSource.of(new MagicCall(null, new Source("In[1]", begin + text), "%%schedules",
                begin.length() - 1, begin.length() - 1, begin.length()), System.getProperty("java.class.path"));
    }

    @Test void declarationsAreMembersAndAllElseInitializersOnTheirLines() throws Exception {
        var lines = of("""
                int n = 0;    // {
                void add(int more) {
                    n += more;
                }
                if (n == 0) add(1);
                else add(2);
                do { n++; } while (n < 9);
                try { add(3); }
                finally { n--; }
                record Seat(int row) { }
                assert n == 9 : ";"
                """).java().lines().toList();
        assertThat(lines.getFirst()).endsWith("int n = 0;    // {");
        assertThat(lines.get(1)).isEqualTo("void add(int more) {");
        assertThat(lines.get(4)).isEqualTo("{ if (n == 0) add(1);");
        assertThat(lines.get(5)).isEqualTo("else add(2); }");
        assertThat(lines.get(6)).isEqualTo("{ do { n++; } while (n < 9); }");
        assertThat(lines.get(7)).isEqualTo("{ try { add(3); }");
        assertThat(lines.get(8)).isEqualTo("finally { n--; } }");
        assertThat(lines.get(9)).isEqualTo("record Seat(int row) { }");
        assertThat(lines.get(10)).isEqualTo("{ assert n == 9 : \";\"");
    }

    @Test void variablesWithoutATypeGetIt() throws Exception {
        var java = of("""
                import java.util.regex.*;
                var lock = new ReentrantLock();
                final var names = List.of("a");
                var first = names.getFirst();
                int size() { return names.size(); }
                var size = size();
                class Seat { }
                var seats = new HashMap<String, Seat>();
                var task = new Runnable() { public void run() { } };
                var pattern = Pattern.compile("x");
                """).java();
        assertThat(java).contains("ReentrantLock lock = ", "final java.util.List<java.lang.String> names = ",
                "java.lang.String first = ", "\nint size = size();",
                "java.util.HashMap<java.lang.String,Seat> seats = ", "java.lang.Runnable task = new Runnable()",
                "java.util.regex.Pattern pattern = ");
        assertThat(java.lines().findFirst().orElseThrow()).contains("import java.util.regex.*;");
    }

    @Test void placesAreThoseOfTheCell() throws Exception {
        var cell = "var a = 1;\nif (a == 1) together(() -> { });\nint b = 2;\n";
        var source = of(cell);
        for (var word : List.of("a = 1", "if (a", "together(() ->", "int b")) {
            assertThat(source.original(source.java().lastIndexOf(word))).as(word).isEqualTo(cell.lastIndexOf(word));
        }
    }

    @Test void parametersAreKnownByTheirMethods() throws Exception {
        assertThat(of("void move(int from, int to) { }\nvoid move(int all) { }").parameters())
                .isEqualTo(Map.of("move/2", List.of("from", "to"), "move/1", List.of("all")));
    }

    @Test void whatTheCheckerDoesNotKnowIsRefused() {
        for (var wrong : Map.of("Thread.startVirtualThread(() -> { });", "virtual threads",
                "var v = Executors.newVirtualThreadPerTaskExecutor();", "virtual threads",
                "class Seller extends Thread { }", "classes that extend Thread",
                "new Thread() { public void run() { } }.start();", "classes that extend Thread",
                "static int n = 0;", "n is static", "class Shop { static final Object LOCK = new Object(); }",
                "LOCK is static").entrySet()) {
            assertThatThrownBy(() -> of("int x = 1;\n" + wrong.getKey())).as(wrong.getKey()).isInstanceOf(Failure.class)
                    .hasMessageContaining(wrong.getValue()).hasMessageEndingWith("In[1], line 3");
        }
    }

    @Test void constantsMayBeStatic() throws Exception {
        assertThat(of("class Shop { static final int SEATS = 3; }").java()).contains("SEATS = 3");
    }
}
