"""A running kernel, whichever it is: what its cells print, how long they take, what memory it needs. Every wait has a limit."""
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty

import psutil
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "kernel" / "launcher"), str(ROOT / "tests")]
import jdk
from memory import held_bytes, tree

LIMIT_S = 60
START_LIMIT_S = 30
QUIET_S = 0.3

OWN = Path(sys.prefix, "share", "jupyter", "kernels", "java")


class Unending(Exception):
    """What was waited for did not come within its limit; `figures` are those that were found before."""

    def __init__(self, limit_s, what="never ends", figures=None):
        super().__init__(f"{what} (limit {limit_s:g} s)")
        self.figures = figures or {}


class Failed(Exception):
    """What must work ended with an error."""


@dataclass
class Cell:
    """What was seen of a cell; all times in ms from its request."""
    idle: float = 0  # its end
    printed: list = field(default_factory=list)  # (time, text)
    value: str = ""  # by its MIME types
    value_at: float = 0
    error: str = ""

    def text(self):
        return "".join(text for _, text in self.printed)

    def line_at(self):
        """When its first whole line was seen."""
        return next((at for at, text in self.printed if "\n" in text), float("nan"))


class OneSpec(KernelSpecManager):
    """Knows one kernel, wherever that is installed."""

    def __init__(self, spec):
        super().__init__()
        self.spec = spec

    def get_kernel_spec(self, kernel_name):
        return self.spec


def on_one_core(spec):
    """The same kernel with one processor, as Binder gives."""
    return KernelSpec(**{**spec.to_dict(), "argv": ["taskset", "-c", "0", *spec.argv]}, resource_dir=spec.resource_dir)


