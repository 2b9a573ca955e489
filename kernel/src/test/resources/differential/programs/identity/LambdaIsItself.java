// The same lambda stays the same object, wherever it is kept.
void main() throws Exception {
    Runnable r = () -> { };
    Runnable same = r;
    IO.println(r == same);
    var map = new IdentityHashMap<Runnable, String>();
    map.put(r, "kept");
    IO.println(map.get(same) + " " + new ArrayList<>(List.of(r)).contains(r) + " " + r.equals(same));
    int before = System.identityHashCode(r);
    var queue = new LinkedBlockingQueue<Runnable>();
    queue.put(r);
    IO.println(System.identityHashCode(queue.take()) == before);
    var classes = new HashSet<Class<?>>();
    for (int i = 0; i < 3; i++) {
        int n = i;
        Supplier<Integer> supplier = () -> n;
        classes.add(supplier.getClass());
    }
    IO.println(classes.size());
}
