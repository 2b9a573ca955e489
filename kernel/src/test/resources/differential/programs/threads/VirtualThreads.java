// What a virtual thread is and what it is not.
void main() throws Exception {
    var virtual = Thread.ofVirtual().name("v").unstarted(() -> IO.println(Thread.currentThread().isVirtual() + " " + Thread.currentThread().getName()));
    IO.println(virtual.isDaemon() + " " + virtual.getThreadGroup().getName() + " " + virtual.getPriority() + " " + virtual.getState());
    virtual.start();
    virtual.join();
    try {
        virtual.setDaemon(false);
    } catch (IllegalArgumentException e) {
        IO.println(e.getMessage());
    }
    var sum = new LongAdder();
    try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 1000; i++) {
            int n = i;
            each.submit(() -> sum.add(n));
        }
    }
    IO.println(sum.sum());
    IO.println(Thread.currentThread().isVirtual());
}
