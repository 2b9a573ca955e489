// currentThread() within a thread is the object that was made.
class Own extends Thread {
    Thread inside;

    @Override public void run() {
        inside = Thread.currentThread();
    }
}

void main() throws Exception {
    var own = new Own();
    own.start();
    own.join();
    IO.println((own.inside == own) + " " + own.inside.getClass().getSimpleName());
    var made = new AtomicReference<Thread>();
    var virtual = Thread.startVirtualThread(() -> made.set(Thread.currentThread()));
    virtual.join();
    IO.println((made.get() == virtual) + " " + (virtual.threadId() != own.threadId()));
    IO.println(Thread.currentThread() == Thread.currentThread());
}
