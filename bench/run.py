#!/usr/bin/env python3
"""This kernel beside its peers, in one run: `.venv/bin/python bench/run.py`.

Installs the peers (into bench/.peers), measures each in turn, some rounds, and writes RESULTS.md, results.svg and the tables of the two READMEs.
With only some of the measures or kernels the table is printed and nothing else changed, unless `--into` says where.
"""
import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
READMES = [HERE.parent / name for name in ("README.md", "README.zh.md")]
subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)

import measures
import peers
import results as made
from kernels import Failed, Unending, jdk, on_one_core

ROUNDS = 3
LONG_S = 10  # what takes longer is measured in one round only
STARTS = 3  # that may fail
OTHERS = ("notebooks", "one-core", "cells", "two-gb", "setup")


def main():
    wanted = arguments()
    begun, load = time.monotonic(), os.getloadavg()[0]
    installed, absent = install([peer for peer in peers.ALL if peer.key in wanted.kernels] + wanted.also)
    results = made.Results(list(installed), absent)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(installed, results, wanted, folder)
        bench.rounds()
        bench.once()
        bench.alone()
        bench.many_cells()
        bench.several_at_once()
    if "setup" in wanted.only:
        print("set-up of a fresh clone …", flush=True)
        try:
            results.add(peers.OWN, measures.setup())
        except Unending as reason:
            results.fail(peers.OWN, ["setup", "setup again"], reason)
    took_min = (time.monotonic() - begun) / 60
    machine = f"{len(os.sched_getaffinity(0))} cores, JDK {jdk_version()}"
    run = f"{date.today()}, {machine}, Python {platform.python_version()}; {wanted.rounds} round{'s' * (wanted.rounds > 1)} in {took_min:.1f} min; load before it {load:.1f}."
    write(wanted, results, run, machine)


def arguments():
    names = [*(measure.name for measure in measures.IN_EACH_ROUND + measures.ONCE), *OTHERS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="default: %(default)s")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="MEASURE", help=f"of {' '.join(names)}; the start is always measured")
    keys = [peer.key for peer in peers.ALL]
    parser.add_argument("--kernels", nargs="+", choices=keys, default=keys, metavar="KERNEL", help=f"of {' '.join(keys)}")
    parser.add_argument("--also", nargs="+", type=also, default=[], metavar="NAME=KERNELSPEC",
                        help="this kernel at another commit: what `./setup` has made there in .venv/share/jupyter/kernels/java")
    parser.add_argument("--into", type=Path, help="folder for RESULTS.md and results.svg")
    wanted = parser.parse_args()
    wanted.whole = wanted.only is names and wanted.kernels is keys
    return wanted


def also(text):
    name, _, kernelspec = text.partition("=")
    return peers.another(name, kernelspec)


def install(wanted):
    """Peers to what they start from, and those that cannot be had to the reason."""
    installed, absent = {}, {}
    for peer in wanted:
        try:
            installed[peer] = peer.install()
        except peers.Absent as reason:
            absent[peer] = reason
            print(f"{peer.title} is absent: {reason}", flush=True)
    return installed, absent


