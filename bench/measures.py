"""What is measured, and how: each function speaks to one running kernel and returns its figures by row; times in ms."""
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

import peers
import speed
import stopping
from kernels import ROOT, Failed, Unending

PATIENCE_S = 3  # how long one measure repeats its cell
FIRST, MOST = 5, 40  # so many runs do not count; so many do, if there is time
MANY = 8_000  # what 4 threads print, each
LINES_LIMIT_S = {20_000: 20, 200_000: 45}
STOP_LIMIT_S = 10
STEPS = (10, 50, 100, 500, 1_000)
STEP = 10  # of so many cells one latency is the median
CELLS_LIMIT_S = 60  # of one kernel for all its cells
AT_ONCE = 3
VARIED = 3_000  # cells of all kinds in one kernel
PART = 500  # of them, at the beginning and at the end
VARIED_LIMIT_S = 150
NOTEBOOKS = {file.name[:2]: file for file in sorted((ROOT / "notebooks").glob("0[0-5]-*.ipynb"))}
TWO_GB = 2 * 1024 ** 3 / 1e6
SETUP_LIMIT_S = 300


@dataclass(frozen=True)
class Row:
    key: str
    title: str
    unit: str
    what: str


ROWS = [
    Row("ready", "start to ready", "s", "from the start of the kernel's process to the answer to `kernel_info_request`"),
    Row("first", "start to first result", "s", "from the start of the kernel's process to the value of `1 + 1` in its first cell"),
    Row("warm", "warm trivial cell", "ms", f"`1 + n`, from its request to its end; the median of up to {MOST} after {FIRST} that do not count"),
    Row("ten", "cell of ten statements", "ms", "declarations, assignments, an `if`, a loop and a last value, as the one before"),
    Row("thousand", "cell of 1,000 variables", "ms", "each one more than the one before, as the one before"),
    Row("completion", "completion, warm", "ms", "from `complete_request` for a method of a text to the reply, as the one before"),
    *(row for n in LINES_LIMIT_S for row in (
        Row(f"lines {n}", f"{n:,} lines", "s", f"a loop that prints {n:,} numbers, one a line: from its request to its end"),
        Row(f"lost {n}", f"{n:,} lines: lost", "lines", "those never seen, though the reader waits for late ones"),
        Row(f"line {n}", f"{n:,} lines: first line", "ms", "from the request to the first whole line"))),
    Row("threads", "4 threads print", "s", f"4 threads, {MANY:,} lines each: from the request to the cell's end"),
    Row("threads lost", "4 threads print: lost", "lines", "those never seen whole"),
    Row("threads torn", "4 threads print: torn", "lines", "those that are seen but none of the threads has printed"),
    Row("memory", "memory after the first cell", "MB", "of all processes of the kernel, PSS"),
    Row("first one", "start to first result, one core", "s", "the same with one processor, as Binder gives: `taskset -c 0`"),
    *(row for name in NOTEBOOKS for row in (
        Row(f"all {name}", f"*Restart & Run All* of {name}", "s", "from the start of the kernel's process to the end of the notebook's last cell; it needs this kernel's magics"),
        Row(f"all {name} one", f"*Restart & Run All* of {name}, one core", "s", "the same with one processor"))),
    Row("memory 03", "memory after notebook 03", "MB", "of all processes of the kernel, PSS, when all its cells have been run"),
    *(Row(f"after {n}", f"cell after {n:,}", "ms", f"a trivial cell when {n:,} have been run: the median of the next {STEP}") for n in STEPS),
    Row("varied", f"{VARIED:,} varied cells", "ms", "imports, variables, methods, types, what is declared anew, threads, errors: the median of all"),
    Row("varied first", f"{VARIED:,} varied cells: first {PART}", "ms", "the median of the first"),
    Row("varied last", f"{VARIED:,} varied cells: last {PART}", "ms", "the median of the last"),
    Row("varied memory", f"memory after {VARIED:,} varied cells", "MB", "of all processes of the kernel, PSS"),
    Row("stop", "■ to the cell's end", "ms", "from the interrupt to the end of a cell that is in an endless loop"),
    Row("woven", "woven check", "×", "a loop of 2×10⁹ rounds in a cell against the same class by plain `java`"),
    *(Row(f"speed {work}", title, "×", "in a cell against the same class by plain `java`; under 1 ms counts as 1 ms")
      for work, title in speed.TITLES.items()),
    Row("two gb", "kernels that fit in 2 GB", "kernels", f"2 GB by the PSS of one of {AT_ONCE} that run at once, each after its first cell"),
    Row("child", "child JVM to its first line", "s", "a cell that starts a `%%javac` program: from its request to the program's first line in the cell"),
    Row("setup", "`./setup`, fresh clone", "s", "until everything is there; what is downloaded comes from pip's and Maven's caches where they have it"),
    Row("setup again", "`./setup` again", "s", "where there is nothing to do"),
]


