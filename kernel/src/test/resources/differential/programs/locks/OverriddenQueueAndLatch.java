// A queue's put and take and a latch's await that are overridden.
class Logged extends LinkedBlockingQueue<String> {
    final List<String> calls = new ArrayList<>();

    @Override public void put(String s) throws InterruptedException {
        calls.add("put");
        super.put(s);
    }

    @Override public String take() throws InterruptedException {
        calls.add("take");
        return super.take();
    }

    @Override public String poll(long time, TimeUnit unit) throws InterruptedException {
        calls.add("poll");
        return super.poll(time, unit);
    }
}

class Open extends CountDownLatch {
    Open() {
        super(1);
    }

    @Override public void await() {
        IO.println("never waits");
    }
}

void main() throws Exception {
    var logged = new Logged();
    logged.put("a");
    IO.println(logged.take() + " " + logged.poll(1, TimeUnit.MILLISECONDS));
    BlockingQueue<String> asInterface = logged;
    asInterface.put("b");
    IO.println(asInterface.take() + " " + logged.calls);
    CountDownLatch latch = new Open();
    latch.await();
    IO.println(latch.getCount());
}
