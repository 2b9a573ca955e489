import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
START_LIMIT_S = 120

os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # a kernel named `java` in the user's own folders is not the one to test
os.environ["JAVA_KERNEL_HISTORY"] = "off"  # and the user's history is not to be added to


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("FORBID_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, which FORBID_SKIPS=1 forbids: {call.excinfo.value if call.excinfo else ''}"
    return report


@dataclass
class Lab:
    """A JupyterLab started by ./run, with settings and runtime files of its own."""
    process: subprocess.Popen
    port: int
    token: str
    folder: Path
    runtime_folder: Path

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}"


@pytest.fixture
def lab(tmp_path):
    """Starts a Lab on a folder of notebooks: `lab(folder)`; ends it and everything it started after the test."""
    started = []

    def start(folder: Path) -> Lab:
        token, port = "test-token", free_port()
        settings = {f"JUPYTER_{kind}_DIR": str(tmp_path / "jupyter" / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
        log = tmp_path / "lab.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, ROOT / "run", "--no-browser", "--port", str(port), folder],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=as_in_a_terminal,
                env={**os.environ, **settings, "JUPYTER_TOKEN": token})
        started.append(process)
        wait_until(lambda: process.poll() is not None or answers(port), START_LIMIT_S, "JupyterLab answers")
        assert process.poll() is None, log.read_text()
        return Lab(process, port, token, folder, Path(settings["JUPYTER_RUNTIME_DIR"]))

    yield start
    for process in started:
        end(process)


def as_in_a_terminal() -> None:
    """Ctrl-C is heard, also where the tests were started in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_until(holds, limit_s: float, what: str) -> None:
    """Waits until `holds()`; fails after `limit_s` seconds, saying `what` did not come true."""
    deadline = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < deadline, f"not within {limit_s} s: {what}"
        time.sleep(0.1)


def write_notebook(path: Path, *cells: str) -> None:
    """A notebook of code cells for the Java kernel, never run."""
    path.write_text(json.dumps({
        "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
        "cells": [{"id": f"cell-{number}", "cell_type": "code", "source": source, "metadata": {},
                   "execution_count": None, "outputs": []} for number, source in enumerate(cells)],
    }), encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=5):
            return True
    except OSError:
        return False


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        everything = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        process.send_signal(signal.SIGINT)
        _, alive = psutil.wait_procs(everything, timeout=20)
        for survivor in alive:
            survivor.kill()
    process.wait(timeout=20)
