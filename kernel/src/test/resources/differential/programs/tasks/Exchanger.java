// Two threads swap what they have.
void main() throws Exception {
    var exchanger = new Exchanger<String>();
    var got = new CompletableFuture<String>();
    var thread = new Thread(() -> {
        try {
            got.complete(exchanger.exchange("from the thread"));
        } catch (InterruptedException e) {
            got.completeExceptionally(e);
        }
    });
    thread.start();
    IO.println(exchanger.exchange("from main"));
    IO.println(got.join());
    thread.join();
}
