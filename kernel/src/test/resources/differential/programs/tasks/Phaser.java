// Three threads in step, phase by phase.
void main() throws Exception {
    var phases = new ArrayList<String>();
    var phaser = new Phaser(3) {
        @Override protected boolean onAdvance(int phase, int parties) {
            phases.add(phase + ":" + parties);
            return phase == 2;
        }
    };
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) threads.add(Thread.ofPlatform().start(() -> {
        while (!phaser.isTerminated()) phaser.arriveAndAwaitAdvance();
    }));
    for (var thread : threads) thread.join();
    IO.println(phases + " " + phaser.isTerminated());
}
