// When one fails, the others are interrupted before the scope is left.
void main() throws Exception {
    var seen = Collections.synchronizedList(new ArrayList<String>());
    var begun = new CountDownLatch(1);
    try (var scope = StructuredTaskScope.open()) {
        scope.fork(() -> {
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                seen.add("interrupted");
            }
            return 1;
        });
        scope.fork(() -> {
            begun.await();
            throw new IllegalStateException("failed");
        });
        scope.join();
    } catch (StructuredTaskScope.FailedException e) {
        seen.add(e.getCause().getMessage());
    }
    IO.println(seen);
}
