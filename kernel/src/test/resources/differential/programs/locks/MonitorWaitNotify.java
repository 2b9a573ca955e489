// wait and notifyAll: three readers wait for one flag.
class Gate {
    private boolean open;
    private int passed;

    synchronized void pass() throws InterruptedException {
        while (!open) wait();
        passed++;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized int passed() {
        return passed;
    }
}

void main() throws Exception {
    var gate = new Gate();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) {
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                gate.pass();
            } catch (InterruptedException e) {
                IO.println("interrupted");
            }
        }));
    }
    for (var thread : threads) while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    IO.println(gate.passed());
    gate.open();
    for (var thread : threads) thread.join();
    IO.println(gate.passed());
}
