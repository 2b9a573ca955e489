// Fork and join; the class has the fields that were written, no more.
static class Sum extends RecursiveTask<Long> {
    private final int from;
    private final int to;

    Sum(int from, int to) {
        this.from = from;
        this.to = to;
    }

    @Override protected Long compute() {
        if (to - from <= 100) return IntStream.range(from, to).asLongStream().sum();
        int middle = (from + to) >>> 1;
        var left = new Sum(from, middle);
        left.fork();
        return new Sum(middle, to).compute() + left.join();
    }
}

void main() throws Exception {
    IO.println(new Sum(0, 10_000).invoke());
    try (var pool = new ForkJoinPool(2)) {
        IO.println(pool.submit(new Sum(0, 1_000)).get());
    }
    IO.println(Stream.of(Sum.class.getDeclaredFields()).map(f -> f.getType() + " " + f.getName()).toList());
}