class Bench:
    def __init__(self, installed, results, wanted, folder):
        self.installed = installed
        self.results = results
        self.wanted = wanted
        self.folder = folder
        self.done = set()

    def rounds(self):
        order = list(self.installed)
        for turn in range(self.wanted.rounds):
            for peer in order:
                begun = time.monotonic()
                self.turn(peer, measures.IN_EACH_ROUND)
                print(f"round {turn + 1}: {peer.title}: {time.monotonic() - begun:.0f} s", flush=True)
            order.append(order.pop(0))

    def once(self):
        print("what is measured once …", flush=True)
        for measure in measures.ONCE:
            for peer in self.installed:
                self.turn(peer, [measure])

    def turn(self, peer, all_measures):
        """Each measure once; after one that does not end, in a new kernel. Each start is measured, too."""
        left = [measure for measure in all_measures
                if measure.name in self.wanted.only and measure.applies(peer) and (peer, measure) not in self.done]
        starts_left = STARTS if left or all_measures is measures.IN_EACH_ROUND else 0
        while starts_left:
            try:
                with self.new(peer) as kernel:
                    self.results.add(peer, measures.begin(kernel, peer.cells))
                    while left and self.take(peer, left.pop(0), kernel):
                        pass
                starts_left = left and starts_left
            except (Failed, Unending) as reason:
                self.results.fail(peer, measures.AT_START, reason)
                starts_left -= 1

    def take(self, peer, measure, kernel):
        """Whether the kernel can be used further."""
        begun = time.monotonic()
        try:
            self.results.add(peer, measure.take(kernel, peer.cells))
            return True
        except Failed as reason:
            self.results.fail(peer, measure.rows, f"fails: {reason}")
            return True
        except Unending as reason:
            self.results.add(peer, reason.figures)
            self.results.fail(peer, [row for row in measure.rows if row not in reason.figures], reason)
            return False
        finally:
            if time.monotonic() - begun > LONG_S:
                self.done.add((peer, measure))

    def new(self, peer):
        return peer.start(self.installed[peer], self.folder)

    def alone(self):
        """Each in a kernel of its own."""
        for all_measures, on_cores in (measures.ALONE, lambda found: found), (measures.ALONE_ON_ONE_CORE, on_one_core):
            for measure in filter(lambda measure: measure.name in self.wanted.only, all_measures):
                for peer in filter(measure.applies, self.installed):
                    print(f"{measure.rows[0]}: {peer.title} …", flush=True)
                    try:
                        with peer.start(on_cores(self.installed[peer]), self.folder) as kernel:
                            self.take(peer, measure, kernel)
                    except (Failed, Unending) as reason:
                        self.results.fail(peer, measure.rows, reason)

    def many_cells(self):
        if "cells" not in self.wanted.only:
            return
        print("many cells …", flush=True)
        with ExitStack() as all_ended:
            running = {peer: kernel for peer in self.installed if (kernel := self.running(peer, measures.AFTER, all_ended))}
            for peer, (figures, reason) in measures.latencies(running).items():
                self.results.add(peer, figures)
                self.results.fail(peer, [row for row in measures.AFTER if row not in figures], reason)

    def several_at_once(self):
        if "two-gb" not in self.wanted.only:
            return
        print("several kernels at once …", flush=True)
        for peer in filter(measures.kernel, self.installed):
            with ExitStack() as all_ended:
                running = [self.running(peer, ["two gb"], all_ended) for _ in range(measures.AT_ONCE)]
                if all(running):
                    self.results.add(peer, measures.two_gb(running))

    def running(self, peer, rows, all_ended):
        """A new kernel after its first cell; None where that failed, noted for the rows."""
        try:
            kernel = all_ended.enter_context(self.new(peer))
            measures.begin(kernel, peer.cells)
            return kernel
        except (Failed, Unending) as reason:
            self.results.fail(peer, rows, reason)
            return None


def jdk_version():
    return re.search(r'^JAVA_VERSION="([^"]+)"', (jdk.find_jdk() / "release").read_text(), re.MULTILINE)[1]


def write(wanted, results, run, machine):
    print("\n".join(["", run, "", *made.table(results), "", *made.goals(results)]))
    into = wanted.into or (HERE if wanted.whole else None)
    if into is None:
        return
    report = into / "RESULTS.md"
    kept = made.kept_of(report.read_text(encoding="utf-8")) if report.exists() else ""
    report.write_text(made.report(results, run, kept), encoding="utf-8")
    made.draw(results, into / "results.svg")
    if wanted.whole and into == HERE:
        for readme in READMES:
            text = readme.read_text(encoding="utf-8")
            readme.write_text(made.with_table(text, results, date.today(), machine), encoding="utf-8")


if __name__ == "__main__":
    main()
