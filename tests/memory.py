"""How much memory processes hold."""
import threading
from contextlib import contextmanager

import psutil

ROUND_S = 0.5


def tree(pid: int) -> list[psutil.Process]:
    """A process and all it has started."""
    return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]


def held_mb(processes) -> float:
    """What these processes hold, in MB."""
    return held_bytes(processes) / 2**20


def held_bytes(processes) -> int:
    """The proportional set size (PSS) of these processes: what they share is counted once."""
    held = 0
    for one in processes:
        try:
            held += one.memory_full_info().pss
        except psutil.NoSuchProcess:
            pass
    return held


@contextmanager
def watched_mb(find):
    """A list of how much the processes which `find` finds hold, in MB, twice a second."""
    seen, done = [], threading.Event()

    def watch():
        while not done.wait(ROUND_S):
            seen.append(held_mb(find()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()
