// A walker sees the frames of the notebook's methods, the caller's class, and no frame between them.
static class A {
    static List<String> names() {
        return StackWalker.getInstance().walk(s -> s.limit(2).map(StackWalker.StackFrame::getMethodName).toList());
    }

    static Class<?> caller() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    }
}

static class B {
    static List<String> call() {
        return A.names();
    }

    static Class<?> caller() {
        return A.caller();
    }
}

void main() throws Exception {
    IO.println(B.call());
    IO.println(B.caller() == B.class);
    Supplier<Class<?>> s = () -> B.caller();
    IO.println(s.get() == B.class);
    var inLambda = new CompletableFuture<List<String>>();
    Runnable r = () -> inLambda.complete(B.call());
    r.run();
    IO.println(inLambda.join());
}
