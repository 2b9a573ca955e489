// Threads that wait for a time wait together.
void main() throws Exception {
    long begun = System.nanoTime();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 200; i++) threads.add(Thread.ofVirtual().start(() -> {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    }));
    for (var thread : threads) thread.join();
    long took = System.nanoTime() - begun;
    IO.println((took >= 50_000_000L) + " " + (took < 200 * 50_000_000L));
}
