// A pool that is shut down refuses, and names neither more nor less than the task.
class Job implements Runnable {
    public void run() {
        IO.println("runs");
    }

    @Override public String toString() {
        return "my job";
    }
}

void main() throws Exception {
    var pool = Executors.newFixedThreadPool(1);
    pool.shutdown();
    try {
        pool.execute(new Job());
    } catch (RejectedExecutionException e) {
        IO.println(e.getMessage().substring(0, 20));
    }
    try {
        pool.submit(new Job());
    } catch (RejectedExecutionException e) {
        IO.println(e.getMessage().contains("Wrapped task = my job"));
    }
}
