"""The file by which the JVM starts faster: empty when it is installed, filled by `train.py`."""
import os
import subprocess
import sys
from pathlib import Path

FILE = Path(__file__).resolve().with_name("kernel.aot")


def options(users):
    """What makes the JVM use the cache, silent about one that does not fit; nothing where the user's own options are about one."""
    return [f"-XX:AOTCache={FILE}", "-Xlog:aot*=off"] if _is_used(users) and FILE.stat().st_size else []


def fill_for_the_next(users):
    """Has an empty cache filled, once, with what processor time nobody else wants: some 20 seconds of it."""
    if not _is_used(users) or FILE.stat().st_size or not (os.access(FILE, os.W_OK) and os.access(FILE.parent, os.W_OK)):
        return
    FILE.write_text("in the making")  # to the JVM a cache that does not fit
    train = [sys.executable, str(FILE.with_name("train.py"))]
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if os.name == "nt":
        subprocess.Popen(train, creationflags=subprocess.DETACHED_PROCESS | subprocess.IDLE_PRIORITY_CLASS, **silent)
    elif os.fork() == 0:  # by a process that ends at once: the children of this one will be the notebook's
        os.nice(19)
        subprocess.Popen(train, start_new_session=True, **silent)
        os._exit(0)
    else:
        os.wait()


def _is_used(users):
    return FILE.is_file() and not any(option.startswith("-XX:AOTCache") for option in users)
