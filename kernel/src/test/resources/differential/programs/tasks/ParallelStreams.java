// Parallel streams give what sequential ones give.
record Word(String text) {
    int length() {
        return text.length();
    }
}

void main() throws Exception {
    IO.println(IntStream.range(0, 10_000).parallel().filter(n -> n % 3 == 0).count());
    IO.println(IntStream.range(0, 1000).parallel().mapToObj(n -> "" + n).collect(Collectors.joining()).length());
    IO.println(Stream.of("a", "bb", "ccc").parallel().map(Word::new).mapToInt(Word::length).sum());
    IO.println(List.of(5, 3, 1).parallelStream().sorted().toList());
    var adder = new LongAdder();
    IntStream.range(0, 1000).parallel().forEach(adder::add);
    IO.println(adder.sum());
    IO.println(IntStream.range(0, 100).boxed().parallel().reduce(0, Integer::sum));
    IO.println(Stream.of(1, 2, 3, 4).parallel().collect(Collectors.partitioningBy(n -> n > 2)));
    try {
        IntStream.range(0, 100).parallel().forEach(n -> {
            if (n == 50) throw new IllegalStateException("at " + n);
        });
    } catch (IllegalStateException e) {
        IO.println(e.getMessage());
    }
}
