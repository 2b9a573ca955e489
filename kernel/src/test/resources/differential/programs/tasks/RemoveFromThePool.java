// A task that is removed does not run.
void main() throws Exception {
    var pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    var go = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    pool.execute(() -> {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
    begun.await();
    Runnable stays = () -> IO.println("stays");
    Runnable goes = () -> IO.println("removed, but runs");
    pool.execute(stays);
    pool.execute(goes);
    IO.println(pool.getQueue().contains(goes) + " " + pool.remove(goes) + " " + pool.getQueue().contains(goes) + " " + pool.getQueue().contains(stays));
    IO.println(pool.getQueue().peek() == stays);
    go.countDown();
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
}
