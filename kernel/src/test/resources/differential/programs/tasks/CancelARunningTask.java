// cancel(true) interrupts the task that runs.
void main() throws Exception {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var seen = new ArrayList<String>();
    try (var pool = Executors.newSingleThreadExecutor()) {
        var future = pool.submit(() -> {
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                seen.add("interrupted");
            } finally {
                ended.countDown();
            }
        });
        begun.await();
        IO.println(future.cancel(true) + " " + future.isCancelled() + " " + future.isDone() + " " + future.cancel(true));
        ended.await();
        IO.println(seen);
        try {
            future.get();
        } catch (CancellationException e) {
            IO.println("cancelled " + future.state());
        }
    }
}
