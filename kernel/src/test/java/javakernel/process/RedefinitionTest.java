package javakernel.process;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is declared anew, imported or declared late leaves the rest of the notebook as it is, above all what runs. */
class RedefinitionTest {
    @TempDir static Path folder;
    static KernelProcess kernel;

    @BeforeAll static void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterEach void nothingGoesOn() throws Exception {
        kernel.request("control", "interrupt_request", Map.of()).awaitEnd();
    }

    @AfterAll static void stop() {
        kernel.close();
    }

    // ---- variables ----

    @Test void anImportInALaterCellKeepsVariables() throws Exception {
        run("var names = new ArrayList<String>(List.of(\"a\")); List<Integer> numbers = new ArrayList<>(names.size()); int[] squares = {1, 4};");
        run("import java.net.http.*;");
        run("\n\n// a comment above it\nimport java.util.zip.*;\n/* two\n   lines */ import static java.lang.Math.*;\nimport module java.logging; // the last one");
        assertThat(result("names + \" \" + numbers + squares.length + max(1, 2)")).isEqualTo("[a] []22");
    }

    @Test void anImportThatChangesWhatANameMeansKeepsVariables() throws Exception {
        run("List<String> shapes = new ArrayList<>(List.of(\"circle\"));");
        assertThat(run("import java.awt.*;").stderr()).isEmpty();
        assertThat(result("shapes")).isEqualTo("[circle]");
        run("import java.util.List;");
        run("List<String> again = shapes;");
    }

    @Test void anImportLeavesTheLinesOfOlderCodeWhereTheyWere() throws Exception {
        var number = run("void third() {\n\n    throw new IllegalStateException();\n}").reply().path("execution_count")
                .asInt();
        run("\n\n\nimport java.util.jar.*;\n\nimport java.util.stream.*;\n");
        assertThat(kernel.run("third()").error()).contains("third, In[" + number + "], line 3");
    }

    @Test void aMethodDeclaredAnewKeepsWhatItHasReturned() throws Exception {
        run("int answer() { return 1; }\nvar inferred = answer();\nint declared = answer();");
        run("int answer() { return 2; }");
        assertThat(result("inferred + declared")).isEqualTo("2");
        run("String answer() { return \"three\"; }");
        assertThat(result("inferred + declared")).as("of a type that does not fit any more").isEqualTo("2");
        assertThat(result("answer()")).isEqualTo("three");
    }

    @Test void aVariableDeclaredAnewKeepsThoseMadeOfIt() throws Exception {
        run("String first = \"first\";");
        run("var rest = first.substring(2);");
        run("String first = \"override\";");
        assertThat(result("rest")).isEqualTo("rst");
        run("int first = 1;");
        assertThat(result("rest")).isEqualTo("rst");
    }

    @Test void whatAVariableBeginsWithIsRunOnce() throws Exception {
        run("var starts = new java.util.concurrent.atomic.AtomicInteger();\nint one() { return starts.incrementAndGet(); }");
        run("var begun = new Thread(() -> one());\nvar counted = one();");
        run("import java.util.logging.*;");
        run("int one() { starts.addAndGet(100); return 0; }");
        assertThat(result("starts.get() + \" \" + counted")).isEqualTo("1 1");
    }

    @Test void aVariableOfAnonymousTypeIsKept() throws Exception {
        run("var both = new Object() { int n = 5; int twice() { return 2 * n; } };\nint useBoth() { return both.twice(); }");
        run("both.n = 6; import java.beans.*;");
        assertThat(result("useBoth() + both.n")).isEqualTo("18");
    }

    // ---- methods and classes ----

    @Test void olderCodeCallsTheLatestMethod() throws Exception {
        run("""
                String step() { return "old"; }
                String caller() { return step(); }
                Callable<String> lambda = () -> step();
                class Walker { int steps = 7; String walk() { return step() + steps; } }
                var walker = new Walker();
                walker.steps = 8;
                """);
        assertThat(run("String step() { return \"new\"; }").stderr()).isEmpty();
        assertThat(result("caller() + lambda.call() + walker.walk()")).isEqualTo("newnewnew8");
    }

