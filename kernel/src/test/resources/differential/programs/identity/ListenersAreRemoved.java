// A listener that was added is found when it is removed.
class Button {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    void add(Runnable listener) {
        listeners.add(listener);
    }

    boolean remove(Runnable listener) {
        return listeners.remove(listener);
    }

    void click() {
        listeners.forEach(Runnable::run);
    }
}

void main() throws Exception {
    var button = new Button();
    Runnable one = () -> IO.println("one");
    Runnable two = () -> IO.println("two");
    button.add(one);
    button.add(two);
    button.click();
    IO.println(button.remove(one) + " " + button.remove(one));
    button.click();
}
