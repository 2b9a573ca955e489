// A thread's stack has the thread's run, the task's and what they call: no frame more.
void main() throws Exception {
    var depths = new ArrayList<Integer>();
    Runnable r = () -> depths.add(new Throwable().getStackTrace().length);
    var thread = new Thread(r);
    thread.start();
    thread.join();
    Thread.ofPlatform().start(r).join();
    Callable<Integer> c = () -> new Throwable().getStackTrace().length;
    var pool = Executors.newSingleThreadExecutor();
    depths.add(pool.submit(c).get());
    pool.execute(r);
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
    IO.println(depths);
}