def own(peer):
    return peer.own


def this_one(peer):
    return peer is peers.OWN


def compared(peer):
    """Whose cells are written for all that Java's and Python's sessions are made of."""
    return peer.own or peer.key == "ipykernel"


def kernel(peer):
    return not peer.bare


def anybody(_):
    return True


@dataclass(frozen=True)
class Measure:
    name: str
    take: Callable
    rows: tuple
    applies: Callable = kernel


def filled(cell, n):
    return cell.replace("{n}", str(n))


def often(take):
    """The median of what `take(n)` returns for a new n each time."""
    for n in range(FIRST):
        take(n)
    taken, deadline = [], time.perf_counter() + PATIENCE_S
    while len(taken) < MOST and (len(taken) < FIRST or time.perf_counter() < deadline):
        taken.append(take(FIRST + len(taken)))
    return statistics.median(taken)


def begin(kernel, cells):
    """To be taken first of all."""
    before = (time.perf_counter() - kernel.started) * 1000
    first = kernel.cell(filled(cells["one"], 1))
    if "2" not in first.value:
        raise Failed(f"1 + 1 is {first.value!r}")
    figures = {"first": before + first.value_at, "memory": kernel.memory()}
    return {"ready": kernel.ready, **figures} if kernel.ready else figures


def one(kernel, cells):
    return {"warm": often(lambda n: kernel.cell(filled(cells["one"], n)).idle)}


def ten(kernel, cells):
    return {"ten": often(lambda n: kernel.cell(filled(cells["ten"], n)).idle)}


def thousand(kernel, cells):
    return {"thousand": statistics.median(kernel.cell(filled(cells["thousand"], n)).idle for n in range(FIRST))}


def varied(kernel, cells):
    """Some of the cells end with an error, as they do in sessions."""
    took, figures = [], {}
    for n in range(VARIED):
        took.append(kernel.any_cell(filled(cells["varied"][n % len(cells["varied"])], n)).idle)
        if len(took) == PART:
            figures["varied first"] = statistics.median(took)
        if sum(took) > VARIED_LIMIT_S * 1000:
            raise Unending(VARIED_LIMIT_S, f"{len(took):,} cells", figures)
    return {**figures, "varied": statistics.median(took), "varied last": statistics.median(took[-PART:]), "varied memory": kernel.memory()}


def completion(kernel, cells):
    def took(n):
        ways, ms = kernel.completions(filled(cells["completion"], n))
        if not ways:
            raise Failed("no completion is offered")
        return ms

    return {"completion": often(took)}


def lines(n):
    def take(kernel, cells):
        cell = kernel.cell_and_what_comes_late(filled(cells["lines"], n), LINES_LIMIT_S[n])
        seen = set(cell.text().splitlines())
        return {f"lines {n}": cell.idle, f"lost {n}": sum(str(line) not in seen for line in range(n)), f"line {n}": cell.line_at()}

    return take


def threads(kernel, cells):
    cell = kernel.cell_and_what_comes_late(filled(cells["threads"], MANY), LINES_LIMIT_S[20_000])
    seen = cell.text().splitlines()
    printed = {f"thread {t} line {n}" for t in range(4) for n in range(MANY)}
    return {"threads": cell.idle, "threads lost": len(printed - set(seen)), "threads torn": sum(line not in printed for line in seen)}


def stop(kernel, cells):
    return {"stop": kernel.interrupted(cells["busy"], STOP_LIMIT_S)}


