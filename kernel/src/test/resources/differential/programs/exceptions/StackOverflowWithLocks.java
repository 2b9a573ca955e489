// Endless recursion while a lock is held: it is released on the way back.
final ReentrantLock lock = new ReentrantLock();

void down(int n) {
    lock.lock();
    try {
        down(n + 1);
    } finally {
        lock.unlock();
    }
}

int depth;

void deeper() {
    depth++;
    deeper();
}

void main() throws Exception {
    try {
        deeper();
    } catch (StackOverflowError e) {
        IO.println(depth > 500);
    }
    synchronized (lock) {
        IO.println(Thread.holdsLock(lock) + " " + lock.isLocked());
    }
}
