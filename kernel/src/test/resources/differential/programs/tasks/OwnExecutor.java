// An executor of the notebook's own gets the task itself.
class Remembering implements Executor {
    final List<Runnable> given = new ArrayList<>();

    public void execute(Runnable task) {
        given.add(task);
        task.run();
    }
}

void main() throws Exception {
    var executor = new Remembering();
    Runnable task = () -> IO.println("runs");
    executor.execute(task);
    executor.execute(task);
    IO.println(executor.given.get(0) == task);
    IO.println(executor.given.get(0) == executor.given.get(1));
    IO.println(CompletableFuture.supplyAsync(() -> 7, executor).join() + " " + executor.given.size());
    IO.println(executor.given.get(2) instanceof CompletableFuture.AsynchronousCompletionTask);
}
