// Tasks that compare themselves.
record Job(int priority) implements Runnable, Comparable<Job> {
    public void run() {
        IO.println(this);
    }

    public int compareTo(Job other) {
        return Integer.compare(priority, other.priority);
    }
}

void main() throws Exception {
    var queue = new PriorityBlockingQueue<Runnable>();
    queue.addAll(List.of(new Job(3), new Job(1), new Job(2)));
    var pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue);
    pool.prestartAllCoreThreads();
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
}