class Kernel:
    """One kernel and its one client; `with Kernel(…) as kernel`: ends with all its processes."""

    def __init__(self, spec=None, folder=None, settles_s=0):
        self.spec = spec or KernelSpec.from_resource_dir(str(OWN))
        self.folder = folder
        self.settles_s = settles_s  # how long it is left alone after its ports are there

    def __enter__(self):
        self.manager = KernelManager(kernel_name="one", kernel_spec_manager=OneSpec(self.spec))
        environment = {**jdk.environment(jdk.find_jdk()), "JAVA_KERNEL_HISTORY": "off"}
        self.answers, self.ready = True, None
        self.started = time.perf_counter()
        self.manager.start_kernel(env=environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        try:
            self._connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _connect(self):
        """Ready: kernel_info is answered; connected: what the kernel publishes arrives, too.

        A client that tries again and again to connect would see the start by steps of 100 ms, and now and then reach itself.
        """
        deadline = self.started + START_LIMIT_S
        while not {self.manager.shell_port, self.manager.iopub_port} <= ports_listening():
            self._in_time(deadline)
            time.sleep(0.003)
        time.sleep(self.settles_s)
        self.client.start_channels(hb=False)
        self._reply(self.client.kernel_info(), START_LIMIT_S)
        self.ready = (time.perf_counter() - self.started) * 1000
        while not self.client.iopub_channel.socket.poll(20):
            self._in_time(deadline)
            self.client.kernel_info()

    def _in_time(self, deadline):
        if not self.manager.is_alive():
            raise Failed("it ends while it starts")
        if time.perf_counter() > deadline:
            self._give_up(START_LIMIT_S)

    def __exit__(self, *_):
        processes = self.processes()
        try:
            self.client.stop_channels()
            self.manager.shutdown_kernel(now=not self.answers)
        finally:
            for process in processes:
                if process.is_running():
                    process.kill()
            psutil.wait_procs(processes, timeout=5)

    def cell(self, code, limit_s=LIMIT_S):
        """Runs it to its end."""
        return self._run(code, limit_s).cell

    def any_cell(self, code, limit_s=LIMIT_S):
        """Runs it to its end, which may be an error."""
        return self._run(code, limit_s, fails=True).cell

    def cell_and_what_comes_late(self, code, limit_s=LIMIT_S):
        """Runs it and listens until nothing more has come for a while."""
        seen = self._run(code, limit_s)
        while self.client.iopub_channel.socket.poll(QUIET_S * 1000):
            seen.take(self.client.iopub_channel.get_msg())
        return seen.cell

    def completions(self, code):
        """How many are offered at the end of `code`, and after how many ms."""
        self._forget_replies()
        start = time.perf_counter()
        content = self._reply(self.client.complete(code), LIMIT_S)
        return len(content.get("matches", ())), (time.perf_counter() - start) * 1000

    def interrupt(self):
        if self.spec.interrupt_mode == "message":
            self.client.control_channel.send(self.client.session.msg("interrupt_request", {}))
        else:
            self.manager.interrupt_kernel()

    def interrupted(self, code, limit_s=LIMIT_S, pause_s=0.2):
        """Runs code that prints first and does not end by itself; from the interrupt to the cell's end, in ms.

        The pause is as long as a reader would take at least: the cell is in its loop.
        """
        sent = []

        def interrupt_once(_):
            if not sent:
                time.sleep(pause_s)
                sent.append(time.perf_counter())
                self.interrupt()

        try:
            self._run(code, limit_s, interrupt_once)
        except Failed:  # as Python's kernel shows it
            pass
        return (time.perf_counter() - sent[0]) * 1000

    def processes(self):
        try:
            return tree(self.manager.provisioner.pid)
        except psutil.NoSuchProcess:
            return []

    def memory(self):
        """MB of all its processes; of what is shared with others, its share (PSS)."""
        return held_bytes(self.processes()) / 1e6

    def _run(self, code, limit_s, on_text=lambda text: None, fails=False):
        """The cell's request and what is seen until its end; what it prints later is for the caller to take."""
        self._forget_replies()
        start = time.perf_counter()
        seen = Seen(self.client.execute(code), start, Cell())
        while not seen.cell.idle:
            message = self._next(self.client.iopub_channel, start + limit_s, limit_s)
            if seen.take(message) and message["msg_type"] == "stream":
                on_text(message["content"]["text"])
        if seen.cell.error and not fails:
            raise Failed(seen.cell.error)
        return seen

    def _reply(self, request, limit_s):
        deadline = time.perf_counter() + limit_s
        while True:
            message = self._next(self.client.shell_channel, deadline, limit_s)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def _next(self, channel, deadline, limit_s):
        try:
            return channel.get_msg(timeout=max(0, deadline - time.perf_counter()))
        except Empty:
            self._give_up(limit_s)

    def _give_up(self, limit_s):
        self.answers = False
        raise Unending(limit_s, "never ends" if self.ready else "does not start") from None

    def _forget_replies(self):
        while self.client.shell_channel.msg_ready():
            self.client.shell_channel.get_msg()


@dataclass
class Seen:
    """What one request has led to so far."""
    request: str
    start: float
    cell: Cell

    def take(self, message):
        """Whether the message is the request's; then it is noted."""
        if message["parent_header"].get("msg_id") != self.request:
            return False
        now, kind, content = (time.perf_counter() - self.start) * 1000, message["msg_type"], message["content"]
        if kind == "stream":
            self.cell.printed.append((now, content["text"]))
        elif kind in ("execute_result", "display_data"):  # by which a value is shown is the kernel's choice
            self.cell.value, self.cell.value_at = str(content["data"]), now
        elif kind == "error":
            self.cell.error = f"{content['ename']}: {content['evalue']}"
        elif kind == "status" and content["execution_state"] == "idle":
            self.cell.idle = now
        return True


def ports_listening():
    lines = [line.split() for table in ("tcp", "tcp6") for line in Path("/proc/net", table).read_text().splitlines()[1:]]
    return {int(address.rpartition(":")[2], 16) for _, address, _, state, *_ in lines if state == "0A"}
