// What main throws, with its cause and the lines.
int half(int n) {
    if (n % 2 != 0) {
        throw new IllegalArgumentException("odd: " + n);
    }
    return n / 2;
}

int quarter(int n) {
    try {
        return half(half(n));
    } catch (IllegalArgumentException e) {
        throw new IllegalStateException("no quarter of " + n, e);
    }
}

void main() throws Exception {
    IO.println(quarter(8));
    IO.println(
            quarter(6));
}
