// A thread's own start() that is called by a method reference: nothing stands between it and forEach.
static class Told extends Thread {
    @Override public synchronized void start() {
        var frames = Stream.of(new Throwable().getStackTrace()).limit(2);
        IO.println(frames.map(f -> f.getClassName().replaceFirst(".*[.$]", "") + "." + f.getMethodName())
                .filter(f -> f.matches(".*\\.(start|forEach)")).toList());
        super.start();
    }

    @Override public void run() {
        IO.println("runs");
    }
}

void main() throws Exception {
    var threads = new ArrayList<Told>(List.of(new Told()));
    threads.forEach(Thread::start);
    for (var t : threads) t.join();
    Consumer<Thread> start = Thread::start;
    var again = threads.getFirst();
    try {
        start.accept(again);
    } catch (IllegalThreadStateException e) {
        IO.println("ended threads start no more");
    }
    try {
        start.accept(null);
    } catch (NullPointerException e) {
        IO.println("nor does nothing");
    }
}
