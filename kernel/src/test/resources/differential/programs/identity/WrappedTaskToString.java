// A pool's future tells its task by the task's own toString.
record Job(String name) implements Callable<String>, Runnable {
    public String call() {
        return name;
    }

    public void run() {
        IO.println(name);
    }
}

void main() throws Exception {
    IO.println(new FutureTask<>(new Job("a")).toString().contains("task = Job[name=a]"));
    IO.println(new Thread(new Job("b"), "named").toString().startsWith("Thread[#"));
    var pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    var go = new CountDownLatch(1);
    pool.submit(() -> {
        go.await();
        return null;
    });
    var waiting = pool.submit((Callable<String>) new Job("c"));
    IO.println(waiting.toString().endsWith("task = " + new Job("c") + "]"));
    go.countDown();
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
}
