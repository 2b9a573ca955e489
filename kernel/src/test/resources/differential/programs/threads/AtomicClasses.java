// Atomics, adders and accumulators under four threads.
void main() throws Exception {
    var i = new AtomicInteger();
    var l = new LongAdder();
    var max = new LongAccumulator(Long::max, Long.MIN_VALUE);
    var reference = new AtomicReference<>(List.<Integer>of());
    var map = new ConcurrentHashMap<String, Integer>();
    try (var pool = Executors.newFixedThreadPool(4)) {
        for (int t = 0; t < 4; t++) {
            int id = t;
            pool.submit(() -> {
                for (int k = 0; k < 500; k++) {
                    i.incrementAndGet();
                    l.increment();
                    max.accumulate(id * 1000L + k);
                    map.merge("key" + k % 3, 1, Integer::sum);
                }
                reference.updateAndGet(list -> Stream.concat(list.stream(), Stream.of(id)).sorted().toList());
            });
        }
    }
    IO.println(i + " " + l + " " + max + " " + reference + " " + new TreeMap<>(map));
    IO.println(map.computeIfAbsent("new", String::length) + " " + map.reduceValues(1, Integer::sum));
}
