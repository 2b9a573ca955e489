// acquireUninterruptibly is not ended by an interrupt, which is kept.
void main() throws Exception {
    var semaphore = new Semaphore(0);
    var seen = new AtomicReference<Boolean>();
    var thread = new Thread(() -> {
        semaphore.acquireUninterruptibly();
        seen.set(Thread.currentThread().isInterrupted());
    });
    thread.start();
    while (!semaphore.hasQueuedThreads()) Thread.onSpinWait();
    thread.interrupt();
    IO.println(semaphore.hasQueuedThreads() + " " + thread.isAlive());
    semaphore.release();
    thread.join();
    IO.println(seen.get() + " " + semaphore.availablePermits());
}
