// A pool's thread keeps its locals from one task to the next.
final ThreadLocal<Integer> counter = ThreadLocal.withInitial(() -> 0);

void main() throws Exception {
    try (var pool = Executors.newSingleThreadExecutor()) {
        for (int i = 0; i < 3; i++) IO.println(pool.submit(() -> {
            counter.set(counter.get() + 1);
            return counter.get();
        }).get());
    }
    IO.println(counter.get());
}
