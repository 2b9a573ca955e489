// A CompletableFuture of the notebook's own answers join() and get() itself.
class Answer extends CompletableFuture<String> {
    @Override public String join() {
        return "own join";
    }

    @Override public String get() {
        return "own get";
    }

    @Override public <U> CompletableFuture<U> newIncompleteFuture() {
        IO.println("newIncompleteFuture");
        return super.newIncompleteFuture();
    }
}

void main() throws Exception {
    var answer = new Answer();
    IO.println(answer.join() + ", " + answer.get() + ", " + answer.isDone());
    CompletableFuture<String> parent = answer;
    IO.println(parent.join());
    var next = answer.thenApply(s -> s + "!");
    answer.complete("completed");
    IO.println(next.join());
}
