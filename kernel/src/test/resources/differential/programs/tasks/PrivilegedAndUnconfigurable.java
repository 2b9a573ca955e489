// Wrapped executors hand tasks on as they are.
record Job(int n) implements Callable<Integer> {
    public Integer call() {
        return n;
    }
}

void main() throws Exception {
    var kinds = new ArrayList<Boolean>();
    var inner = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
        @Override public <T> Future<T> submit(Callable<T> task) {
            kinds.add(task instanceof Job);
            return super.submit(task);
        }
    };
    try (var outer = Executors.unconfigurableExecutorService(inner)) {
        IO.println(outer.submit(new Job(4)).get());
    }
    IO.println(kinds);
}
