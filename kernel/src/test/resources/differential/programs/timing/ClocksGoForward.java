// nanoTime never goes back, in one thread or from one to the next.
void main() throws Exception {
    long last = System.nanoTime();
    boolean forward = true;
    for (int i = 0; i < 10_000; i++) {
        long now = System.nanoTime();
        forward &= now >= last;
        last = now;
    }
    IO.println(forward);
    long before = System.nanoTime();
    var inside = new AtomicLong();
    var thread = new Thread(() -> inside.set(System.nanoTime()));
    thread.start();
    thread.join();
    IO.println(inside.get() >= before && System.nanoTime() >= inside.get());
    var begun = Instant.now();
    IO.println(!Instant.now().isBefore(begun));
}
