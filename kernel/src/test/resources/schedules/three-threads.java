class Account {
    int money;
    void add(int n) { money += n; }
}
var account = new Account();
var first = Thread.ofPlatform().name("甲").unstarted(() -> account.add(4));
var second = Thread.ofPlatform().name("乙").unstarted(() -> account.add(8));
var third = new Thread(() -> account.add(1));
first.start();
second.start();
third.start();
first.join();
second.join();
third.join();
if (account.money != 13) throw new IllegalStateException("lost: " + account.money);
