"""What the launcher tells the kernel of the server that has started it, and how it starts it."""
import subprocess
import sys

from conftest import ROOT

sys.path.insert(0, str(ROOT / "kernel" / "launcher"))
import launcher  # noqa: E402


def test_the_servers_handle_becomes_its_pid():
    assert launcher.servers_pid({"JPY_PARENT_PID": "1234"}, {1234: 77}.get) == {"JPY_PARENT_PID": "77"}


def test_a_handle_that_is_no_process_is_not_told():
    assert launcher.servers_pid({"JPY_PARENT_PID": "1234"}, lambda handle: 0) == {"JPY_PARENT_PID": ""}


def test_without_a_server_nothing_is_told():
    assert launcher.servers_pid({}, lambda handle: 77) == {}


def test_standard_streams_that_are_closed_lead_nowhere():
    prints = "import os, launcher; launcher.open_standard_streams(); os.execvp('sh', ['sh', '-c', 'cat && echo a && echo b >&2'])"
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"]
    assert subprocess.run([*closed, sys.executable, "-c", prints], cwd=ROOT / "kernel" / "launcher").returncode == 0
