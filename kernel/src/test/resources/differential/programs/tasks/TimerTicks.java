// A timer's task runs, is cancelled, and has the fields that were written, no more.
class Tick extends TimerTask {
    int ticks;
    final CountDownLatch three = new CountDownLatch(3);

    @Override public void run() {
        ticks++;
        if (ticks == 3) IO.println("cancel " + cancel());
        three.countDown();
    }
}

void main() throws Exception {
    var timer = new java.util.Timer("tick", true);
    var tick = new Tick();
    timer.schedule(tick, 0, 1);
    tick.three.await();
    timer.cancel();
    IO.println(tick.ticks);
    IO.println(Stream.of(Tick.class.getDeclaredFields()).map(Field::getName).toList());
    try {
        timer.schedule(new Tick(), 0);
    } catch (IllegalStateException e) {
        IO.println(e.getMessage());
    }
}
