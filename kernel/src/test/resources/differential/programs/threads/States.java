// The six states, each seen.
void main() throws Exception {
    var monitor = new Object();
    var stop = new AtomicBoolean();
    var waits = new Thread(() -> {
        synchronized (monitor) {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                stop.set(true);
            }
        }
    });
    var sleeps = new Thread(() -> {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    });
    var runs = new Thread(() -> {
        while (!stop.get()) Thread.onSpinWait();
    });
    IO.println(runs.getState());
    for (var t : List.of(waits, sleeps, runs)) t.start();
    while (waits.getState() != Thread.State.WAITING || sleeps.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
    IO.println(runs.getState());
    var blocked = new Thread(() -> {
        synchronized (monitor) {
            IO.println("entered");
        }
    });
    synchronized (monitor) {
        blocked.start();
        while (blocked.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
        IO.println(blocked.getState());
    }
    blocked.join();
    sleeps.interrupt();
    waits.interrupt();
    for (var t : List.of(waits, sleeps, runs)) t.join();
    IO.println(waits.getState() + " " + sleeps.getState() + " " + runs.getState());
}
