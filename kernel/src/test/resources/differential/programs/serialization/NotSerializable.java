// Whose class is not serializable is told by its name.
static class Plain { }

static class Holder implements Serializable {
    Object plain = new Plain();
}

void main() throws Exception {
    try {
        new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(new Holder());
    } catch (NotSerializableException e) {
        IO.println(e.getMessage());
    }
    try {
        Runnable r = () -> { };
        new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(r);
    } catch (NotSerializableException e) {
        IO.println("a lambda is not serializable");
    }
}
