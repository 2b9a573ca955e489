// What a stage throws is wrapped once.
void main() throws Exception {
    CompletableFuture<Integer> failed = CompletableFuture.supplyAsync(() -> {
        throw new IllegalStateException("no number");
    });
    try {
        failed.join();
    } catch (CompletionException e) {
        IO.println(e.getMessage());
    }
    try {
        failed.thenApply(n -> n + 1).get();
    } catch (ExecutionException e) {
        IO.println(e.getCause());
    }
    IO.println(failed.exceptionally(e -> e instanceof CompletionException ? -1 : -2).join());
    IO.println(failed.handle((n, e) -> e.getCause().getMessage()).join());
    var direct = new CompletableFuture<String>();
    direct.completeExceptionally(new IOException("direct"));
    direct.whenComplete((s, e) -> IO.println(e));
    IO.println(direct.isCompletedExceptionally() + " " + direct.exceptionNow());
    IO.println(direct.exceptionallyCompose(e -> CompletableFuture.completedFuture(e.getMessage())).join());
}
