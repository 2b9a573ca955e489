// What a forked task throws comes out of join, of its own class.
class Broken extends Exception {
    Broken(String message) {
        super(message);
    }
}

static class Failing extends RecursiveAction {
    @Override protected void compute() {
        throw new IllegalArgumentException("in compute");
    }
}

void main() throws Exception {
    try {
        new Failing().invoke();
    } catch (IllegalArgumentException e) {
        IO.println(e.getMessage());
    }
    var failing = new Failing();
    failing.fork();
    failing.quietlyJoin();
    IO.println(failing.isCompletedAbnormally() + " " + (failing.getException() instanceof IllegalArgumentException));
    try {
        ForkJoinPool.commonPool().submit(() -> { throw new Broken("checked"); }).get();
    } catch (ExecutionException e) {
        IO.println(e.getCause() instanceof Broken || e.getCause().getCause() instanceof Broken);
    }
}
