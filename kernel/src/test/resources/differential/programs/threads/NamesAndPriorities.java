// Names, priorities and numbers.
void main() throws Exception {
    var thread = new Thread(() -> { }, "名字");
    thread.setPriority(Thread.MAX_PRIORITY);
    IO.println(thread.getName() + " " + thread.getPriority() + " " + thread.toString().replaceAll("#\\d+", "#n"));
    thread.setName("other");
    IO.println(thread.getName());
    try {
        thread.setPriority(11);
    } catch (IllegalArgumentException e) {
        IO.println("no such priority");
    }
    try {
        new Thread(() -> { }, null);
    } catch (NullPointerException e) {
        IO.println(e.getMessage());
    }
    IO.println(new Thread(() -> { }).threadId() < new Thread(() -> { }).threadId());
}
