// A subclass of FutureTask is told when it is done.
class Telling extends FutureTask<String> {
    final String name;

    Telling(String name, Callable<String> work) {
        super(work);
        this.name = name;
    }

    @Override protected void done() {
        IO.println(name + " is done, cancelled " + isCancelled());
    }
}

void main() throws Exception {
    var one = new Telling("one", () -> "result");
    var two = new Telling("two", () -> "never");
    two.cancel(false);
    var thread = new Thread(one);
    thread.start();
    thread.join();
    IO.println(one.get() + " " + one.state());
    try {
        two.get();
    } catch (CancellationException e) {
        IO.println(e);
    }
    var three = new Telling("three", () -> "pooled");
    try (var pool = Executors.newSingleThreadExecutor()) {
        pool.execute(three);
    }
    IO.println(three.get());
}
