// A thread is in a group, as its parent is.
void main() throws Exception {
    var group = new ThreadGroup("own");
    var names = new ArrayList<String>();
    var go = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var thread = new Thread(group, () -> {
        names.add(Thread.currentThread().getThreadGroup().getName());
        var inner = new Thread(() -> names.add(Thread.currentThread().getThreadGroup().getName()));
        inner.start();
        try {
            inner.join();
            begun.countDown();
            go.await();
        } catch (InterruptedException e) {
            names.add("interrupted");
        }
    }, "in the group");
    thread.start();
    begun.await();
    IO.println(group.activeCount() + " " + group.getMaxPriority() + " " + group.isDaemon());
    group.interrupt();
    thread.join();
    IO.println(names + " " + group.activeCount());
    IO.println(group.getParent().getName() + " " + Thread.currentThread().getThreadGroup().getName());
}
