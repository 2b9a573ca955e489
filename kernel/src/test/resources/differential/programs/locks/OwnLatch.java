// A shared synchronizer: a latch that opens once.
class Latch extends AbstractQueuedSynchronizer {
    @Override protected int tryAcquireShared(int ignored) {
        return getState() == 1 ? 1 : -1;
    }

    @Override protected boolean tryReleaseShared(int ignored) {
        setState(1);
        return true;
    }
}

void main() throws Exception {
    var latch = new Latch();
    var order = Collections.synchronizedList(new ArrayList<String>());
    var threads = Stream.of("a", "b", "c").map(name -> Thread.ofPlatform().name(name).start(() -> {
        latch.acquireShared(0);
        order.add(Thread.currentThread().getName());
    })).toList();
    while (latch.getQueueLength() < 3) Thread.onSpinWait();
    IO.println(order + " " + latch.getSharedQueuedThreads().size());
    latch.releaseShared(0);
    for (var thread : threads) thread.join();
    Collections.sort(order);
    IO.println(order);
}
