// tryLock says at once whether the lock is free, or after its time.
void main() throws Exception {
    var lock = new ReentrantLock(true);
    lock.lock();
    IO.println(lock.tryLock() + " " + lock.getHoldCount() + " " + lock.isFair());
    var other = new Thread(() -> {
        try {
            long begun = System.nanoTime();
            IO.println(lock.tryLock() + " " + lock.tryLock(30, TimeUnit.MILLISECONDS));
            IO.println(System.nanoTime() - begun >= 30_000_000L);
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
    other.start();
    other.join();
    lock.unlock();
    lock.unlock();
    try {
        lock.unlock();
    } catch (IllegalMonitorStateException e) {
        IO.println(e);
    }
}
