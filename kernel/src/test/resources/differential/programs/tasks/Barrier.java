// The barrier's action runs once for each round, by the last that comes.
void main() throws Exception {
    var rounds = new AtomicInteger();
    var barrier = new CyclicBarrier(3, rounds::incrementAndGet);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) threads.add(Thread.ofVirtual().start(() -> {
        try {
            for (int k = 0; k < 5; k++) barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            IO.println(e);
        }
    }));
    for (var thread : threads) thread.join();
    IO.println(rounds.get() + " " + barrier.getNumberWaiting() + " " + barrier.isBroken());
    try {
        barrier.await(1, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
        IO.println("timeout " + barrier.isBroken());
    }
    try {
        barrier.await();
    } catch (BrokenBarrierException e) {
        IO.println(e);
    }
}
