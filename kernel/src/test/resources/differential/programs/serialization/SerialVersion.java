// The version that the JDK computes of a class is that of its members as written, tasks too.
static class Task extends RecursiveTask<Integer> {
    int n;

    @Override protected Integer compute() {
        return n;
    }
}

static class Job implements Runnable, Serializable {
    String name = "job";

    public void run() {
        Runnable r = () -> IO.println(name);
        r.run();
    }
}

void main() throws Exception {
    IO.println(Arrays.toString(ObjectStreamClass.lookup(Task.class).getFields()));
    IO.println(Arrays.toString(ObjectStreamClass.lookup(Job.class).getFields()));
    var bytes = new ByteArrayOutputStream();
    var job = new Job();
    job.name = "written";
    new ObjectOutputStream(bytes).writeObject(job);
    ((Job) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject()).run();
}
