// What waits in a scheduling pool can be cancelled and removed.
void main() throws Exception {
    var pool = new ScheduledThreadPoolExecutor(1);
    pool.setRemoveOnCancelPolicy(true);
    var later = pool.schedule(() -> IO.println("never"), 1, TimeUnit.HOURS);
    IO.println(pool.getQueue().size() + " " + pool.getQueue().contains(later));
    IO.println(later.cancel(false) + " " + pool.getQueue().size());
    pool.schedule(() -> IO.println("never"), 1, TimeUnit.HOURS);
    IO.println(pool.shutdownNow().size() + " " + pool.awaitTermination(10, TimeUnit.SECONDS));
}
