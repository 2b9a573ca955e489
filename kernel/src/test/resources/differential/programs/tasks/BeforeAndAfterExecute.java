// The hooks of a pool see the task that was handed over, and what it threw.
class Job implements Runnable {
    final String name;

    Job(String name) {
        this.name = name;
    }

    public void run() {
        if (name.equals("bad")) throw new IllegalStateException("bad job");
        IO.println("works");
    }
}

class Watching extends ThreadPoolExecutor {
    final CountDownLatch uncaught = new CountDownLatch(1);
    final CountDownLatch terminated = new CountDownLatch(1);

    Watching() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        setThreadFactory(Thread.ofPlatform().uncaughtExceptionHandler((t, e) -> end(e)).factory());
    }

    // the pool may be terminated before or after this is called
    void end(Throwable e) {
        try {
            terminated.await();
        } catch (InterruptedException stopped) {
            return;
        }
        IO.println("uncaught " + e);
        uncaught.countDown();
    }

    @Override protected void beforeExecute(Thread thread, Runnable task) {
        IO.println("before " + ((Job) task).name);
    }

    @Override protected void afterExecute(Runnable task, Throwable thrown) {
        IO.println("after " + ((Job) task).name + " " + thrown);
    }

    @Override protected void terminated() {
        IO.println("terminated");
        terminated.countDown();
    }
}

void main() throws Exception {
    var pool = new Watching();
    pool.execute(new Job("good"));
    pool.execute(new Job("bad"));
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
    pool.uncaught.await();
}
