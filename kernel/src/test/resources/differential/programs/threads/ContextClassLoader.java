// The loader is inherited, and finds the notebook's classes.
class Here { }

void main() throws Exception {
    var loader = Thread.currentThread().getContextClassLoader();
    var found = new AtomicReference<Object>();
    var thread = new Thread(() -> {
        try {
            found.set(Thread.currentThread().getContextClassLoader().loadClass(Here.class.getName()));
        } catch (ClassNotFoundException e) {
            found.set(e);
        }
    });
    thread.start();
    thread.join();
    IO.println((found.get() == Here.class) + " " + (loader == thread.getContextClassLoader()));
    IO.println(Class.forName(Here.class.getName(), true, loader) == Here.class);
    IO.println(loader.loadClass("java.util.List") == List.class);
}
