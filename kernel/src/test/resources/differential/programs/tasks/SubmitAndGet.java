// What a task returns or throws comes out of its future.
void main() throws Exception {
    try (var pool = Executors.newFixedThreadPool(2)) {
        Future<Integer> sum = pool.submit(() -> 1 + 2);
        IO.println(sum.get() + " " + sum.state() + " " + sum.resultNow());
        Future<?> nothing = pool.submit(() -> { });
        IO.println(nothing.get());
        IO.println(pool.submit(() -> { }, "given").get());
        Future<Object> wrong = pool.submit(() -> { throw new IOException("no file"); });
        try {
            wrong.get();
        } catch (ExecutionException e) {
            IO.println(e.getMessage() + " | " + e.getCause().getClass() + " " + wrong.state() + " " + wrong.exceptionNow().getMessage());
        }
    }
}
