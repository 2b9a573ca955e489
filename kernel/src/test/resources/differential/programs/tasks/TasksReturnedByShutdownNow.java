// A pool gives back the very tasks it was given.
class MyTask implements Runnable {
    final int n;

    MyTask(int n) {
        this.n = n;
    }

    public void run() {
        IO.println("run " + n);
    }
}

void main() throws Exception {
    var pool = Executors.newSingleThreadExecutor();
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    pool.execute(() -> {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            begun.countDown();
        }
    });
    begun.await();
    for (int i = 0; i < 3; i++) pool.execute(new MyTask(i));
    var left = pool.shutdownNow();
    for (var task : left) IO.println(((MyTask) task).n + " " + (task.getClass() == MyTask.class));
    IO.println(pool.awaitTermination(10, TimeUnit.SECONDS));
}
