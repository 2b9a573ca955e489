// A pool that makes futures of its own kind gets the callable itself.
class Named implements Callable<String> {
    public String call() {
        return "named";
    }
}

class OwnPool extends ThreadPoolExecutor {
    OwnPool() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        IO.println(callable instanceof Named);
        return super.newTaskFor(callable);
    }

    @Override protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
        IO.println(value);
        return super.newTaskFor(task, value);
    }
}

void main() throws Exception {
    try (var pool = new OwnPool()) {
        IO.println(pool.submit(new Named()).get());
        pool.submit(() -> { }, "value").get();
        pool.submit(() -> { }).get();
    }
}
