// An exception of a task, with the lines that led to it.
int divide(int a, int b) {
    return a / b;
}

void main() throws Exception {
    try (var pool = Executors.newSingleThreadExecutor()) {
        var future = pool.submit(() -> divide(1, 0));
        future.get();
    }
}
