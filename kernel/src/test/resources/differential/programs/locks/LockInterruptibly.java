// lockInterruptibly() is ended by an interrupt, which is then cleared.
void main() throws Exception {
    var lock = new ReentrantLock();
    var seen = new ArrayList<String>();
    lock.lock();
    var thread = new Thread(() -> {
        try {
            lock.lockInterruptibly();
            seen.add("locked");
        } catch (InterruptedException e) {
            seen.add(e.getClass().getName() + " " + e.getMessage() + " " + Thread.currentThread().isInterrupted());
        }
    });
    thread.start();
    while (!lock.hasQueuedThread(thread)) Thread.onSpinWait();
    thread.interrupt();
    thread.join();
    IO.println(seen + " " + lock.hasQueuedThreads());
    lock.unlock();
}
