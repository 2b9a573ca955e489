// An array that is too large is an error that can be caught.
void main() throws Exception {
    try {
        var tooLarge = new long[Integer.MAX_VALUE];
        IO.println(tooLarge.length);
    } catch (OutOfMemoryError e) {
        IO.println(e.getMessage());
    }
    try {
        IO.println(new int[-1].length);
    } catch (NegativeArraySizeException e) {
        IO.println(e);
    }
}
