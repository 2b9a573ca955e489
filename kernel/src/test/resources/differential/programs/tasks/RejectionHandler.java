// The handler of a full pool gets the task itself.
record Job(String name) implements Runnable {
    public void run() {
        IO.println("runs " + name);
    }
}

void main() throws Exception {
    var go = new CountDownLatch(1);
    var rejected = new ArrayList<Runnable>();
    var pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), (task, executor) -> rejected.add(task));
    pool.execute(() -> {
        try {
            go.await();
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
    var jobs = List.of(new Job("a"), new Job("b"), new Job("c"));
    jobs.forEach(pool::execute);
    IO.println(rejected + " " + (rejected.getFirst() == jobs.get(1)) + " " + rejected.contains(new Job("c")));
    IO.println(pool.getQueue() + " " + pool.getQueue().contains(new Job("a")));
    go.countDown();
    pool.shutdown();
    IO.println(pool.awaitTermination(10, TimeUnit.SECONDS));
}
