// A subclass of Thread with fields of its own.
class Worker extends Thread {
    final int n;
    int result;

    Worker(int n) {
        super("worker " + n);
        this.n = n;
    }

    @Override public void run() {
        result = n * n;
    }

    @Override public void interrupt() {
        IO.println("interrupt of " + getName());
        super.interrupt();
    }
}

void main() throws Exception {
    var workers = Stream.of(1, 2, 3).map(Worker::new).toList();
    workers.forEach(Thread::start);
    for (var worker : workers) worker.join();
    for (var worker : workers) IO.println(worker.getName() + " " + worker.result);
    workers.getFirst().interrupt();
    IO.println(Stream.of(Worker.class.getDeclaredFields()).map(Field::getName).toList());
    IO.println(Stream.of(Worker.class.getDeclaredMethods()).map(Method::getName).sorted().toList());
}
