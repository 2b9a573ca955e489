// A lambda's class has a field for each value it captures, and a constructor with as many parameters.
static String members(Object lambda) {
    var type = lambda.getClass();
    var fields = Stream.of(type.getDeclaredFields()).map(f -> f.getType().getSimpleName() + " " + f.getName()).toList();
    var methods = Stream.of(type.getDeclaredMethods()).map(Method::getName).toList();
    return fields + " " + type.getDeclaredConstructors()[0].getParameterCount() + " " + methods;
}

static List<Object> lambdas(StringBuilder text, int n) {
    Runnable none = () -> IO.print("");
    Runnable one = () -> IO.print(text);
    Callable<Integer> two = () -> { IO.print(text); return n; };
    Consumer<Thread> start = Thread::start;
    return List.of(none, one, two, start);
}

void main() throws Exception {
    var lambdas = lambdas(new StringBuilder("x"), 1);
    for (var lambda : lambdas) IO.println(members(lambda));
    for (var name : List.of("cell", "ticket", "ticket$")) {
        try {
            lambdas.getFirst().getClass().getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            IO.println("no field " + e.getMessage());
        }
    }
}
