// A subscriber that throws is told, and subscribed no more.
void main() throws Exception {
    var told = new CountDownLatch(1);
    var seen = Collections.synchronizedList(new ArrayList<String>());
    try (var publisher = new SubmissionPublisher<String>()) {
        publisher.subscribe(new Flow.Subscriber<String>() {
            public void onSubscribe(Flow.Subscription s) {
                s.request(Long.MAX_VALUE);
            }

            public void onNext(String item) {
                throw new IllegalStateException("cannot take " + item);
            }

            public void onError(Throwable thrown) {
                seen.add(thrown.getMessage());
                told.countDown();
            }

            public void onComplete() {
                seen.add("complete");
            }
        });
        publisher.submit("one");
        told.await();
    }
    IO.println(seen);
}
