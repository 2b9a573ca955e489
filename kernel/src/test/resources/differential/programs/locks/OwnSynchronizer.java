// A lock made of an AbstractQueuedSynchronizer of the notebook's.
class Mutex {
    private static class Sync extends AbstractQueuedSynchronizer {
        @Override protected boolean tryAcquire(int n) {
            if (!compareAndSetState(0, 1)) return false;
            setExclusiveOwnerThread(Thread.currentThread());
            return true;
        }

        @Override protected boolean tryRelease(int n) {
            if (getExclusiveOwnerThread() != Thread.currentThread()) throw new IllegalMonitorStateException("not the owner");
            setExclusiveOwnerThread(null);
            setState(0);
            return true;
        }

        boolean isHeld() {
            return getState() == 1;
        }
    }

    private final Sync sync = new Sync();

    void lock() {
        sync.acquire(1);
    }

    void unlock() {
        sync.release(1);
    }

    boolean isHeld() {
        return sync.isHeld();
    }

    boolean isWaiting(Thread thread) {
        return sync.isQueued(thread);
    }
}

int sum = 0;

void main() throws Exception {
    var mutex = new Mutex();
    mutex.lock();
    var thread = new Thread(() -> {
        mutex.lock();
        sum += 10;
        mutex.unlock();
    });
    thread.start();
    while (!mutex.isWaiting(thread)) Thread.onSpinWait();
    sum = 1;
    IO.println(mutex.isHeld() + " " + sum);
    mutex.unlock();
    thread.join();
    IO.println(mutex.isHeld() + " " + sum);
    mutex.unlock();
}
