// A value of its own in each thread; an inheritable one goes on to the threads it starts.
final ThreadLocal<String> own = ThreadLocal.withInitial(() -> "initial");
final InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>() {
    @Override protected String childValue(String parent) {
        return parent + "'s child";
    }
};

void main() throws Exception {
    own.set("main");
    inherited.set("main");
    var thread = new Thread(() -> IO.println(own.get() + ", " + inherited.get()));
    thread.start();
    thread.join();
    Thread.ofVirtual().start(() -> IO.println(own.get() + ", " + inherited.get())).join();
    Thread.ofPlatform().inheritInheritableThreadLocals(false).start(() -> IO.println(own.get() + ", " + inherited.get())).join();
    own.remove();
    inherited.remove();
    IO.println(own.get() + ", " + inherited.get());
}
