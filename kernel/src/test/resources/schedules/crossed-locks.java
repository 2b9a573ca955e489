var a = new Object();
var b = new Object();
void both(Object first, Object second) {
    synchronized (first) { synchronized (second) { } }
}
var t1 = new Thread(() -> both(a, b), "甲");
var t2 = new Thread(() -> both(b, a), "乙");
t1.start();
t2.start();
t1.join();
t2.join();
