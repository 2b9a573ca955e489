// Everything that waits for a time ends after it, and says so.
void main() throws Exception {
    long begun = System.nanoTime();
    IO.println(new LinkedBlockingQueue<Integer>().poll(5, TimeUnit.MILLISECONDS));
    IO.println(new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS));
    IO.println(new Semaphore(0).tryAcquire(5, TimeUnit.MILLISECONDS));
    IO.println(new ArrayBlockingQueue<>(1, false, List.of(1)).offer(2, 5, TimeUnit.MILLISECONDS));
    var thread = new Thread(() -> LockSupport.park());
    thread.setDaemon(true);
    thread.start();
    thread.join(5);
    IO.println(thread.isAlive() + " " + thread.join(Duration.ofMillis(5)));
    LockSupport.unpark(thread);
    thread.join();
    IO.println(System.nanoTime() - begun >= 30_000_000L);
    try {
        new Exchanger<String>().exchange("x", 5, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
        IO.println(e);
    }
}
