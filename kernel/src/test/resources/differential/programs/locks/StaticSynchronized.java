// A static synchronized method holds the class's monitor.
static class Registry {
    static int entries;

    static synchronized boolean add() {
        entries++;
        return Thread.holdsLock(Registry.class);
    }
}

void main() throws Exception {
    IO.println(Registry.add() + " " + Thread.holdsLock(Registry.class));
    var threads = Stream.generate(() -> new Thread(() -> {
        for (int i = 0; i < 500; i++) Registry.add();
    })).limit(4).toList();
    threads.forEach(Thread::start);
    for (var thread : threads) thread.join();
    IO.println(Registry.entries);
}
