// A monitor may be entered again, and an exception leaves it.
final Object monitor = new Object();

void inner() {
    synchronized (monitor) {
        throw new IllegalStateException("inside");
    }
}

void main() throws Exception {
    synchronized (monitor) {
        synchronized (monitor) {
            IO.println("twice " + Thread.holdsLock(monitor));
        }
        IO.println("once " + Thread.holdsLock(monitor));
    }
    try {
        inner();
    } catch (IllegalStateException e) {
        IO.println(e.getMessage() + " " + Thread.holdsLock(monitor));
    }
    var other = new Thread(() -> {
        synchronized (monitor) {
            IO.println("free");
        }
    });
    other.start();
    other.join();
}
