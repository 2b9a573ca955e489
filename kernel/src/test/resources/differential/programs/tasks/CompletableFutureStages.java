// The stages of a future, in the order they must have.
void main() throws Exception {
    var future = CompletableFuture.supplyAsync(() -> 20)
            .thenApply(n -> n + 1)
            .thenApplyAsync(n -> n * 2)
            .thenCombine(CompletableFuture.supplyAsync(() -> "!"), (n, s) -> n + s)
            .thenCompose(s -> CompletableFuture.supplyAsync(() -> s + "?"));
    IO.println(future.join());
    future.thenAccept(s -> IO.println("accepted " + s)).join();
    future.thenRun(() -> IO.println("run")).join();
    future.thenAcceptBothAsync(CompletableFuture.completedFuture(1), (s, n) -> IO.println(s + n)).join();
    IO.println(future.whenComplete((s, e) -> IO.println(s + " " + e)).join());
    IO.println(future.handle((s, e) -> s.length()).join());
    var all = CompletableFuture.allOf(future, CompletableFuture.runAsync(() -> { }));
    IO.println(all.join());
    IO.println(CompletableFuture.anyOf(CompletableFuture.completedFuture("any"), new CompletableFuture<String>()).join());
}
