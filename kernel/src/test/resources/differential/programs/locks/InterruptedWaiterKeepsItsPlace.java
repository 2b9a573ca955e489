// Who is interrupted in lock() stays where it is in the queue of a fair lock.
void main() throws Exception {
    var lock = new ReentrantLock(true);
    var order = new ArrayList<String>();
    var threads = new ArrayList<Thread>();
    lock.lock();
    for (var name : List.of("first", "second", "third")) {
        var thread = Thread.ofPlatform().name(name).start(() -> {
            lock.lock();
            try {
                order.add(Thread.currentThread().getName() + " " + Thread.currentThread().isInterrupted());
            } finally {
                lock.unlock();
            }
        });
        while (!lock.hasQueuedThread(thread)) Thread.onSpinWait();
        threads.add(thread);
    }
    for (int i = 0; i < 100; i++) {
        threads.getFirst().interrupt();
        if (lock.getQueueLength() != 3) IO.println("left the queue");
    }
    lock.unlock();
    for (var t : threads) t.join();
    IO.println(order);
}
