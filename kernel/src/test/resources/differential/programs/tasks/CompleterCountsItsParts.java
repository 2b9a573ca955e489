// A completer counts its parts.
class Search extends CountedCompleter<Integer> {
    final int[] numbers;
    final int from;
    final int to;
    final AtomicInteger found;

    Search(CountedCompleter<?> parent, int[] numbers, int from, int to, AtomicInteger found) {
        super(parent);
        this.numbers = numbers;
        this.from = from;
        this.to = to;
        this.found = found;
    }

    @Override public void compute() {
        if (to - from > 10) {
            int middle = (from + to) / 2;
            setPendingCount(2);
            new Search(this, numbers, from, middle, found).fork();
            new Search(this, numbers, middle, to, found).fork();
        } else {
            for (int i = from; i < to; i++) if (numbers[i] % 7 == 0) found.incrementAndGet();
        }
        tryComplete();
    }

    @Override public Integer getRawResult() {
        return found.get();
    }
}

void main() throws Exception {
    IO.println(new Search(null, IntStream.range(0, 1000).toArray(), 0, 1000, new AtomicInteger()).invoke());
}
