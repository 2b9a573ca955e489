// The JVM's own exceptions.
class Animal { }

class Dog extends Animal { }

String told(Runnable r) {
    try {
        r.run();
        return "nothing";
    } catch (RuntimeException e) {
        return e.getClass().getSimpleName() + ": " + (e.getMessage() == null ? "" : e.getMessage().replaceAll(" \\(.*", ""));
    }
}

void main() throws Exception {
    IO.println(told(() -> { Animal a = new Animal(); IO.println((Dog) a); }));
    IO.println(told(() -> { Object[] all = new Integer[1]; all[0] = "text"; }));
    IO.println(told(() -> { int[] two = {1, 2}; IO.println(two[3]); }));
    IO.println(told(() -> IO.println(1 / (new int[1][0] == null ? 1 : 0))));
    IO.println(told(() -> List.of(1).add(2)));
    IO.println(told(() -> { for (var n : new ArrayList<>(List.of(1, 2)) {{ add(3); }}) if (n == 3) IO.println(n); }));
    IO.println(told(() -> List.of().iterator().next()));
    IO.println(told(() -> { var list = new ArrayList<>(List.of(1, 2, 3)); for (var n : list) list.remove(n); }));
}
