// A subclass that counts: the overridden lock() is what a call of lock() calls.
class CountingLock extends ReentrantLock {
    int locks;
    int interruptible;

    @Override public void lock() {
        locks++;
        super.lock();
    }

    @Override public void lockInterruptibly() throws InterruptedException {
        interruptible++;
        super.lockInterruptibly();
    }
}

void main() throws Exception {
    var counting = new CountingLock();
    for (int i = 0; i < 5; i++) {
        counting.lock();
        counting.unlock();
    }
    counting.lockInterruptibly();
    counting.unlock();
    ReentrantLock asParent = counting;
    asParent.lock();
    IO.println(asParent.getHoldCount() + " " + asParent.isHeldByCurrentThread());
    asParent.unlock();
    Lock asInterface = counting;
    asInterface.lock();
    asInterface.unlock();
    IO.println(counting.locks + " " + counting.interruptible);
}
