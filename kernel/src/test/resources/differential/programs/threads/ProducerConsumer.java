// What was put into a queue comes out in its order, once.
static final int END = -1;

void main() throws Exception {
    var queue = new ArrayBlockingQueue<Integer>(3);
    var taken = new ArrayList<Integer>();
    var producer = Thread.ofVirtual().start(() -> {
        try {
            for (int i = 0; i < 50; i++) queue.put(i);
            queue.put(END);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    });
    for (int n; (n = queue.take()) != END; ) taken.add(n);
    producer.join();
    IO.println(taken.equals(IntStream.range(0, 50).boxed().toList()) + " " + queue.isEmpty());
}
