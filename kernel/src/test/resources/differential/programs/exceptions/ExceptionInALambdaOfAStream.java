// The exception of a stream's lambda, with the lines that led to it.
int parse(String s) {
    return Integer.parseInt(s);
}

void main() throws Exception {
    var numbers = Stream.of("1", "2", "x")
            .map(s -> parse(s))
            .filter(n ->
                    n > 0)
            .toList();
    IO.println(numbers);
}
