// A class whose initialiser fails, the first time and after.
class Broken {
    static final int VALUE = Integer.parseInt("not a number");
}

void main() throws Exception {
    try {
        IO.println(Broken.VALUE);
    } catch (ExceptionInInitializerError e) {
        IO.println(e.getCause());
    }
    try {
        IO.println(Broken.VALUE);
    } catch (NoClassDefFoundError e) {
        IO.println(e.getMessage().startsWith("Could not initialize class") + " " + e.getCause().getClass().getSimpleName());
    }
}
