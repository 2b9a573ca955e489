// What a thread did before its end is seen after join.
int seen = 0;

void main() throws Exception {
    var thread = new Thread(() -> seen = 42, "worker");
    IO.println(thread.getState() + " " + thread.isAlive());
    thread.start();
    thread.join();
    IO.println(thread.getState() + " " + thread.isAlive() + " " + seen);
    try {
        thread.start();
    } catch (IllegalThreadStateException e) {
        IO.println("started twice: " + e.getMessage());
    }
}
