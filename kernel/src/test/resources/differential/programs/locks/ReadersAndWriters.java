// Many may read at once; who reads cannot begin to write, who writes can go on reading.
void main() throws Exception {
    var lock = new ReentrantReadWriteLock();
    lock.readLock().lock();
    var other = new Thread(() -> {
        IO.println("other reads " + lock.readLock().tryLock());
        lock.readLock().unlock();
        IO.println("other writes " + lock.writeLock().tryLock());
    });
    other.start();
    other.join();
    IO.println(lock.getReadLockCount() + " " + lock.getReadHoldCount() + " " + lock.writeLock().tryLock());
    lock.readLock().unlock();
    lock.writeLock().lock();
    lock.readLock().lock();
    lock.writeLock().unlock();
    IO.println(lock.isWriteLocked() + " " + lock.getReadLockCount());
    lock.readLock().unlock();
    lock.readLock().unlock();
}
