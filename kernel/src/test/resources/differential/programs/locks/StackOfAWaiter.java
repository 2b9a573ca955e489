// The frames of threads that wait where no interrupt ends it: the JDK's, and the lambda's.
static List<String> frames(Runnable wait, Runnable end) throws InterruptedException {
    var thread = Thread.ofPlatform().start(wait);
    while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    var frames = thread.getStackTrace();
    end.run();
    thread.join();
    return Stream.of(frames).map(f -> f.getClassName().replaceFirst(".*[.$]", "") + "." + f.getMethodName())
            .map(f -> f.replaceFirst(".*lambda.*", "lambda")).dropWhile(f -> !f.equals("LockSupport.park")).toList();
}

void main() throws Exception {
    var lock = new ReentrantLock();
    lock.lock();
    IO.println(frames(() -> lock.lock(), () -> lock.unlock()));
    var shared = new ReentrantReadWriteLock();
    shared.writeLock().lock();
    IO.println(frames(() -> shared.readLock().lock(), () -> shared.writeLock().unlock()));
    var permits = new Semaphore(0);
    IO.println(frames(() -> permits.acquireUninterruptibly(), () -> permits.release()));
    var future = new CompletableFuture<Integer>();
    IO.println(frames(() -> future.join(), () -> future.complete(1)));
    var phaser = new java.util.concurrent.Phaser(2);
    IO.println(frames(() -> phaser.arriveAndAwaitAdvance(), () -> phaser.arrive()));
}
