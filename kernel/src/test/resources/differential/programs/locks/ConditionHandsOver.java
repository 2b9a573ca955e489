// Two conditions of one lock: a buffer of one place, in strict turns.
class Buffer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition full = lock.newCondition();
    private final Condition empty = lock.newCondition();
    private Integer value;

    void put(int v) throws InterruptedException {
        lock.lock();
        try {
            while (value != null) empty.await();
            value = v;
            full.signal();
        } finally {
            lock.unlock();
        }
    }

    int take() throws InterruptedException {
        lock.lock();
        try {
            while (value == null) full.await();
            int taken = value;
            value = null;
            empty.signal();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}

void main() throws Exception {
    var buffer = new Buffer();
    var producer = new Thread(() -> {
        try {
            for (int i = 0; i < 10; i++) buffer.put(i);
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
    producer.start();
    for (int i = 0; i < 10; i++) IO.print(buffer.take() + " ");
    producer.join();
    IO.println();
}
