// A lock of the notebook's with a condition of its own.
import java.lang.reflect.Proxy;

class Recording implements Lock {
    final ReentrantLock inner = new ReentrantLock();
    final List<String> calls = new ArrayList<>();

    public void lock() {
        inner.lock();
        calls.add("lock");
    }

    public void lockInterruptibly() throws InterruptedException {
        inner.lockInterruptibly();
        calls.add("lockInterruptibly");
    }

    public boolean tryLock() {
        return inner.tryLock();
    }

    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return inner.tryLock(time, unit);
    }

    public void unlock() {
        calls.add("unlock");
        inner.unlock();
    }

    public Condition newCondition() {
        var condition = inner.newCondition();
        return (Condition) Proxy.newProxyInstance(Condition.class.getClassLoader(), new Class<?>[] {Condition.class}, (p, method, args) -> {
            calls.add(method.getName());
            return method.invoke(condition, args);
        });
    }
}

void main() throws Exception {
    var lock = new Recording();
    var condition = lock.newCondition();
    lock.lock();
    try {
        condition.signalAll();
        IO.println(condition.awaitNanos(1) <= 0);
    } finally {
        lock.unlock();
    }
    lock.lockInterruptibly();
    lock.unlock();
    var thread = new Thread(() -> {
        lock.lock();
        condition.awaitUninterruptibly();
        lock.unlock();
    });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    lock.lock();
    condition.signal();
    lock.unlock();
    thread.join();
    IO.println(lock.calls);
}
