class Counter {
    int n;
    synchronized void add(Counter other) { n++; other.more(); }
    synchronized void more() { n++; }
}
var one = new Counter();
var two = new Counter();
together(() -> one.add(two), () -> two.add(one));
