// A read lock of a subclass's own.
class Counting extends ReentrantReadWriteLock {
    int reads;

    private final ReadLock read = new ReadLock(this) {
        @Override public void lock() {
            reads++;
            super.lock();
        }
    };

    @Override public ReadLock readLock() {
        return read;
    }
}

void main() throws Exception {
    var counting = new Counting();
    for (int i = 0; i < 3; i++) {
        counting.readLock().lock();
        counting.readLock().unlock();
    }
    counting.writeLock().lock();
    counting.writeLock().unlock();
    IO.println(counting.reads + " " + counting.getReadLockCount());
}
