// A publisher and a subscriber that asks for one item at a time.
class Printing implements Flow.Subscriber<Integer> {
    final CountDownLatch done = new CountDownLatch(1);
    private Flow.Subscription subscription;

    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        IO.println("subscribed");
        subscription.request(1);
    }

    public void onNext(Integer item) {
        IO.println("item " + item);
        subscription.request(1);
    }

    public void onError(Throwable thrown) {
        IO.println("error " + thrown);
        done.countDown();
    }

    public void onComplete() {
        IO.println("complete");
        done.countDown();
    }
}

void main() throws Exception {
    var printing = new Printing();
    try (var publisher = new SubmissionPublisher<Integer>()) {
        publisher.subscribe(printing);
        for (int i = 0; i < 4; i++) publisher.submit(i);
        if (publisher.getSubscribers().getFirst() != printing) IO.println("another subscriber");
    }
    printing.done.await();
}
