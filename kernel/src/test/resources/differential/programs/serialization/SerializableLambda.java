// A lambda that is serializable is a lambda still when it comes back.
interface Task extends Runnable, Serializable { }

static Object copy(Object o) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
        out.writeObject(o);
    }
    var loader = Thread.currentThread().getContextClassLoader();
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
        @Override protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            return Class.forName(description.getName(), false, loader);
        }
    }) {
        return in.readObject();
    }
}

void main() throws Exception {
    String word = "captured";
    Task task = () -> IO.println("runs, " + word);
    ((Task) copy(task)).run();
}
