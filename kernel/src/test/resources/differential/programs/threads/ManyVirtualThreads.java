// Ten thousand threads count together.
void main() throws Exception {
    var count = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 10_000; i++) threads.add(Thread.startVirtualThread(count::incrementAndGet));
    for (var thread : threads) thread.join();
    IO.println(count.get());
}
