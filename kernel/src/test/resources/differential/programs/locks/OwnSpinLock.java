// The notebook's own Lock: its lock() is called, not another method in its place.
class SpinLock implements Lock {
    private final AtomicBoolean held = new AtomicBoolean();

    public void lock() {
        while (!held.compareAndSet(false, true)) Thread.onSpinWait();
    }

    public void unlock() {
        held.set(false);
    }

    public void lockInterruptibly() {
        throw new UnsupportedOperationException("lockInterruptibly");
    }

    public boolean tryLock() {
        throw new UnsupportedOperationException("tryLock");
    }

    public boolean tryLock(long time, TimeUnit unit) {
        throw new UnsupportedOperationException("tryLock with a time");
    }

    public Condition newCondition() {
        throw new UnsupportedOperationException("newCondition");
    }
}

int counted = 0;

void main() throws Exception {
    Lock lock = new SpinLock();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
        var thread = new Thread(() -> {
            for (int k = 0; k < 1000; k++) {
                lock.lock();
                try {
                    counted++;
                } finally {
                    lock.unlock();
                }
            }
        });
        thread.start();
        threads.add(thread);
    }
    for (var thread : threads) thread.join();
    IO.println(counted);
}
