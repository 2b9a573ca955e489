// An unpark that comes first is not lost.
void main() throws Exception {
    LockSupport.unpark(Thread.currentThread());
    LockSupport.park();
    IO.println("parked not");
    var blocker = new Object();
    var thread = new Thread(() -> LockSupport.park(blocker));
    thread.start();
    while (LockSupport.getBlocker(thread) == null) Thread.onSpinWait();
    IO.println(LockSupport.getBlocker(thread) == blocker);
    LockSupport.unpark(thread);
    thread.join();
    long begun = System.nanoTime();
    LockSupport.parkUntil(System.currentTimeMillis() - 1);
    IO.println(System.nanoTime() - begun < 5_000_000_000L);
}
