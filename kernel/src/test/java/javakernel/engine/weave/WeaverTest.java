package javakernel.engine.weave;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import javakernel.engine.woven.WovenCalls;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is woven into small classes, and that they do what they did before. */
class WeaverTest {
    private static final String SAMPLE = Sample.class.getName();

    /** Stands for a notebook's class. */
    static class Sample {
        static Function<Integer, Integer> quiet() {
            return x -> x + 1;
        }

        static Function<Integer, String> quietCalls() {
            return x -> twice(x) + new StringBuilder().append(x).reverse().toString();
        }

        static int twice(int n) {
            return 2 * n;
        }

        static Runnable prints() {
            return () -> System.out.print("");
        }

        static Runnable printsSomewhere() {
            return () -> say();
        }

        static void say() {
            System.out.print("");
        }

        static IntSupplier loops() {
            return () -> {
                int sum = 0;
                for (int i = 0; i < 10; i++) sum += i;
                return sum;
            };
        }

        static IntSupplier recurs() {
            return () -> factorial(5);
        }

        static int factorial(int n) {
            return n == 0 ? 1 : n * factorial(n - 1);
        }

        static Callable<Integer> mayFail(int n) {
            return () -> 1 / n;
        }

        static Callable<Integer> cannotFail(int n) {
            return () -> 1 + n;
        }

        static int locks() {
            var lock = new ReentrantLock();
            int n = 0;
            for (int i = 0; i < 3; i++) {
                lock.lock();
                try {
                    synchronized (lock) {
                        n += lock.getHoldCount();
                    }
                } finally {
                    lock.unlock();
                }
            }
            return n;
        }

        /** The task is not the last argument, and values lie below. */
        static String later(ExecutorService pool, Runnable stored) throws Exception {
            var done = new ArrayList<String>();
            var which = IntStream.range(0, 2).mapToObj(i -> i == 0 ? "a" : "b").toList();
            return "" + which + CompletableFuture.supplyAsync(() -> 20, pool)
                    .thenCombine(CompletableFuture.supplyAsync(() -> 1, pool), (a, b) -> 2 * a + b)
                    .get(10, TimeUnit.SECONDS)
                    + pool.submit(done.isEmpty() ? stored : () -> done.add("x"), "result").get(10, TimeUnit.SECONDS);
        }
    }

    private static Optional<ClassModel> compiled(String internalName) {
        if (!internalName.equals(SAMPLE.replace('.', '/'))) return Optional.empty();
        try (var in = WeaverTest.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
            return Optional.of(ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] woven() {
        var weaver = new Weaver(ClassHierarchyResolver.ofClassLoading(WeaverTest.class.getClassLoader()),
                WeaverTest::compiled);
        return weaver.weave(compiled(SAMPLE.replace('.', '/')).orElseThrow(), ClassTransform.ACCEPT_ALL, null,
                Set.of());
    }

    private static Object call(String method, Class<?>[] types, Object... arguments) throws Exception {
        var bytes = woven();
        var loader = new ClassLoader(WeaverTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(SAMPLE, bytes, 0, bytes.length);
            }
        };
        var found = loader.define().getDeclaredMethod(method, types);
        found.setAccessible(true);
        return found.invoke(null, arguments);
    }

    /** The classes that link what {@code method} calls by {@code invokedynamic}. */
    private static List<String> linkers(String method) {
        return ClassFile.of().parse(woven()).methods().stream().filter(m -> m.methodName().equalsString(method))
                .flatMap(m -> m.code().orElseThrow().elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(e -> ((InvokeDynamicInstruction) e).bootstrapMethod().owner().displayName()).toList();
    }

    @Test void aLambdaThatNeitherPrintsNorWaitsNorLoopsIsLeftAlone() {
        assertThat(linkers("quiet")).containsExactly("LambdaMetafactory");
        assertThat(linkers("quietCalls")).containsExactly("LambdaMetafactory");
        assertThat(linkers("cannotFail")).containsExactly("LambdaMetafactory");
    }

    @Test void aLambdaThatMayPrintOrGoOnForLongKnowsItsCell() {
        for (var method : List.of("prints", "printsSomewhere", "loops", "recurs")) {
            assertThat(linkers(method)).as(method).containsExactly("LambdaFactory");
        }
    }

    @Test void aTaskThatMayFailIsToldWhereItWasHandedOver() {
        assertThat(linkers("mayFail")).containsExactly("LambdaFactory");
    }

    @Test void wovenLambdasDoWhatTheyDid() throws Exception {
        assertThat(((IntSupplier) call("loops", new Class<?>[0])).getAsInt()).isEqualTo(45);
        assertThat(((IntSupplier) call("recurs", new Class<?>[0])).getAsInt()).isEqualTo(120);
        assertThat(((Callable<?>) call("mayFail", new Class<?>[] {int.class}, 1)).call()).isEqualTo(1);
    }

    @Test void wovenLocksAndMonitorsAreHeldAndFreed() throws Exception {
        assertThat(call("locks", new Class<?>[0])).isEqualTo(3);
    }

    @Test void argumentsKeepTheirOrderWhereTasksAreHandedOver() throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            assertThat(call("later", new Class<?>[] {ExecutorService.class, Runnable.class}, pool,
                    (Runnable) () -> {})).isEqualTo("[a, b]41result");
        }
    }

    @Test void aSwitchTurnsAllItsCallsOnAndOff() throws Throwable {
        var told = new ArrayList<String>();
        var add = MethodHandles.lookup()
                .findVirtual(ArrayList.class, "add", MethodType.methodType(boolean.class, Object.class))
                .bindTo(told).asType(MethodType.methodType(void.class, String.class));
        var calls = new WovenCalls();
        var call = calls.call(MethodHandles.empty(add.type()), add).dynamicInvoker();
        call.invoke("off");
        calls.on();
        calls.on();
        call.invoke("on");
        calls.off();
        call.invoke("still on");
        calls.off();
        call.invoke("off again");
        assertThat(told).containsExactly("on", "still on");
    }
}
