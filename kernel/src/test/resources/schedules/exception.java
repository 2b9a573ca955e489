int n = 0;
var t = new Thread(() -> {
    if (n == 0) throw new IllegalStateException("n is\n" + n);
});
t.start();
n = 1;
t.join();
