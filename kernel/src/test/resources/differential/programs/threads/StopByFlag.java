// A volatile flag ends a loop.
class Spinner extends Thread {
    volatile boolean stop;
    long turns;

    @Override public void run() {
        do turns++;
        while (!stop);
    }
}

void main() throws Exception {
    var spinner = new Spinner();
    spinner.start();
    while (spinner.getState() != Thread.State.RUNNABLE) Thread.onSpinWait();
    spinner.stop = true;
    spinner.join();
    IO.println(spinner.turns > 0);
    try {
        spinner.stop();
    } catch (UnsupportedOperationException e) {
        IO.println("stop() is no more");
    }
}
