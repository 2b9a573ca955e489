// Methods with synchronized, a subclass, and super calls.
class Counter {
    protected int permits;

    Counter(int permits) {
        this.permits = permits;
    }

    synchronized void acquire() throws InterruptedException {
        while (permits == 0) wait();
        permits--;
    }

    synchronized void release() {
        permits++;
        notify();
    }
}

class Loud extends Counter {
    int most;
    private int now;

    Loud() {
        super(2);
    }

    @Override synchronized void acquire() throws InterruptedException {
        super.acquire();
        most = Math.max(most, ++now);
    }

    @Override synchronized void release() {
        now--;
        super.release();
    }
}

void main() throws Exception {
    var loud = new Loud();
    try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 50; i++) each.submit(() -> {
            loud.acquire();
            Thread.yield();
            loud.release();
            return null;
        });
    }
    IO.println((loud.most <= 2) + " " + loud.permits);
}
