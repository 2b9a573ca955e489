// What a stage of a future throws, joined by main.
int fails() {
    throw new UnsupportedOperationException("not yet");
}

void main() throws Exception {
    var first = new CompletableFuture<Integer>();
    var future = first
            .thenApply(n -> fails());
    CompletableFuture.runAsync(() -> first.complete(1));
    future.join();
}
