// A timer's one thread runs its tasks in the order of their times.
void main() throws Exception {
    var order = Collections.synchronizedList(new ArrayList<String>());
    var done = new CountDownLatch(3);
    var scheduled = new CountDownLatch(1);
    var timer = new java.util.Timer(true);
    class Named extends TimerTask {
        final String name;

        Named(String name) {
            this.name = name;
        }

        @Override public void run() {
            order.add(name + " " + (scheduledExecutionTime() <= System.currentTimeMillis()));
            done.countDown();
        }
    }
    timer.schedule(new TimerTask() {
        @Override public void run() {
            try {
                scheduled.await();
            } catch (InterruptedException e) {
                order.add("interrupted");
            }
        }
    }, 0);
    long begun = System.currentTimeMillis();
    timer.schedule(new Named("c"), new Date(begun + 3));
    timer.schedule(new Named("a"), new Date(begun + 1));
    timer.schedule(new Named("b"), new Date(begun + 2));
    scheduled.countDown();
    done.await();
    timer.cancel();
    IO.println(order);
}
