// An object that takes care of being the only one.
static class Single implements Serializable {
    static final Single ONE = new Single();
    private static final long serialVersionUID = 1;

    private Object readResolve() {
        return ONE;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        IO.println("writeObject");
        out.defaultWriteObject();
    }
}

void main() throws Exception {
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(Single.ONE);
    IO.println(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject() == Single.ONE);
    IO.println(ObjectStreamClass.lookup(Single.class).getSerialVersionUID());
}
