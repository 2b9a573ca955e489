// Records are made by their constructor again; enums are themselves.
record Range(int from, int to) implements Serializable {
    Range {
        if (from > to) throw new IllegalArgumentException(from + " > " + to);
        IO.println("made " + from + " " + to);
    }
}

enum Colour { RED, GREEN }

static byte[] write(Object o) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
        out.writeObject(o);
    }
    return bytes.toByteArray();
}

static Object read(byte[] bytes) throws Exception {
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
        @Override protected Class<?> resolveClass(ObjectStreamClass c) throws IOException, ClassNotFoundException {
            return Class.forName(c.getName(), false, Thread.currentThread().getContextClassLoader());
        }
    }) {
        return in.readObject();
    }
}

void main() throws Exception {
    IO.println(read(write(new Range(1, 2))));
    IO.println(read(write(Colour.GREEN)) == Colour.GREEN);
    IO.println(read(write(new ArrayList<>(List.of(Colour.RED, "text", 5)))));
}
