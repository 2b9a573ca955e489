// All in their order; of any, one that succeeds.
record Square(int n) implements Callable<Integer> {
    public Integer call() throws Exception {
        if (n < 0) throw new IllegalArgumentException("negative: " + n);
        return n * n;
    }
}

void main() throws Exception {
    try (var pool = Executors.newFixedThreadPool(3)) {
        for (var future : pool.invokeAll(List.of(new Square(2), new Square(-1), new Square(4)))) {
            try {
                IO.println(future.get());
            } catch (ExecutionException e) {
                IO.println(e.getCause().getMessage());
            }
        }
        IO.println(pool.invokeAny(List.of(new Square(-5), new Square(6))));
        try {
            pool.invokeAny(List.of(new Square(-7)));
        } catch (ExecutionException e) {
            IO.println(e.getMessage());
        }
    }
}
