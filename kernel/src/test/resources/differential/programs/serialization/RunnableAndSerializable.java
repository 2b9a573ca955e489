// An intersection in a cast.
interface Named {
    default String name() {
        return "named";
    }
}

void main() throws Exception {
    Runnable r = (Runnable & Serializable) () -> IO.println("runs");
    r.run();
    IO.println(r instanceof Serializable);
    Runnable named = (Runnable & Named) () -> IO.println("runs too");
    named.run();
    IO.println(((Named) named).name());
    Callable<Integer> c = (Callable<Integer> & Serializable & Named) () -> 5;
    IO.println(c.call() + " " + (c instanceof Serializable) + " " + (c instanceof Named));
    Supplier<String> s = (Supplier<String> & Serializable) "text"::toString;
    IO.println(s.get() + " " + (s instanceof Serializable));
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject((Runnable & Serializable) () -> { });
    IO.println(bytes.size() > 100);
}
