// Causes and what was suppressed, with their lines.
class Door implements AutoCloseable {
    final String name;

    Door(String name) {
        this.name = name;
    }

    @Override public void close() throws IOException {
        throw new IOException(name + " jammed");
    }
}

void main() throws Exception {
    try (var a = new Door("first");
            var b = new Door("second")) {
        throw new IllegalStateException("fire",
                new RuntimeException("smoke"));
    }
}
