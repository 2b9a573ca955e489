import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * What notebooks measure: each method does one thing so often that it takes some milliseconds. The same in a cell and
 * by plain {@code java}.
 */
class Speed {
    interface Work { Object run() throws Exception; }

    static class Fibonacci extends RecursiveTask<Integer> {
        final int n;

        Fibonacci(int n) {
            this.n = n;
        }

        @Override protected Integer compute() {
            if (n < 2) return n;
            var left = new Fibonacci(n - 1);
            left.fork();
            return new Fibonacci(n - 2).compute() + left.join();
        }
    }

    static class Counter {
        private int n;

        synchronized void add() {
            n++;
        }

        synchronized int get() {
            return n;
        }
    }

    static Object monitor() {
        var monitor = new Object();
        int n = 0;
        for (int i = 0; i < 20_000_000; i++) {
            synchronized (monitor) {
                n++;
            }
        }
        return n;
    }

    static Object synchronizedMethod() {
        var counter = new Counter();
        for (int i = 0; i < 20_000_000; i++) counter.add();
        return counter.get();
    }

    static Object lock() {
        var lock = new ReentrantLock();
        int n = 0;
        for (int i = 0; i < 2_000_000; i++) {
            lock.lock();
            try {
                n++;
            } finally {
                lock.unlock();
            }
        }
        return n;
    }

    static Object shortChains() {
        int sum = 0;
        for (int i = 0; i < 200_000; i++) {
            sum += CompletableFuture.completedFuture(i).thenApply(x -> x + 1)
                    .thenCombine(CompletableFuture.completedFuture(2), (a, b) -> a + b).join();
        }
        return sum;
    }

    static Object longChain() {
        var future = CompletableFuture.completedFuture(1);
        for (int i = 0; i < 1_000_000; i++) future = future.thenApply(x -> x + 1);
        return future.join();
    }

    static Object asynchronous() {
        int sum = 0;
        for (int i = 0; i < 20_000; i++) sum += CompletableFuture.supplyAsync(() -> 20).thenApply(x -> x + 1).join();
        return sum;
    }

    static Object parallel() {
        return IntStream.range(0, 1_000_000).parallel().mapToObj(x -> "" + (x & 7)).filter(s -> s.equals("3")).count();
    }

    static Object streams() {
        return IntStream.range(0, 2_000_000).boxed().map(x -> x + 1).filter(x -> x % 3 == 0).mapToLong(x -> x).sum();
    }

    static Object merge() {
        var counts = new ConcurrentHashMap<Integer, Integer>();
        for (int i = 0; i < 1_000_000; i++) counts.merge(i & 1023, 1, Integer::sum);
        return counts.size();
    }

    static int fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    static Object recursion() {
        return fibonacci(32);
    }

    static Object forkJoin() {
        return ForkJoinPool.commonPool().invoke(new Fibonacci(22));
    }

    static Object pool() throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            var futures = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 20_000; i++) {
                int n = i;
                futures.add(pool.submit(() -> n + 1));
            }
            int sum = 0;
            for (var future : futures) sum += future.get();
            return sum;
        }
    }

    static Object virtualThreads() {
        var done = new AtomicInteger();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20_000; i++) each.submit(() -> done.incrementAndGet());
        }
        return done;
    }

    static Object longAdder() throws InterruptedException {
        var adder = new LongAdder();
        Runnable adding = () -> {
            for (int i = 0; i < 2_000_000; i++) adder.increment();
        };
        var thread = new Thread(adding);
        thread.start();
        adding.run();
        thread.join();
        return adder;
    }

    static Object queue() throws InterruptedException {
        var queue = new ArrayBlockingQueue<Integer>(1_000);
        var producer = new Thread(() -> {
            try {
                for (int i = 0; i < 200_000; i++) queue.put(i);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        producer.start();
        long sum = 0;
        for (int i = 0; i < 200_000; i++) sum += queue.take();
        producer.join();
        return sum;
    }

    static int thirdFails(int n) {
        if (n % 3 == 0) throw new IllegalArgumentException("a third of " + n);
        return n;
    }

    static Object exceptions() {
        int sum = 0;
        for (int i = 0; i < 60_000; i++) {
            try {
                sum += thirdFails(i);
            } catch (IllegalArgumentException e) {
                sum--;
            }
        }
        return sum;
    }

    static Object strings() {
        int length = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = 0; n < 50; n++) text.append(n).append(' ');
            length += text.length();
        }
        return length;
    }

    /** The least of some times that the work takes, in microseconds. */
    static long micros(Work work) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 12; i++) {
            long begun = System.nanoTime();
            work.run();
            least = Math.min(least, System.nanoTime() - begun);
        }
        return least / 1_000;
    }

    /** Name and time of each, one a line. */
    static void measure() throws Exception {
        IO.println("monitor " + micros(() -> monitor()));
        IO.println("synchronized " + micros(() -> synchronizedMethod()));
        IO.println("lock " + micros(() -> lock()));
        IO.println("chains " + micros(() -> shortChains()));
        IO.println("chain " + micros(() -> longChain()));
        IO.println("async " + micros(() -> asynchronous()));
        IO.println("parallel " + micros(() -> parallel()));
        IO.println("streams " + micros(() -> streams()));
        IO.println("merge " + micros(() -> merge()));
        IO.println("recursion " + micros(() -> recursion()));
        IO.println("fork-join " + micros(() -> forkJoin()));
        IO.println("pool " + micros(() -> pool()));
        IO.println("virtual " + micros(() -> virtualThreads()));
        IO.println("adder " + micros(() -> longAdder()));
        IO.println("queue " + micros(() -> queue()));
        IO.println("exceptions " + micros(() -> exceptions()));
        IO.println("strings " + micros(() -> strings()));
    }
}
