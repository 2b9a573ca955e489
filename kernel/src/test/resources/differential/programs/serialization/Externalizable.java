// A class that writes itself.
public static class Pair implements Externalizable {
    private String a;
    private int b;

    public Pair() {
        IO.println("made without arguments");
    }

    Pair(String a, int b) {
        this.a = a;
        this.b = b;
    }

    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeUTF(a);
        out.writeInt(b);
    }

    public void readExternal(ObjectInput in) throws IOException {
        a = in.readUTF();
        b = in.readInt();
    }
}

void main() throws Exception {
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new Pair("x", 5));
    var pair = (Pair) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    IO.println(pair.a + pair.b);
}
