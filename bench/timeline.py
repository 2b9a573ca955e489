#!/usr/bin/env python3
"""What a cell costs under %%timeline: `.venv/bin/python bench/timeline.py`.

Once warm: each cell without and with it, in turn, from its request to its end, the picture included; the least of some rounds, for whatever
else the machine does only makes them longer. First use: the same in new kernels, in which the cell has run without it before; how much later it ends.
"""
from kernels import Kernel

ROUNDS = 9
KERNELS = 5

SELL = """\
int ticket;
var lock = new ReentrantLock();
void sell() {
    while (true) {
        lock.lock();
        try {
            if (ticket == 0) return;
            LockSupport.parkNanos(10_000_000);
            ticket--;
        } finally {
            lock.unlock();
        }
    }
}
static long sum(long n) {
    long x = 1;
    for (long i = 0; i < n; i++) x = x * 31 + i;
    return x;
}
"""
SELLERS = """\
ticket = 100;
var sellers = new ArrayList<Thread>();
for (int n = 1; n <= 3; n++) sellers.add(Thread.ofPlatform().name("seller " + n).start(() -> sell()));
for (var seller : sellers) seller.join();
"""
CELLS = {
    "three sellers, 100 tickets, a lock": SELLERS,
    "two threads that compute": "{ var t = Thread.ofPlatform().start(() -> sum(1_000_000_000)); sum(1_000_000_000); t.join(); }",
    "20,000 through a queue": """\
var queue = new ArrayBlockingQueue<Integer>(10);
var producer = Thread.ofPlatform().start(() -> { try { for (int i = 0; i < 20_000; i++) queue.put(i); } catch (InterruptedException e) { } });
for (int i = 0; i < 20_000; i++) queue.take();
""",
    "1,000 virtual threads, 1 s": "try (var each = Executors.newVirtualThreadPerTaskExecutor()) { for (int i = 0; i < 1_000; i++) each.submit(() -> { Thread.sleep(1_000); return 0; }); }",
    "two child processes, 1 s": 'var one = new ProcessBuilder("sleep", "1").start(); var two = new ProcessBuilder("sleep", "1").start(); one.waitFor(); two.waitFor();',
}


def main():
    in_new_kernel(warm)
    print()
    later = [in_new_kernel(first_use) for _ in range(KERNELS)]
    print(f"first use, least and largest of {KERNELS}: {min(later):.0f} ms, {max(later):.0f} ms later")


def in_new_kernel(use):
    with Kernel() as kernel:
        kernel.cell(SELL)
        return use(lambda code: kernel.cell(code).idle)


def warm(ms):
    print(f"least of {ROUNDS}, ms {'':21} without    with   ratio")
    for name, code in CELLS.items():
        for _ in range(3):
            ms(code), ms("%%timeline\n" + code)
        times = [(ms(code), ms("%%timeline\n" + code)) for _ in range(ROUNDS)]
        without, under = (min(t) for t in zip(*times))
        print(f"  {name:36} {without:8.0f} {under:7.0f} {under / without:7.3f}")


def first_use(ms):
    without = ms(SELLERS)
    return ms("%%timeline\n" + SELLERS) - without


if __name__ == "__main__":
    main()
