// Optimistic reading is told that somebody wrote.
void main() throws Exception {
    var lock = new StampedLock();
    long optimistic = lock.tryOptimisticRead();
    IO.println(lock.validate(optimistic));
    long write = lock.writeLock();
    IO.println(lock.validate(optimistic) + " " + lock.isWriteLocked() + " " + lock.tryOptimisticRead());
    lock.unlockWrite(write);
    IO.println(lock.validate(optimistic));
    long read = lock.readLock();
    long converted = lock.tryConvertToWriteLock(read);
    IO.println(converted != 0);
    lock.unlock(converted);
    try {
        lock.unlockWrite(converted);
    } catch (IllegalMonitorStateException e) {
        IO.println("unlocked already");
    }
}
