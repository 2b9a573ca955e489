// A function that is an object of the notebook's is called as that object.
class Step implements Function<Integer, Integer>, Supplier<Integer> {
    int calls;

    public Integer apply(Integer n) {
        calls++;
        return n + 1;
    }

    public Integer get() {
        calls++;
        return 5;
    }
}

class Sum implements BiFunction<Integer, Integer, Integer>, Runnable {
    int calls;

    public Integer apply(Integer a, Integer b) {
        calls++;
        return a + b;
    }

    public void run() {
        calls++;
    }
}

void main() throws Exception {
    var step = new Step();
    var sum = new Sum();
    var future = CompletableFuture.supplyAsync(step).thenApplyAsync(step).thenCombine(CompletableFuture.completedFuture(3), sum);
    future.thenRun(sum).join();
    IO.println(future.join() + " " + step.calls + " " + sum.calls);
}
