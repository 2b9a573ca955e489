// The thread that runs main interrupts itself; whatever may block then says so.
void main() throws Exception {
    Thread.currentThread().interrupt();
    try {
        Thread.sleep(1);
    } catch (InterruptedException e) {
        IO.println("sleep: " + e.getMessage());
    }
    Thread.currentThread().interrupt();
    try {
        new CountDownLatch(1).await();
    } catch (InterruptedException e) {
        IO.println("await: " + e.getMessage());
    }
    Thread.currentThread().interrupt();
    try {
        new LinkedBlockingQueue<Integer>().take();
    } catch (InterruptedException e) {
        IO.println("take: " + e.getMessage());
    }
    IO.println(Thread.interrupted());
    Thread.currentThread().interrupt();
    LockSupport.park();
    IO.println(Thread.interrupted());
}
