// A daemon is made before the start; a child of a daemon is one.
void main() throws Exception {
    var child = new AtomicReference<Boolean>();
    var daemon = new Thread(() -> child.set(new Thread(() -> { }).isDaemon()));
    daemon.setDaemon(true);
    daemon.start();
    daemon.join();
    IO.println(daemon.isDaemon() + " " + child.get() + " " + new Thread(() -> { }).isDaemon());
    var alive = new Thread(() -> LockSupport.park());
    alive.start();
    try {
        alive.setDaemon(true);
    } catch (IllegalThreadStateException e) {
        IO.println("alive already");
    }
    LockSupport.unpark(alive);
    alive.join();
}
