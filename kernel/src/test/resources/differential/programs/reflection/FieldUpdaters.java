// Updaters and arrays of atomics.
static class Node {
    volatile int state;
    volatile Node next;
    volatile long stamp;
}

void main() throws Exception {
    var state = AtomicIntegerFieldUpdater.newUpdater(Node.class, "state");
    var next = AtomicReferenceFieldUpdater.newUpdater(Node.class, Node.class, "next");
    var stamp = AtomicLongFieldUpdater.newUpdater(Node.class, "stamp");
    var node = new Node();
    IO.println(state.incrementAndGet(node) + " " + state.accumulateAndGet(node, 5, (a, b) -> a * 10 + b) + " " + stamp.addAndGet(node, 7));
    IO.println(next.compareAndSet(node, null, node) + " " + (node.next == node));
    var array = new AtomicIntegerArray(3);
    array.updateAndGet(1, n -> n + 4);
    IO.println(array);
}
