// LockSupport in a lock of the notebook's: first come, first served.
class FifoLock {
    private final AtomicBoolean locked = new AtomicBoolean();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    void lock() {
        boolean interrupted = false;
        waiting.add(Thread.currentThread());
        while (waiting.peek() != Thread.currentThread() || !locked.compareAndSet(false, true)) {
            LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true;
        }
        waiting.remove();
        if (interrupted) Thread.currentThread().interrupt();
    }

    void unlock() {
        locked.set(false);
        LockSupport.unpark(waiting.peek());
    }
}

int count = 0;

void main() throws Exception {
    var lock = new FifoLock();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) threads.add(Thread.ofPlatform().start(() -> {
        for (int k = 0; k < 200; k++) {
            lock.lock();
            count++;
            lock.unlock();
        }
    }));
    for (var thread : threads) thread.join();
    IO.println(count);
}
