// What a pattern has bound is known behind an if that is left where it does not match.
static int size(Object o) {
    if (!(o instanceof String s)) return -1;
    return s.length();
}

void main() throws Exception {
    Object o = "text";
    if (!(o instanceof String s)) throw new IllegalStateException();
    var shout = s.toUpperCase() + size(o) + size(1);
    IO.println(shout);
    var queue = new ArrayDeque<Object>(List.of(1, 2, "three"));
    Object next = queue.poll();
    while (!(next instanceof String found)) next = queue.poll();
    Runnable later = () -> IO.println(found + " " + queue);
    later.run();
    if (!(next instanceof Integer i)) throw new ClassCastException(found);
    IO.println(i);
}
