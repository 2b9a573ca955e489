// Where nothing is captured, one and the same object is made each time; where something is, a new one.
Runnable make() {
    return () -> { };
}

Runnable make(int n) {
    return () -> IO.println(n);
}

Supplier<Integer> supplier() {
    return () -> 1;
}

Callable<Integer> callable() {
    return () -> 1;
}

Function<Integer, Integer> function() {
    return x -> x;
}

void main() throws Exception {
    IO.println(make() == make());
    IO.println(make(1) == make(1));
    IO.println(supplier() == supplier());
    IO.println(callable() == callable());
    IO.println(function() == function());
    IO.println(make(1).getClass() == make(2).getClass());
}