def child(kernel, _):
    kernel.cell('%%javac Hello.java\nvoid main() { IO.println("hello"); }')
    start = 'new ProcessBuilder("java", "Hello").inheritIO().start().waitFor();'
    return {"child": statistics.median(kernel.cell_and_what_comes_late(start).line_at() for _ in range(FIRST))}


def first(kernel, cells):
    return {"first one": begin(kernel, cells)["first"]}


def run_all(name, row):
    def take(kernel, _):
        shutil.copytree(ROOT / "notebooks" / "lib", Path(kernel.folder, "lib"), dirs_exist_ok=True)
        for cell in nbformat.read(NOTEBOOKS[name], as_version=4).cells:
            if cell.cell_type == "code":
                kernel.cell(cell.source)
        figures = {row: (time.perf_counter() - kernel.started) * 1000}
        return {**figures, "memory 03": kernel.memory()} if row == "all 03" else figures

    return take


def woven(kernel, _):
    in_cell, plain = stopping.cost(kernel)
    return {"woven": in_cell / plain}


def fast(_, __):
    return {f"speed {work}": ratio for work, ratio in speed.ratios().items()}


AT_START = ("ready", "first", "memory")
AFTER = [f"after {n}" for n in STEPS]
IN_EACH_ROUND = [
    Measure("warm", one, ("warm",), anybody),
    Measure("ten", ten, ("ten",), anybody),
    Measure("thousand", thousand, ("thousand",), compared),
    Measure("completion", completion, ("completion",), anybody),
    Measure("child", child, ("child",), own),
    Measure("threads", threads, ("threads", "threads lost", "threads torn")),
    *(Measure(str(n), lines(n), (f"lines {n}", f"lost {n}", f"line {n}")) for n in LINES_LIMIT_S),
    Measure("stop", stop, ("stop",)),
]
ONCE = [
    Measure("woven", woven, ("woven",), own),
    Measure("speed", fast, tuple(f"speed {work}" for work in speed.TITLES), this_one),
    Measure("varied", varied, ("varied", "varied first", "varied last", "varied memory"), compared),
]

ALONE = [Measure("notebooks", run_all(name, f"all {name}"), (f"all {name}", *["memory 03"] * (name == "03")), own) for name in NOTEBOOKS]
ALONE_ON_ONE_CORE = [
    Measure("one-core", first, ("first one",)),
    *(Measure("one-core", run_all(name, f"all {name} one"), (f"all {name} one",), this_one) for name in NOTEBOOKS),
]


def latencies(kernels):
    """Many cells in each of the running kernels, by peer, some in one, then some in the next: by peer the figures, and why there are no more."""
    took, given_up = {peer: [] for peer in kernels}, dict.fromkeys(kernels)
    for _ in range(max(STEPS) // STEP + 1):
        for peer, kernel in kernels.items():
            if sum(took[peer]) > CELLS_LIMIT_S * 1000:
                given_up[peer] = given_up[peer] or f"{len(took[peer])} cells in {CELLS_LIMIT_S} s"
            if given_up[peer]:
                continue
            try:
                took[peer] += [kernel.cell(filled(peer.cells["one"], len(took[peer]) + n)).idle for n in range(STEP)]
            except (Failed, Unending) as reason:
                given_up[peer] = str(reason)
    return {peer: ({f"after {n}": statistics.median(ms[n:n + STEP]) for n in STEPS if len(ms) > n}, given_up[peer]) for peer, ms in took.items()}


def two_gb(kernels):
    """`kernels`: several of the same peer, after their first cell."""
    return {"two gb": TWO_GB // (sum(kernel.memory() for kernel in kernels) / len(kernels))}


def setup():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True, timeout=SETUP_LIMIT_S)
        try:
            return {"setup": timed_setup(folder), "setup again": timed_setup(folder)}
        except subprocess.TimeoutExpired as expired:
            raise Unending(SETUP_LIMIT_S) from expired


def timed_setup(folder):
    start = time.perf_counter()
    subprocess.run([sys.executable, Path(folder, "setup")], check=True, capture_output=True, timeout=SETUP_LIMIT_S)
    return (time.perf_counter() - start) * 1000
