// The outermost frames of a thread that runs the notebook's task are those of the JDK.
void main() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var thread = new Thread(() -> {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
    thread.start();
    begun.await();
    while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    var frames = thread.getStackTrace();
    var outermost = frames[frames.length - 1];
    var task = frames[frames.length - 2];
    IO.println(outermost.getClassName() + " " + outermost.getMethodName() + " " + task.getMethodName().startsWith("lambda"));
    IO.println(Stream.of(frames).anyMatch(f -> f.getClassName().startsWith("javakernel.")));
    IO.println(task.getLineNumber());
    go.countDown();
    thread.join();
}
