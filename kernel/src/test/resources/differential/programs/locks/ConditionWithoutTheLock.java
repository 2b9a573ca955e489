// A condition is only for who holds its lock.
void main() throws Exception {
    var lock = new ReentrantLock();
    var condition = lock.newCondition();
    try {
        condition.signal();
    } catch (IllegalMonitorStateException e) {
        IO.println("signal: " + e);
    }
    try {
        condition.await();
    } catch (IllegalMonitorStateException e) {
        IO.println("await: " + e);
    }
    lock.lock();
    IO.println(condition.await(1, TimeUnit.MILLISECONDS) + " " + (condition.awaitNanos(1) <= 0) + " " + lock.isHeldByCurrentThread());
    lock.unlock();
    lock.unlock();
}
