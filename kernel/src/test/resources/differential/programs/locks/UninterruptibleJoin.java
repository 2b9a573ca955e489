// CompletableFuture.join() goes on waiting when its thread is interrupted, and is interrupted after.
void main() throws Exception {
    var future = new CompletableFuture<String>();
    var seen = new CompletableFuture<String>();
    var thread = new Thread(() -> seen.complete(future.join() + " " + Thread.currentThread().isInterrupted()));
    thread.start();
    while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    thread.interrupt();
    future.complete("done");
    IO.println(seen.get());
    thread.join();
}
