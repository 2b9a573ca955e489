// The thread's own handler, then its group's, then the default one.
void main() throws Exception {
    Thread.UncaughtExceptionHandler own = (t, e) -> IO.println("own: " + t.getName() + " " + e);
    Thread.ofPlatform().name("a").uncaughtExceptionHandler(own).start(() -> { throw new IllegalStateException("one"); }).join();
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> IO.println("default: " + t.getName() + " " + e));
    Thread.ofPlatform().name("b").start(() -> { throw new IllegalStateException("two"); }).join();
    var group = new ThreadGroup("group") {
        @Override public void uncaughtException(Thread t, Throwable e) {
            IO.println("group: " + t.getName() + " " + e);
        }
    };
    Thread.ofPlatform().name("c").group(group).start(() -> { throw new IllegalStateException("three"); }).join();
    Thread.ofVirtual().name("d").start(() -> { throw new IllegalStateException("four"); }).join();
    Thread.setDefaultUncaughtExceptionHandler(null);
    IO.println(Thread.getDefaultUncaughtExceptionHandler());
}
