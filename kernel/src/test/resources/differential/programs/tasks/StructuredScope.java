// Structured concurrency: all succeed, or the first failure is told.
void main() throws Exception {
    try (var scope = StructuredTaskScope.open()) {
        var a = scope.fork(() -> 1);
        var b = scope.fork(() -> "two");
        scope.join();
        IO.println(a.get() + b.get() + " " + a.state());
    }
    try (var scope = StructuredTaskScope.open(StructuredTaskScope.Joiner.<String>anySuccessfulResultOrThrow())) {
        scope.fork(() -> { throw new IOException("fails"); });
        scope.fork(() -> "succeeds");
        IO.println(scope.join());
    }
    try (var scope = StructuredTaskScope.open()) {
        scope.fork(() -> { throw new IOException("the only one"); });
        scope.join();
    } catch (StructuredTaskScope.FailedException e) {
        IO.println(e.getCause());
    }
}
