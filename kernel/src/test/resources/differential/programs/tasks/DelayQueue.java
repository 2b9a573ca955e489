// Delayed elements of the notebook's own class come out in their order.
record Later(String name, long at) implements Delayed {
    public long getDelay(TimeUnit unit) {
        return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    public int compareTo(Delayed other) {
        return Long.compare(at, ((Later) other).at);
    }
}

void main() throws Exception {
    long now = System.nanoTime();
    var queue = new DelayQueue<Later>();
    queue.add(new Later("c", now + 30_000_000));
    queue.add(new Later("a", now + 10_000_000));
    queue.add(new Later("b", now + 20_000_000));
    for (int i = 0; i < 3; i++) IO.print(queue.take().name());
    IO.println(" " + (System.nanoTime() - now >= 30_000_000) + " " + queue.poll());
}
