// Two locks in opposite order, each asked for with a time: both give up, and nothing hangs.
boolean both(Lock first, Lock second, CyclicBarrier together) throws Exception {
    first.lock();
    try {
        together.await();
        boolean got = second.tryLock(20, TimeUnit.MILLISECONDS);
        together.await();
        if (got) second.unlock();
        return got;
    } finally {
        first.unlock();
    }
}

void main() throws Exception {
    var a = new ReentrantLock();
    var b = new ReentrantLock();
    var together = new CyclicBarrier(2);
    try (var pool = Executors.newFixedThreadPool(2)) {
        var one = pool.submit(() -> both(a, b, together));
        var two = pool.submit(() -> both(b, a, together));
        IO.println(one.get() + " " + two.get());
    }
    IO.println(a.isLocked() + " " + b.isLocked());
}
