// An interrupt ends sleep, and the thread is no longer interrupted then.
void main() throws Exception {
    var seen = new ArrayList<String>();
    var thread = new Thread(() -> {
        try {
            Thread.sleep(60_000);
            seen.add("slept");
        } catch (InterruptedException e) {
            seen.add(e.getMessage() + " " + Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            seen.add("" + Thread.currentThread().isInterrupted());
            seen.add(Thread.interrupted() + " " + Thread.interrupted());
        }
    });
    thread.start();
    thread.interrupt();
    thread.join();
    IO.println(seen);
}
