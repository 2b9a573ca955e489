// A fair semaphore serves in the order of coming.
void main() throws Exception {
    var semaphore = new Semaphore(0, true);
    var order = Collections.synchronizedList(new ArrayList<Integer>());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
        int n = i;
        threads.add(Thread.ofPlatform().start(() -> {
            semaphore.acquireUninterruptibly();
            order.add(n);
            semaphore.release();
        }));
        while (semaphore.getQueueLength() <= i) Thread.onSpinWait();
    }
    semaphore.release();
    for (var thread : threads) thread.join();
    IO.println(order + " " + semaphore.drainPermits());
}
