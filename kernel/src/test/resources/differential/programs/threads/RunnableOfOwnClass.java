// A task object of the notebook's with its own fields, run by two threads.
class Seller implements Runnable {
    private int left = 100;
    private final Set<Integer> sold = new TreeSet<>();

    @Override public void run() {
        while (true) {
            synchronized (this) {
                if (left == 0) return;
                sold.add(left--);
            }
        }
    }
}

void main() throws Exception {
    var seller = new Seller();
    var a = new Thread(seller);
    var b = Thread.ofVirtual().unstarted(seller);
    a.start();
    b.start();
    a.join();
    b.join();
    IO.println(seller.left + " " + seller.sold.size() + " " + seller.sold.contains(1));
}
