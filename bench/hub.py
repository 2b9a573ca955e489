#!/usr/bin/env python3
"""What a class costs: `sudo .venv/bin/python bench/hub.py [STUDENTS...]`, 3 and 8 unless told.

JupyterHub as hub/ configures it, with local processes; all start their servers, then all run notebook 01 through the API at once. Memory: PSS of all
processes of a student (server, kernel, children), and of the hub, its proxy and its culler. CPU: user and system time of the same processes.
"""
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from classroom import classroom
from memory import held_mb, tree, watched_mb

NOTEBOOK = "01-python-process.ipynb"


def main():
    print("students   all ready   CPU of a start   server alone   notebook 01 at once    at its peak   CPU of a student   cores in use   hub and proxy")
    for number in map(int, sys.argv[1:] or (3, 8)):
        with tempfile.TemporaryDirectory() as folder, classroom(number, Path(folder)) as room:
            measure(room, number)


def measure(room, number):
    started = time.monotonic()
    room.begin()
    ready_s = time.monotonic() - started
    alone_mb = held_mb(of_all(room)) / number
    uids = {student.uid for student in room.students}
    servers = [process for process in psutil.Process(room.hub.pid).children() if process.uids().real in uids]
    cpu_before_s = cpu_s(servers)
    started = time.monotonic()
    with watched_mb(lambda: of_all(room)) as seen_mb:
        room.at_once(lambda student: student.reader.run(NOTEBOOK))
    took_s = time.monotonic() - started
    used_s = cpu_s(servers) - cpu_before_s
    hub_mb = held_mb(process for process in tree(room.hub.pid) if process.uids().real not in uids)
    print(f"{number:8} {ready_s:9.1f} s {cpu_before_s / number:14.1f} s {alone_mb:11.0f} MB {took_s:19.1f} s"
          f" {max(seen_mb):6.0f} MB, {max(seen_mb) / number:3.0f} each {used_s / number:12.1f} s {used_s / took_s:14.2f} {hub_mb:12.0f} MB", flush=True)


def of_all(room):
    return [process for student in room.students for process in student.processes()]


def cpu_s(servers):
    """What they and all that they have started and waited for have used."""
    return sum(sum(server.cpu_times()[:4]) for server in servers)


if __name__ == "__main__":
    main()
