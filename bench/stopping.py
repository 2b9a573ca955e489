#!/usr/bin/env python3
"""What it costs that everything can be stopped, and how long the stop takes: `.venv/bin/python bench/stopping.py`.

The woven check: one tight loop in a cell, and the same class by plain `java`, in turn; the ratio of the medians.
■: from the interrupt to the cell's end, for cells that do not end by themselves.
"""
import statistics
import subprocess
import tempfile
from pathlib import Path

from kernels import LIMIT_S, Kernel, jdk

ROUNDS = 5

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
        sum(2_000_000_000);
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
    with Kernel() as kernel:
        in_cell, plain = cost(kernel)
        print(f"2×10⁹ rounds of a tight loop, median of {ROUNDS}, ms: in a cell {in_cell}, plain java {plain}, ratio {in_cell / plain:.3f}")
        print()
        stop_times(kernel)


def cost(kernel):
    """The loop in a cell and by plain `java`, medians, in ms."""
    kernel.cell(LOOP)
    java = jdk.java_command(jdk.find_jdk())
    woven, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "Plain.java")
        program.write_text(PLAIN)
        for _ in range(ROUNDS):
            woven.append(int(kernel.cell("IO.println(Loop.millis());").text()))
            plain.append(int(subprocess.run([java, program], capture_output=True, encoding="utf-8", check=True, timeout=LIMIT_S).stdout))
    return statistics.median(woven), statistics.median(plain)


def stop_times(kernel):
    print(f"from ■ to the cell's end, median and largest of {ROUNDS}, ms:")
    for name, code in BUSY.items():
        times = [kernel.interrupted('IO.println("begun");\n' + code) for _ in range(ROUNDS)]
        print(f"  {name:36} {statistics.median(times):6.0f} {max(times):6.0f}")


if __name__ == "__main__":
    main()
