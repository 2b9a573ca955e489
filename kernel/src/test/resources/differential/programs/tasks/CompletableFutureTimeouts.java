// A future that nobody completes.
void main() throws Exception {
    try {
        new CompletableFuture<String>().orTimeout(10, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
        IO.println(e.getCause());
    }
    IO.println(new CompletableFuture<String>().completeOnTimeout("late", 10, TimeUnit.MILLISECONDS).join());
    try {
        new CompletableFuture<String>().get(10, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
        IO.println(e);
    }
    var cancelled = new CompletableFuture<String>();
    IO.println(cancelled.cancel(true) + " " + cancelled.isCancelled());
    try {
        cancelled.join();
    } catch (CancellationException e) {
        IO.println(e);
    }
}
