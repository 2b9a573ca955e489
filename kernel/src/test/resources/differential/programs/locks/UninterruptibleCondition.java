// awaitUninterruptibly waits on through an interrupt.
void main() throws Exception {
    var lock = new ReentrantLock();
    var condition = lock.newCondition();
    var seen = new ArrayList<Boolean>();
    var thread = new Thread(() -> {
        lock.lock();
        try {
            condition.awaitUninterruptibly();
            seen.add(Thread.currentThread().isInterrupted());
        } finally {
            lock.unlock();
        }
    });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    thread.interrupt();
    lock.lock();
    IO.println(lock.hasWaiters(condition) + " " + seen);
    condition.signal();
    lock.unlock();
    thread.join();
    IO.println(seen);
}
