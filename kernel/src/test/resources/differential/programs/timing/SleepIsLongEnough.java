// No sleep is shorter than it was asked for.
void main() throws Exception {
    for (int ms : new int[] {1, 5, 20}) {
        long begun = System.nanoTime();
        Thread.sleep(ms);
        IO.println(System.nanoTime() - begun >= ms * 1_000_000L);
    }
    long begun = System.nanoTime();
    Thread.sleep(Duration.ofMillis(3));
    TimeUnit.MILLISECONDS.sleep(2);
    IO.println(System.nanoTime() - begun >= 5_000_000L);
    LockSupport.parkNanos(1);
    Thread.yield();
    IO.println(System.currentTimeMillis() > 1_600_000_000_000L);
}
