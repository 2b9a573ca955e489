// A full pool's caller runs the task itself.
void main() throws Exception {
    var go = new CountDownLatch(1);
    var pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
    pool.execute(() -> {
        try {
            go.await();
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
    var caller = Thread.currentThread();
    pool.execute(() -> IO.println(Thread.currentThread() == caller));
    go.countDown();
    pool.shutdown();
    IO.println(pool.awaitTermination(10, TimeUnit.SECONDS));
    pool.execute(() -> IO.println("discarded"));
}
