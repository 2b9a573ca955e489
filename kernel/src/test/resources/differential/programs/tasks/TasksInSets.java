// Tasks with their own equals are found again.
record Fetch(String url) implements Callable<String> {
    public String call() {
        return "content of " + url;
    }
}

void main() throws Exception {
    var tasks = new LinkedHashSet<Callable<String>>();
    tasks.add(new Fetch("a"));
    tasks.add(new Fetch("b"));
    tasks.add(new Fetch("a"));
    IO.println(tasks.size() + " " + tasks.contains(new Fetch("b")));
    try (var pool = Executors.newFixedThreadPool(2)) {
        for (var future : pool.invokeAll(tasks)) IO.println(future.get());
    }
}
