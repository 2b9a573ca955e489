// A proxy of the notebook's interfaces calls the notebook's handler.
import java.lang.reflect.Proxy;

interface Greeter {
    String greet(String name);

    default String twice(String name) {
        return greet(greet(name));
    }
}

void main() throws Exception {
    var calls = new ArrayList<String>();
    InvocationHandler handler = (proxy, method, args) -> {
        calls.add(method.getName());
        if (method.isDefault()) return InvocationHandler.invokeDefault(proxy, method, args);
        return "hi " + args[0];
    };
    var greeter = (Greeter) Proxy.newProxyInstance(Greeter.class.getClassLoader(), new Class<?>[] {Greeter.class, Runnable.class}, handler);
    IO.println(greeter.greet("a") + ", " + greeter.twice("b"));
    ((Runnable) greeter).run();
}
