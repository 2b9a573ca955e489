// A queue and a thread of the notebook's own, without any pool.
class Worker {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Runnable end = () -> { };
    private final Thread thread = Thread.ofPlatform().start(this::work);

    private void work() {
        try {
            for (Runnable task; (task = tasks.take()) != end; ) task.run();
            IO.println("ends");
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    }

    void add(Runnable task) {
        tasks.add(task);
    }

    void end() throws InterruptedException {
        tasks.add(end);
        thread.join();
    }
}

void main() throws Exception {
    var worker = new Worker();
    for (int i = 0; i < 3; i++) {
        int n = i;
        worker.add(() -> IO.println("task " + n));
    }
    worker.end();
}
