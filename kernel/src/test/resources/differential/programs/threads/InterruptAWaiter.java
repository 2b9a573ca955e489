// wait and join are ended by an interrupt as sleep is; the monitor is held again.
void main() throws Exception {
    var monitor = new Object();
    var seen = new ArrayList<String>();
    var waits = new Thread(() -> {
        synchronized (monitor) {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                seen.add(Thread.holdsLock(monitor) + " " + Thread.currentThread().isInterrupted() + " " + e.getMessage());
            }
        }
    });
    waits.start();
    while (waits.getState() != Thread.State.WAITING) Thread.onSpinWait();
    waits.interrupt();
    waits.join();
    var parked = new Thread(LockSupport::park);
    parked.start();
    var joins = new Thread(() -> {
        try {
            parked.join();
        } catch (InterruptedException e) {
            seen.add("join " + e.getMessage());
        }
    });
    joins.start();
    joins.interrupt();
    joins.join();
    LockSupport.unpark(parked);
    parked.join();
    IO.println(seen);
}
