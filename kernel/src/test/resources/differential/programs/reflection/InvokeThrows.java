// What a reflective call throws is the cause.
static class Failing {
    void fail(int n) {
        throw new IllegalStateException("failed " + n);
    }

    private Failing() { }
}

void main() throws Exception {
    var constructor = Failing.class.getDeclaredConstructor();
    constructor.setAccessible(true);
    var failing = constructor.newInstance();
    try {
        Failing.class.getDeclaredMethod("fail", int.class).invoke(failing, 3);
    } catch (InvocationTargetException e) {
        IO.println(e.getCause() + " " + e.getCause().getStackTrace()[0].getLineNumber() + " " + e.getCause().getStackTrace()[0].getMethodName());
    }
    try {
        Failing.class.getDeclaredMethod("fail", String.class);
    } catch (NoSuchMethodException e) {
        IO.println("not with a text");
    }
}
