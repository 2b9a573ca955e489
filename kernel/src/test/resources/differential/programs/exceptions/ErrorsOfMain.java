// An Error ends main as an exception does.
class Fatal extends Error {
    Fatal() {
        super("fatal", new Exception("cause"), false, false);
    }
}

void main() throws Exception {
    IO.println("before");
    if (true) throw new Fatal();
    IO.println("never");
}
