// A factory gets the pool's worker; Thread keeps the task it is given.
void main() throws Exception {
    var kinds = new ArrayList<String>();
    ThreadFactory factory = task -> {
        kinds.add(task.getClass().getEnclosingClass() == null ? task.getClass().getSimpleName() : task.getClass().getEnclosingClass().getSimpleName());
        return new Thread(task);
    };
    try (var pool = Executors.newFixedThreadPool(1, factory)) {
        pool.submit(() -> { }).get();
    }
    IO.println(kinds);
}
