"""The kernels that are measured, and how each gets into a folder of its own, at one version."""
import select
import shutil
import subprocess
import textwrap
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from jupyter_client.kernelspec import KernelSpec

import cells
import kernels
from kernels import LIMIT_S, Cell, Failed, Kernel, Unending, held_bytes, jdk

HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".peers"
JVM_OPTIONS = HERE.parent / "kernel" / "launcher" / "jvm.options"

JJAVA = "jjava==1.0a8"
KOTLIN = "kotlin-jupyter-kernel==0.19.0.944"
IPYKERNEL = "ipykernel==7.4.0"
RAPAIO = "io.github.padreati:rapaio-jupyter-kernel:3.0.1"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy"


class Absent(Exception):
    """A peer cannot be installed; the message says why."""


@dataclass(frozen=True, eq=False)
class Peer:
    key: str
    title: str
    cells: dict
    install: Callable  # to what start() gets
    start: Callable = lambda found, folder: Kernel(found, folder)
    own: bool = False  # this kernel, or this kernel as it was: it has its magics
    bare: bool = False  # not a kernel: it only evaluates and completes


def jjava():
    folder = by_pip(JJAVA) / "share" / "jupyter" / "kernels" / "java"
    return spec("java", "-jar", folder / "jjava-launcher.jar", folder / "jjava.jar", "{connection_file}")


def rapaio():
    folder = once(RAPAIO, lambda folder: run(
        jdk.find_maven(), "-B", "-ntp", "-q", COPY, f"-Dartifact={RAPAIO}", f"-DoutputDirectory={folder}", "-Dmdep.stripVersion"))
    return spec("java", "-jar", folder / "rapaio-jupyter-kernel.jar", "{connection_file}")


def kotlin():
    return spec(by_pip(KOTLIN) / "bin" / "python", "-m", "run_kotlin_kernel", "{connection_file}")


def ipykernel():
    return spec(by_pip(IPYKERNEL) / "bin" / "python", "-m", "ipykernel_launcher", "-f", "{connection_file}", interrupt_mode="signal")


def bare_jshell():
    home = jdk.find_jdk()
    FOLDER.mkdir(exist_ok=True)
    run(home / "bin" / "javac", "-d", FOLDER / "bare", HERE / "BareJShell.java")
    return [jdk.java_command(home), f"@{JVM_OPTIONS}", "-cp", FOLDER / "bare", "BareJShell"]


def spec(*argv, interrupt_mode="message"):
    return KernelSpec(argv=list(map(str, argv)), interrupt_mode=interrupt_mode)


def by_pip(what):
    def install(folder):
        venv.create(folder, with_pip=True)
        run(folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", what)

    return once(what, install)


def once(what, install):
    """The folder into which `what` is installed, now or before."""
    folder, stamp = FOLDER / name_of(what), FOLDER / name_of(what) / "installed"
    if not stamp.exists() or stamp.read_text() != what:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(f"Installing {what} …", flush=True)
        install(folder)
        stamp.write_text(what)
    return folder


def name_of(what):
    return what.partition("==")[0].split(":")[-2 if ":" in what else -1]


def run(*command):
    try:
        subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=300,
                       env=jdk.environment(jdk.find_jdk()))
    except subprocess.CalledProcessError as failed:
        said = (failed.stderr + failed.stdout).strip().splitlines()
        reason = next((line for line in said if "error" in line.lower()), said[-1] if said else str(failed))
        raise Absent(textwrap.shorten(reason, 160, placeholder=" …")) from None
    except (OSError, subprocess.TimeoutExpired, jdk.NoMaven) as failed:
        raise Absent(str(failed).splitlines()[0]) from None


class Bare:
    """A JVM with JShell in it and nothing else, asked by lines as a `Kernel` is by messages."""

    def __init__(self, command):
        self.command = command

    def __enter__(self):
        self.started = time.perf_counter()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1)
        self.ready = None
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def cell(self, code):
        value, took = self._asked(code.replace("\n", " "))
        return Cell(idle=took, value=value, value_at=took)

    def completions(self, code):
        ways, took = self._asked("?" + code)
        return int(ways), took

    def memory(self):
        return held_bytes([psutil.Process(self.process.pid)]) / 1e6

    def _asked(self, line):
        start = time.perf_counter()
        self.process.stdin.write(line + "\n")
        if not select.select([self.process.stdout], [], [], LIMIT_S)[0]:
            raise Unending(LIMIT_S)
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise Failed("JShell has ended")
        return answer, (time.perf_counter() - start) * 1000


def another(name, kernelspec):
    """This kernel at another commit, set up elsewhere."""
    return Peer(name, name, cells.JAVA, lambda: KernelSpec.from_resource_dir(kernelspec), own=True)


OWN = Peer("own", "this kernel", cells.JAVA, lambda: KernelSpec.from_resource_dir(str(kernels.OWN)), own=True)
ALL = [
    OWN,
    Peer("ipykernel", "ipykernel " + IPYKERNEL.rpartition("=")[2], cells.PYTHON, ipykernel),
    Peer("jjava", "JJava " + JJAVA.rpartition("=")[2], cells.JAVA, jjava),
    # what arrives as soon as its port is there ends its shell thread with a NullPointerException
    Peer("rapaio", "rapaio " + RAPAIO.rpartition(":")[2], cells.JAVA, rapaio, lambda found, folder: Kernel(found, folder, settles_s=0.1)),
    Peer("kotlin", "Kotlin " + KOTLIN.rpartition("=")[2], cells.KOTLIN, kotlin),
    Peer("bare", "bare JShell", cells.JAVA, bare_jshell, lambda found, folder: Bare(found), bare=True),
]
