// The members of a class are those that were written.
static class Account {
    private long balance;
    protected volatile String owner;
    static final int LIMIT = 5;

    Account(String owner) {
        this.owner = owner;
    }

    synchronized void add(long amount) {
        for (int i = 0; i < 1; i++) balance += amount;
    }

    static Account of(String owner) {
        return new Account(owner);
    }

    private <T extends Comparable<T>> T most(List<T> all) throws IOException {
        Runnable r = () -> balance++;
        r.run();
        return Collections.max(all);
    }
}

void main() throws Exception {
    for (var f : Account.class.getDeclaredFields()) IO.println(Modifier.toString(f.getModifiers()) + " " + f.getType().getSimpleName() + " " + f.getName());
    for (var c : Account.class.getDeclaredConstructors()) IO.println(c.getModifiers() + " " + c.getParameterCount() + " " + Arrays.toString(c.getParameterTypes()));
    Stream.of(Account.class.getDeclaredMethods()).filter(m -> !m.isSynthetic()).sorted(Comparator.comparing(Method::getName))
            .forEach(m -> IO.println(m.toGenericString().replaceAll("\\S*Account\\.", "").replaceAll("\\S*Account ", "Account ")));
    IO.println(Stream.of(Account.class.getDeclaredMethods()).filter(Method::isSynthetic).count());
    IO.println(Modifier.toString(Account.class.getDeclaredMethod("add", long.class).getModifiers()));
    IO.println(Account.class.getSimpleName() + " " + Account.class.getSuperclass() + " " + Arrays.toString(Account.class.getInterfaces()));
}
