// Readers that wait for a writer of a StampedLock, in lock form and by themselves, keep an interrupt.
void main() throws Exception {
    var stamped = new StampedLock();
    long writing = stamped.writeLock();
    var seen = new ConcurrentSkipListSet<String>();
    Lock view = stamped.asReadLock();
    var byView = Thread.ofPlatform().start(() -> {
        view.lock();
        seen.add("view " + Thread.currentThread().isInterrupted());
        view.unlock();
    });
    var byStamp = Thread.ofPlatform().start(() -> {
        long stamp = stamped.readLock();
        seen.add("stamp " + Thread.currentThread().isInterrupted());
        stamped.unlockRead(stamp);
    });
    for (var t : List.of(byView, byStamp)) {
        while (t.getState() != Thread.State.WAITING) Thread.onSpinWait();
        t.interrupt();
    }
    IO.println(stamped.isWriteLocked() + " " + seen);
    stamped.unlockWrite(writing);
    byView.join();
    byStamp.join();
    IO.println(seen + " " + stamped.isReadLocked());
}