    @Test void aStaticMethodWithAnotherSignatureIsDeclaredAtOnce() throws Exception {
        run("static int sized(int a) { return a; }\nint sizedTwice() { return sized(1) + sized(2); }");
        run("static long sized(int a) { return a + 10; }");
        assertThat(kernel.run("sizedTwice()").error()).contains("sizedTwice");
        run("static int sized(int a, int b) { return a * b; }\nstatic int sized(long a) { return -1; }");
        run("static long sizedTwice() { return sized(1) + sized(2, 3) + sized(4L); }");
        assertThat(result("sizedTwice()")).isEqualTo("16");
        run("class Sizes { static int of(int a) { return a; } }\nint size = Sizes.of(4); var size2 = Sizes.of(5);");
        run("class Sizes { static long of(int a, int b) { return a + b; } }");
        assertThat(result("size + size2 + Sizes.of(1, 2)")).isEqualTo("12");
    }

    @Test void aClassRunAgainAsItWasKeepsItsObjects() throws Exception {
        run("record Ticket(int number) { }");
        run("var ticket = new Ticket(7); Ticket[] tickets = {ticket};");
        run("record Ticket(int number) { }");
        assertThat(result("tickets[0] == ticket && ticket.number() == 7")).isEqualTo("true");
    }

    @Test void aVariableWhoseClassIsDeclaredAnewIsNullAndTheReaderIsTold() throws Exception {
        run("class Account { int balance; }");
        int made = run(
                "var account = new Account(); Account[] accounts = {account}; Account none; int unrelated = 3;\nvar list = new ArrayList<Account>(accounts.length); list.add(account);")
                .reply().path("execution_count").asInt();
        var again = run("class Account { long balance; }");
        assertThat(again.stderr().lines()).containsExactlyInAnyOrder(
                "account is null now: what it held is of the class Account as it was before. Run In[%d] again to make it anew."
                        .formatted(made),
                "accounts is null now: what it held is of the class Account[] as it was before. Run In[%d] again to make it anew."
                        .formatted(made),
                "list still holds objects of a class as it was before. Run In[%d] again to make it anew."
                        .formatted(made));
        assertThat(result("account + \" \" + accounts + \" \" + none + \" \" + list.size() + unrelated"))
                .isEqualTo("null null null 13");
        run("account = new Account(); account.balance = 1L << 40;");
        assertThat(run(
                "class Account { int id; }\nvar account = new Account();\naccounts = new Account[] {account};\nlist.clear();")
                .stderr()).as("what it makes anew itself")
                .doesNotContain("account is").doesNotContain("accounts is");
    }

    @Test void classesThatNeedOneAnotherAreDeclaredInOneCell() throws Exception {
        run("class Animal { Food eats = new Food(); Animal mate() { return null; } }\nclass Food { List<Animal> eaters; }\nboolean even(int n) { return n == 0 || odd(n - 1); }\nboolean odd(int n) { return n > 0 && even(n - 1); }");
        assertThat(result("new Animal().eats.eaters == null && even(10)")).isEqualTo("true");
        run("class Food { List<Animal> eaters = List.of(); }");
        assertThat(result("new Animal().eats.eaters")).isEqualTo("[]");
    }

    // ---- what runs ----

    @Test void aRunningThreadSharesItsVariablesWithLaterCells() throws Exception {
        run("""
                volatile long rounds = 0;
                volatile boolean on = true;
                long next(long n) { return n + 1; }
                var worker = Thread.ofVirtual().start(() -> { while (on) { rounds = next(rounds); Thread.onSpinWait(); } });
                """);
        run("import java.util.random.*;");
        run("long next(long n) { return Math.max(n + 1, 1L << 40); }");
        assertThat(result(
                "while (rounds < 1L << 40) Thread.onSpinWait();\non = false;\nworker.join(Duration.ofSeconds(30))"))
                .isEqualTo("true");
        assertThat(result("long seen = rounds; seen == rounds && seen > 1L << 40")).isEqualTo("true");
    }

