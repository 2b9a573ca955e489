#!/usr/bin/env python3
"""What it costs that everything can be stopped, and how long the stop takes: `.venv/bin/python bench/stopping.py`.

The woven check: one tight loop in a cell, and the same class by plain `java`, in turn; the ratio of the medians.
■: from the interrupt to the cell's end, for cells that do not end by themselves.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "kernel" / "launcher"))
import jdk

ROUNDS = 7
LIMIT_S = 60

LOOP = """\
class Loop {
    static long sum(long n) {
        long x = 1;
        for (long i = 0; i < n; i++) x = x * 31 + i;
        return x;
    }
    static long millis() {
        sum(100_000_000);
        long start = System.nanoTime();
        sum(1_000_000_000);
        return (System.nanoTime() - start) / 1_000_000;
    }
}
"""
PLAIN = "void main() { IO.println(Loop.millis()); }\n" + LOOP

BUSY = {
    "loop": "while (true) Thread.onSpinWait();",
    "thread in a loop, joined": "Thread.ofPlatform().start(() -> { while (true) Thread.onSpinWait(); }).join();",
    "thread that swallows the interrupt": "Thread.ofPlatform().start(() -> { while (true) try { Thread.sleep(100_000); } catch (InterruptedException e) { } }).join();",
    "lock whose owner is gone": "var gone = new ReentrantLock(); Thread.ofPlatform().start(() -> gone.lock()).join(); gone.lock();",
    "Object.wait": "var monitor = new Object(); synchronized (monitor) { monitor.wait(); }",
    "1,000 virtual threads": "try (var each = Executors.newVirtualThreadPerTaskExecutor()) { for (int i = 0; i < 1_000; i++) each.submit(() -> { Thread.sleep(100_000); return 0; }); }",
    "pool": "try (var pool = Executors.newFixedThreadPool(2)) { for (int i = 0; i < 8; i++) pool.submit(() -> { while (true) Thread.onSpinWait(); }); }",
    "parallel stream": "IntStream.range(0, 4).parallel().forEach(i -> { while (true) Thread.onSpinWait(); });",
    "child process": 'new ProcessBuilder("sleep", "1000").start().waitFor();',
}


def main():
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    manager, client = start_new_kernel(kernel_name="java")
    try:
        cost(client)
        print()
        stop_times(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def cost(client):
    run(client, LOOP)
    java = jdk.java_command(jdk.find_jdk())
    woven, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "Plain.java")
        program.write_text(PLAIN)
        for _ in range(ROUNDS):
            woven.append(int(run(client, "IO.println(Loop.millis());")))
            plain.append(int(subprocess.run([java, program], capture_output=True, encoding="utf-8", check=True, timeout=LIMIT_S).stdout))
    ratio = statistics.median(woven) / statistics.median(plain)
    print(f"10⁹ rounds of a tight loop, median of {ROUNDS}, ms: in a cell {statistics.median(woven)}, plain java {statistics.median(plain)}, ratio {ratio:.3f}")


def stop_times(client):
    print(f"from ■ to the cell's end, median and largest of {ROUNDS}, ms:")
    for name, code in BUSY.items():
        times = [stop_time(client, code) for _ in range(ROUNDS)]
        print(f"  {name:36} {statistics.median(times):6.0f} {max(times):6.0f}")


def stop_time(client, code):
    request = client.execute('IO.println("begun");\n' + code)
    wait_for(client, request, lambda m: m["msg_type"] == "stream" and "begun" in m["content"]["text"])
    time.sleep(0.2)  # as long as a reader would take at least: the cell is in its loop
    start = time.perf_counter()
    client.control_channel.send(client.session.msg("interrupt_request", {}))
    wait_for(client, request, is_idle)
    return (time.perf_counter() - start) * 1000


def run(client, code):
    """What the cell prints."""
    printed = []
    request = client.execute(code)
    wait_for(client, request, lambda m: printed.append(m["content"]["text"]) if m["msg_type"] == "stream" else is_idle(m))
    return "".join(printed)


def is_idle(message):
    return message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"


def wait_for(client, request, happened):
    while True:
        message = client.get_iopub_msg(timeout=LIMIT_S)
        if message["parent_header"].get("msg_id") == request and happened(message):
            return


if __name__ == "__main__":
    main()
