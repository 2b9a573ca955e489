// The notebook's exception keeps its class, fields and message.
class SoldOut extends Exception {
    final int left;

    SoldOut(int left) {
        super("only " + left + " left");
        this.left = left;
    }

    @Override public String getLocalizedMessage() {
        return "localized: " + getMessage();
    }
}

void sell(int n) throws SoldOut {
    if (n > 3) throw new SoldOut(3);
}

void main() throws Exception {
    try {
        sell(5);
    } catch (SoldOut e) {
        IO.println(e + " " + e.left + " " + e.getStackTrace()[0].getMethodName() + " " + e.getStackTrace()[0].getLineNumber());
    }
    sell(2);
    sell(4);
}
