// lock() is not ended by an interrupt: the thread gets the lock and is still interrupted.
void main() throws Exception {
    var lock = new ReentrantLock();
    var seen = new ArrayList<String>();
    lock.lock();
    var thread = new Thread(() -> {
        lock.lock();
        try {
            seen.add("interrupted " + Thread.currentThread().isInterrupted());
        } finally {
            lock.unlock();
        }
    });
    thread.start();
    while (!lock.hasQueuedThread(thread)) Thread.onSpinWait();
    thread.interrupt();
    IO.println(lock.hasQueuedThread(thread) + " " + lock.getQueueLength());
    lock.unlock();
    thread.join();
    IO.println(seen);
}
