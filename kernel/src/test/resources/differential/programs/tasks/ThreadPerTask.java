// A thread for each task, made by a factory of the notebook's.
class Counting implements ThreadFactory {
    final AtomicInteger made = new AtomicInteger();

    public Thread newThread(Runnable task) {
        var thread = new Thread(task, "made " + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}

void main() throws Exception {
    var counting = new Counting();
    try (var each = Executors.newThreadPerTaskExecutor(counting)) {
        IO.println(each.submit(() -> Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon()).get());
        IO.println(each.submit(() -> Thread.currentThread().getName()).get());
    }
    IO.println(counting.made.get());
}
