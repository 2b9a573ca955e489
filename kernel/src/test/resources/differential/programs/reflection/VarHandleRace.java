// Increments by compareAndSet through a VarHandle are never lost.
static class Cell {
    volatile int value;
}

void main() throws Exception {
    VarHandle value = MethodHandles.privateLookupIn(Cell.class, MethodHandles.lookup()).findVarHandle(Cell.class, "value", int.class);
    var cell = new Cell();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) threads.add(Thread.ofPlatform().start(() -> {
        for (int k = 0; k < 1000; k++) {
            int old;
            do old = (int) value.getAcquire(cell);
            while (!value.weakCompareAndSetPlain(cell, old, old + 1));
        }
    }));
    for (var thread : threads) thread.join();
    IO.println(cell.value);
}
