#!/usr/bin/env python3
"""What the notebook's code costs beside plain Java: `.venv/bin/python bench/speed.py`.

The class Speed in a cell and the same by plain `java` with the kernel's JVM options, each in a new JVM, in turn; of
each work the least time of all rounds.
"""
import re
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

from kernels import LIMIT_S, OWN, Kernel, jdk

ROUNDS = 5
LEAST_US = 1_000  # what takes less is counted as this: the JIT has left nothing of it
SOURCE = Path(__file__).with_name("Speed.java").read_text(encoding="utf-8")
MAIN = "void main() throws Exception { Speed.measure(); }\n"
TITLES = {
    "monitor": "a monitor nobody else sees",
    "synchronized": "a synchronized method",
    "lock": "ReentrantLock, uncontended",
    "chains": "short chains of CompletableFuture",
    "chain": "a long chain of CompletableFuture",
    "async": "CompletableFuture.supplyAsync",
    "parallel": "parallel mapToObj",
    "streams": "streams",
    "merge": "ConcurrentHashMap.merge",
    "recursion": "recursion",
    "fork-join": "RecursiveTask",
    "pool": "tasks of a pool",
    "virtual": "virtual threads",
    "adder": "LongAdder, two threads",
    "queue": "a queue between two threads",
    "exceptions": "exceptions",
    "strings": "string building",
}


def main():
    in_cell, plain = least()
    print(f"least of {ROUNDS} rounds, ms {'':12} in a cell   plain java   ratio")
    for work, title in TITLES.items():
        times = f"{in_cell[work] / 1000:9.1f} {plain[work] / 1000:12.1f}"
        print(f"  {title:36} {times} {ratio(in_cell[work], plain[work]):7.2f}")


def ratios():
    in_cell, plain = least()
    return {work: ratio(in_cell[work], plain[work]) for work in TITLES}


def ratio(in_cell, plain):
    return max(in_cell, LEAST_US) / max(plain, LEAST_US)


def least():
    """Work to microseconds, in a cell and by plain java."""
    in_cell, plain = defaultdict(list), defaultdict(list)
    imports = "".join(re.findall(r"^import .*\n", SOURCE, re.MULTILINE))
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "Plain.java")
        program.write_text(imports + MAIN + SOURCE.replace(imports, ""), encoding="utf-8")
        java = [jdk.java_command(jdk.find_jdk()), *options(), program]
        for _ in range(ROUNDS):
            with Kernel() as kernel:
                kernel.cell(SOURCE)
                add(in_cell, kernel.cell("Speed.measure();", LIMIT_S * 3).text())
            ended = subprocess.run(java, capture_output=True, encoding="utf-8", check=True, timeout=LIMIT_S * 3)
            add(plain, ended.stdout)
    return ({work: min(times) for work, times in measured.items()} for measured in (in_cell, plain))


def options():
    """The kernel's JVM options; but for exports, which `java` allows no source file, and which change no code."""
    lines = (OWN / "jvm.options").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("-") and not line.startswith("--add-exports")]


def add(measured, printed):
    for line in printed.splitlines():
        work, micros = line.split()
        measured[work].append(int(micros))


if __name__ == "__main__":
    main()
