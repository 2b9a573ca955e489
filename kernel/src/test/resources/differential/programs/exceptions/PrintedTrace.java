// A trace that the program prints itself, to a text.
void fails() {
    throw new IllegalStateException("printed");
}

void main() throws Exception {
    var text = new StringWriter();
    try {
        fails();
    } catch (IllegalStateException e) {
        e.printStackTrace(new PrintWriter(text));
    }
    IO.println(text.toString().lines().limit(2).collect(Collectors.joining("\n")).replace("\t", ""));
}
