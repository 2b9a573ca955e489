// In which order finally, catch and what is returned come.
int order(List<String> log, int n) {
    try {
        log.add("try");
        if (n == 0) throw new IllegalArgumentException("zero");
        return n;
    } catch (IllegalArgumentException e) {
        log.add(e.getMessage());
        return -1;
    } finally {
        log.add("finally");
    }
}

@SuppressWarnings("finally") int overridden() {
    try {
        throw new IllegalStateException("lost");
    } finally {
        return 5;
    }
}

void main() throws Exception {
    var log = new ArrayList<String>();
    IO.println(order(log, 0) + " " + order(log, 3) + " " + log + " " + overridden());
}
