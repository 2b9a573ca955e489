// Who does not hold the monitor may neither wait nor notify.
void main() throws Exception {
    var monitor = new Object();
    for (int i = 0; i < 2; i++) {
        try {
            if (i == 0) monitor.notify();
            else monitor.wait(1);
        } catch (IllegalMonitorStateException e) {
            IO.println(e.getMessage());
        }
    }
    synchronized (monitor) {
        monitor.wait(1);
        monitor.notifyAll();
        IO.println(Thread.holdsLock(monitor));
    }
    IO.println(Thread.holdsLock(monitor));
}
