// A spliterator of the notebook's, split and traversed by a parallel stream.
class Range implements Spliterator.OfInt {
    private int from;
    private final int to;
    static final AtomicInteger splits = new AtomicInteger();

    Range(int from, int to) {
        this.from = from;
        this.to = to;
    }

    public Spliterator.OfInt trySplit() {
        if (to - from < 100) return null;
        splits.incrementAndGet();
        int middle = (from + to) / 2;
        var first = new Range(from, middle);
        from = middle;
        return first;
    }

    public boolean tryAdvance(IntConsumer action) {
        if (from >= to) return false;
        action.accept(from++);
        return true;
    }

    public long estimateSize() {
        return to - from;
    }

    public int characteristics() {
        return SIZED | SUBSIZED | ORDERED;
    }
}

void main() throws Exception {
    IO.println(StreamSupport.intStream(new Range(0, 1000), true).sum());
    IO.println(Range.splits.get() > 0);
}
