boolean ready = false;
int seen = 0;
var monitor = new Object();
together(
    () -> { synchronized (monitor) { seen++; ready = true; monitor.notifyAll(); } },
    () -> { synchronized (monitor) { while (!ready) { seen = 10; monitor.wait(); } } });
assert seen < 11;
