// In async mode a single worker takes what was forked first.
void main() throws Exception {
    var order = Collections.synchronizedList(new ArrayList<Integer>());
    try (var pool = new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true)) {
        pool.submit(() -> {
            for (int i = 0; i < 5; i++) {
                int n = i;
                pool.execute(() -> order.add(n));
            }
        }).get();
    }
    IO.println(order);
}
