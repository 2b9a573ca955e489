// What is handed through a pool arrives as the same object.
void main() throws Exception {
    var payload = new Object();
    var seen = new AtomicReference<Object>();
    try (var pool = Executors.newCachedThreadPool()) {
        Callable<Object> task = () -> payload;
        IO.println(pool.submit(task).get() == payload);
        Runnable r = () -> seen.set(payload);
        pool.submit(r, payload).get();
        IO.println(seen.get() == payload);
    }
    var future = new CompletableFuture<Object>();
    IO.println(future.completeAsync(() -> payload) == future);
    IO.println(future.join() == payload);
}
