// What was written before a volatile write is seen after its read.
static class Box {
    int data;
    volatile boolean ready;
}

void main() throws Exception {
    boolean all = true;
    for (int i = 1; i <= 200; i++) {
        var box = new Box();
        int n = i;
        var thread = new Thread(() -> {
            box.data = n;
            box.ready = true;
        });
        thread.start();
        while (!box.ready) Thread.onSpinWait();
        all &= box.data == n;
        thread.join();
    }
    IO.println(all);
}
