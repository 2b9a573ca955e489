// acquireUninterruptibly and acquire are two methods, and a subclass sees which one is called.
class Talking extends Semaphore {
    final List<String> calls = new ArrayList<>();

    Talking(int permits) {
        super(permits);
    }

    @Override public void acquire() throws InterruptedException {
        calls.add("acquire");
        super.acquire();
    }

    @Override public void acquireUninterruptibly() {
        calls.add("acquireUninterruptibly");
        super.acquireUninterruptibly();
    }

    @Override public void acquireUninterruptibly(int permits) {
        calls.add("acquireUninterruptibly " + permits);
        super.acquireUninterruptibly(permits);
    }
}

void main() throws Exception {
    var talking = new Talking(5);
    talking.acquireUninterruptibly();
    talking.acquire();
    talking.acquireUninterruptibly(2);
    talking.release();
    IO.println(talking.calls + " " + talking.availablePermits());
}