    @Test void aThreadInsideAnOldMethodOrClassGoesOnUnharmed() throws Exception {
        run("""
                var gate = new CountDownLatch(1);
                class Job implements Callable<String> {
                    public String call() throws Exception { gate.await(); return "old " + helper(); }
                    String helper() { return "class"; }
                }
                String work() throws Exception { gate.await(); return "old method"; }
                var pool = Executors.newFixedThreadPool(2);
                var results = List.of(pool.submit(new Job()), pool.submit(() -> work()));
                """);
        run("class Job { }\nint work() { return 0; }");
        assertThat(result("gate.countDown();\nresults.get(0).get() + \", \" + results.get(1).get()"))
                .isEqualTo("old class, old method");
    }

    @Test void aVolatileVariableIsVolatileAsLongAsItIsDeclaredSo() throws Exception {
        run("""
                int signal = 1;
                void set(int n) { signal = n; }
                /** Whether the field is volatile that a method of the notebook writes. */
                boolean isVolatile(int written) throws Exception {
                    set(written);
                    for (int i = 1; i < 500; i++) {
                        try {
                            var field = Class.forName("$In" + i, false, Thread.currentThread().getContextClassLoader()).getDeclaredField("signal");
                            if (field.getInt(null) == written) return Modifier.isVolatile(field.getModifiers());
                        } catch (ClassNotFoundException | NoSuchFieldException e) {
                            // another declaration
                        }
                    }
                    throw new IllegalStateException("no field is written");
                }
                """);
        run("import java.lang.reflect.Modifier;");
        assertThat(result("isVolatile(1001)")).isEqualTo("false");
        run("public volatile int signal = 2, other;");
        assertThat(result("isVolatile(1002) + \" \" + signal")).isEqualTo("true 1002");
        run("import java.text.*;");
        assertThat(result("signal + \" \" + isVolatile(1003)")).isEqualTo("1002 true");
        run("int signal;");
        assertThat(result("isVolatile(1004) + \" \" + signal")).isEqualTo("false 1004");
        run("volatile var signal = 5;");
        assertThat(result("isVolatile(1005) + \" \" + signal")).isEqualTo("true 1005");
    }

    // ---- forward references ----

    @Test void whatIsNotDeclaredYetIsNamedAndWorksOnceItIs() throws Exception {
        assertThat(kernel.run("int later() { return notYet + helperOf(2); }").stderr()).contains("later")
                .contains("variable notYet").contains("method helperOf(int)");
        assertThat(kernel.run("later()").error()).contains("variable notYet");
        run("int notYet = 1;");
        assertThat(kernel.run("later()").error()).doesNotContain("variable notYet").contains("method helperOf(int)");
        run("int helperOf(int n) { return n; }");
        assertThat(result("later()")).isEqualTo("3");
        assertThat(kernel.run("Missing field; Missing make() { return new Missing(); }").stderr()).contains("field")
                .contains("make").contains("class Missing");
        run("class Missing extends MissingToo { int v = w; }");
        run("class MissingToo { int w = 4; }");
        run("field = make();");
        assertThat(result("field.v")).isEqualTo("4");
    }

    @Test void aThreadThatCallsWhatIsNotDeclaredYetSaysWhat() throws Exception {
        run("void calls() { absent(); }");
        assertThat(kernel.run("Thread.ofPlatform().name(\"caller\").start(() -> calls()).join();").stderr())
                .contains("\"caller\"").contains("calls").contains("method absent()");
        assertThat(kernel.run("CompletableFuture.runAsync(() -> calls()).join();").error()).contains("method absent()");
    }

    private static Run run(String code) throws InterruptedException {
        var run = kernel.run(code);
        assertThat(run.error()).as(code).isEmpty();
        return run;
    }

    private static String result(String code) throws InterruptedException {
        return run(code).result();
    }
}
