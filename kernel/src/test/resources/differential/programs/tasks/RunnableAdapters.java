// Executors' adapters call what they adapt.
class Task implements Runnable {
    int runs;

    public void run() {
        runs++;
    }
}

void main() throws Exception {
    var task = new Task();
    var callable = Executors.callable(task, "result");
    IO.println(callable.call() + " " + task.runs);
    var future = new FutureTask<>(task, 7);
    future.run();
    IO.println(future.get() + " " + task.runs);
    IO.println(ForkJoinTask.adapt(task).invoke() + " " + task.runs);
    IO.println(ForkJoinTask.adapt(() -> "called").invoke());
}
