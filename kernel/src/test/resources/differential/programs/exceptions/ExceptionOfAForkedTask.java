// What a scope's task throws is the cause.
int fails() throws IOException {
    throw new IOException("in the scope");
}

void main() throws Exception {
    try (var scope = StructuredTaskScope.open()) {
        scope.fork(() -> fails());
        scope.join();
    }
}
