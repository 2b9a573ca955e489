// start, join and isInterrupted of a subclass are called as they are overridden.
class Odd extends Thread {
    final List<String> calls = new ArrayList<>();

    @Override public void start() {
        calls.add("start");
        super.start();
    }

    @Override public boolean isInterrupted() {
        calls.add("isInterrupted");
        return super.isInterrupted();
    }

    @Override public String toString() {
        return "odd thread";
    }
}

void main() throws Exception {
    var odd = new Odd();
    Thread parent = odd;
    parent.start();
    parent.join();
    IO.println(parent.isInterrupted() + " " + odd.calls + " " + parent);
}
