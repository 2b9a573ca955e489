// run() is an ordinary call, on the thread that calls it.
void main() throws Exception {
    var thread = new Thread(() -> IO.println(Thread.currentThread().getName()), "other");
    thread.run();
    thread.start();
    thread.join();
    IO.println(Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon() + " " + Thread.currentThread().getPriority());
}
