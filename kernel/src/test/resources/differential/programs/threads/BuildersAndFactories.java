// Names are counted by their factory.
void main() throws Exception {
    var factory = Thread.ofPlatform().name("w-", 5).daemon().priority(7).factory();
    for (int i = 0; i < 3; i++) {
        var thread = factory.newThread(() -> { });
        IO.println(thread.getName() + " " + thread.isDaemon() + " " + thread.getPriority() + " " + thread.getState());
    }
    var virtual = Thread.ofVirtual().name("v-", 0).factory();
    for (int i = 0; i < 2; i++) {
        var thread = virtual.newThread(() -> IO.println(Thread.currentThread().getName()));
        thread.start();
        thread.join();
    }
    IO.println("[" + Thread.ofVirtual().unstarted(() -> { }).getName() + "]");
}
