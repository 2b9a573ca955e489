// What an inheritable local was when the pool's thread was made, it is in every task.
final InheritableThreadLocal<String> user = new InheritableThreadLocal<>();

void main() throws Exception {
    user.set("first");
    try (var pool = Executors.newSingleThreadExecutor()) {
        IO.println(pool.submit(user::get).get());
        user.set("second");
        IO.println(pool.submit(() -> user.get()).get());
    }
    var thread = new Thread(() -> IO.println(user.get()));
    user.set("third");
    thread.start();
    thread.join();
    user.remove();
}
