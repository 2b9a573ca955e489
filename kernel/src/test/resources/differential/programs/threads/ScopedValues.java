// A value for as long as a call takes.
static final ScopedValue<String> USER = ScopedValue.newInstance();

void main() throws Exception {
    IO.println(USER.isBound() + " " + USER.orElse("nobody"));
    ScopedValue.where(USER, "ann").run(() -> {
        IO.println(USER.get());
        ScopedValue.where(USER, "bob").run(() -> IO.println(USER.get()));
        IO.println(USER.get());
    });
    int length = ScopedValue.where(USER, "four").call(() -> USER.get().length());
    IO.println(length);
    try {
        USER.get();
    } catch (NoSuchElementException e) {
        IO.println("not bound");
    }
}
