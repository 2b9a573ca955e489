// The frames of a lambda within streams and tasks: their lines, and nothing between that plain Java has not.
static String lines(Throwable e) {
    return Stream.of(e.getStackTrace()).filter(f -> f.getMethodName().contains("lambda") || f.getMethodName().equals("fails"))
            .map(f -> String.valueOf(f.getLineNumber())).toList().toString();
}

static int fails(int n) {
    if (n == 2) throw new IllegalStateException("two");
    return n;
}

void main() throws Exception {
    try {
        Stream.of(1, 2).map(n ->
                fails(n)).toList();
    } catch (IllegalStateException e) {
        IO.println(lines(e));
    }
    Runnable r = () -> {
        fails(2);
    };
    try {
        r.run();
    } catch (IllegalStateException e) {
        IO.println(lines(e));
    }
}
