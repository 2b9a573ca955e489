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
    Watching() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Thread.ofPlatform().uncaughtExceptionHandler((t, e) -> IO.println("uncaught " + e)).factory());
    }

    @Override protected void beforeExecute(Thread thread, Runnable task) {
        IO.println("before " + ((Job) task).name);
    }

    @Override protected void afterExecute(Runnable task, Throwable thrown) {
        IO.println("after " + ((Job) task).name + " " + thrown);
    }

    @Override protected void terminated() {
        IO.println("terminated");
    }
}

void main() throws Exception {
    var pool = new Watching();
    pool.execute(new Job("good"));
    pool.execute(new Job("bad"));
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
    while (!pool.isTerminated()) Thread.onSpinWait();
}
