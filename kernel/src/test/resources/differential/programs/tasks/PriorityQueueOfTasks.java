// A comparator that casts: the queue holds the tasks themselves.
class Job implements Runnable {
    final int priority;

    Job(int priority) {
        this.priority = priority;
    }

    public void run() {
        IO.println("priority " + priority);
    }
}

void main() throws Exception {
    var queue = new PriorityBlockingQueue<Runnable>(11, (a, b) -> Integer.compare(((Job) b).priority, ((Job) a).priority));
    var pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue);
    var go = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    pool.execute(() -> {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
    begun.await();
    for (int priority : new int[] {2, 5, 1, 4, 3}) pool.execute(new Job(priority));
    go.countDown();
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
}
