"""Captures timeline.svg, the README's picture: runs the cell below on the installed kernel and keeps what it draws."""
from pathlib import Path

from jupyter_client.manager import run_kernel

CELL = """\
%%timeline
var lock = new ReentrantLock();
var tickets = new AtomicInteger(6);

void pause(long millis) {
    try { Thread.sleep(millis); } catch (InterruptedException e) { throw new RuntimeException(e); }
}

void sell() {
    while (true) {
        lock.lock();
        try {
            if (tickets.get() == 0) return;
            pause(60);                          // 拿着锁找票
            IO.println(Thread.currentThread().getName() + " 卖出 " + tickets.getAndDecrement());
        } finally {
            lock.unlock();
        }
        pause(30);                              // 收钱，锁已经放开了
    }
}

var sellers = new ArrayList<Thread>();
for (int n = 1; n <= 3; n++) sellers.add(Thread.ofPlatform().name("线程" + n).start(() -> sell()));
for (var seller : sellers) seller.join();
"""


def capture() -> str:
    """The static picture, SVG, of a fresh run of the cell."""
    pictures = []

    def keep(message):
        pictures.append(message["content"].get("data", {}).get("image/svg+xml"))

    with run_kernel(kernel_name="java") as client:
        reply = client.execute_interactive(CELL, output_hook=keep, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]
    return next(filter(None, pictures))


if __name__ == "__main__":
    Path(__file__).with_name("timeline.svg").write_text(capture(), encoding="utf-8")
