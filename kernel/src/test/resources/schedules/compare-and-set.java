var balance = new AtomicInteger(7);
void change(int n) {
    int seen = balance.get();
    if (!balance.compareAndSet(seen, seen + n)) balance.set(seen + n);
}
together(() -> change(4), () -> change(8));
assert balance.get() == 19;
