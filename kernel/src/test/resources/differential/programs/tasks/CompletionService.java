// Results as they come: of two, the one that may end.
void main() throws Exception {
    try (var pool = Executors.newFixedThreadPool(2)) {
        var service = new ExecutorCompletionService<String>(pool);
        var go = new CountDownLatch(1);
        var slow = service.submit(() -> {
            go.await();
            return "slow";
        });
        var fast = service.submit(() -> "fast");
        var first = service.take();
        IO.println(first.get() + " " + (first == fast) + " " + (service.poll() == null));
        go.countDown();
        IO.println((service.take() == slow) + " " + slow.get());
    }
}
