// Classes that are threads and tasks have no member that was not written.
static class MyThread extends Thread {
    int n;

    @Override public void run() {
        n++;
    }
}

static class MyCall implements Callable<String> {
    String s = "s";

    public String call() {
        return s;
    }
}

static class MyAction extends RecursiveAction {
    int depth;

    @Override protected void compute() {
        depth++;
    }
}

static class MyTimer extends TimerTask {
    @Override public void run() {
        cancel();
    }
}

static class MyFuture extends CompletableFuture<String> {
    int n = 3;
}

static String members(Class<?> type) {
    return Stream.of(type.getDeclaredFields()).map(Field::getName).toList() + " "
            + Stream.of(type.getDeclaredMethods()).map(m -> m.getName() + (m.isSynthetic() ? "*" : "")).sorted().toList() + " "
            + type.getDeclaredConstructors().length + " " + type.getInterfaces().length + " " + type.getDeclaredClasses().length;
}

void main() throws Exception {
    for (var type : List.of(MyThread.class, MyCall.class, MyAction.class, MyTimer.class, MyFuture.class)) IO.println(type.getSimpleName() + ": " + members(type));
}
