// Method handles to the notebook's methods and fields.
static class Counter {
    private int count;

    private int add(int n) {
        return count += n;
    }
}

void main() throws Throwable {
    var lookup = MethodHandles.privateLookupIn(Counter.class, MethodHandles.lookup());
    var add = lookup.findVirtual(Counter.class, "add", MethodType.methodType(int.class, int.class));
    var counter = new Counter();
    IO.println((int) add.invokeExact(counter, 5) + " " + (int) add.bindTo(counter).invoke(2));
    var count = lookup.findVarHandle(Counter.class, "count", int.class);
    IO.println(count.compareAndSet(counter, 7, 10) + " " + (int) count.getVolatile(counter) + " " + (int) count.getAndAdd(counter, 1));
    var constructor = lookup.findConstructor(Counter.class, MethodType.methodType(void.class));
    IO.println(((Counter) constructor.invoke()).count);
    try {
        lookup.findVirtual(Counter.class, "missing", MethodType.methodType(void.class));
    } catch (NoSuchMethodException e) {
        IO.println("no such method");
    }
}
