// A lambda's class is hidden, synthetic, and has one interface.
interface Marked { }

void main() throws Exception {
    Runnable r = () -> { };
    IO.println(r.getClass().isHidden() + " " + r.getClass().isSynthetic() + " " + r.getClass().getInterfaces().length + " " + r.getClass().getInterfaces()[0].getSimpleName());
    Runnable marked = (Runnable & Marked) () -> { };
    IO.println(Stream.of(marked.getClass().getInterfaces()).map(Class::getSimpleName).toList());
    Supplier<String> s = () -> "";
    IO.println(s.getClass().getSimpleName().contains("$$Lambda") + " " + s.getClass().getPackageName().contains("javakernel"));
    IO.println(r.getClass().getDeclaredFields().length + " " + Stream.of(r.getClass().getDeclaredMethods()).map(Method::getName).toList());
    IO.println(r.toString().contains("kernel"));
    int captured = 4;
    Supplier<Integer> one = () -> captured;
    IO.println(one.get());
}
