// Functions compare as the objects they are.
void main() throws Exception {
    Function<Integer, Integer> f = n -> n + 1;
    var set = new HashSet<Object>(List.of(f));
    IO.println(set.contains(f) + " " + set.contains((Function<Integer, Integer>) n -> n + 1));
    Comparator<String> c = String::compareTo;
    IO.println(c.equals(c) + " " + new TreeSet<>(c).comparator().equals(c));
    Supplier<Object> s = Object::new;
    IO.println((s.get() == s.get()) + " " + (s == (Object) s));
    var key = new Object();
    var weak = new WeakHashMap<Object, String>(Map.of(key, "v"));
    IO.println(weak.get(key));
}
