// Scheduled tasks: in the order of their delays, and what is repeated until it throws.
void main() throws Exception {
    var order = Collections.synchronizedList(new ArrayList<String>());
    var pool = new ScheduledThreadPoolExecutor(1);
    var both = List.of(pool.schedule(() -> order.add("second"), 500, TimeUnit.MILLISECONDS),
            pool.schedule(() -> order.add("first"), 1, TimeUnit.MILLISECONDS));
    Future<String> called = pool.schedule(() -> "called", 0, TimeUnit.SECONDS);
    IO.println(called.get());
    for (var future : both) future.get();
    IO.println(order + " " + both.getFirst().isDone() + " " + (both.getFirst().getDelay(TimeUnit.NANOSECONDS) <= 0));
    int[] times = {0};
    var repeated = pool.scheduleAtFixedRate(() -> {
        if (++times[0] == 3) throw new IllegalStateException("third");
    }, 0, 1, TimeUnit.MILLISECONDS);
    try {
        repeated.get();
    } catch (ExecutionException e) {
        IO.println(e.getCause().getMessage() + " " + times[0]);
    }
    pool.shutdown();
    IO.println(pool.awaitTermination(10, TimeUnit.SECONDS));
}
