// The tasks of a scope have the scoped values of who opened it.
static final ScopedValue<String> NAME = ScopedValue.newInstance();

void main() throws Exception {
    var result = ScopedValue.where(NAME, "scoped").call(() -> {
        try (var scope = StructuredTaskScope.open()) {
            var inner = scope.fork(() -> NAME.get() + " " + Thread.currentThread().isVirtual());
            scope.join();
            return inner.get();
        }
    });
    IO.println(result);
}
