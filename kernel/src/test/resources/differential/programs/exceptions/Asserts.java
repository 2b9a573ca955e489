// Assertions are off, as they are by default.
void main() throws Exception {
    int n = 1;
    assert n == 2 : "not two";
    IO.println("not asserted");
}
