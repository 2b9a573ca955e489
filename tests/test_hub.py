"""A class of three, as hub/ configures it: real accounts, JupyterHub, its proxy, and JupyterLab servers."""
import os
import shutil
import signal
import subprocess
from urllib.error import HTTPError

import pytest

from classroom import classroom
from conftest import is_running, wait_until
from memory import tree
from reader import Reader, assert_notebook_01

SOON_IDLE = 'c.JupyterHub.services[0]["command"][-1:] = ["--timeout=2", "--cull-every=1"]'
END_LIMIT_S = 30


@pytest.fixture(scope="module", autouse=True)
def what_a_class_needs():
    missing = [tool for tool in ("newusers", "npm", "prlimit", "unshare") if not shutil.which(tool)]
    if missing or os.getuid() != 0:
        pytest.skip(f"a hub with accounts is started only by root; missing: {', '.join(missing) or 'root'}")


@pytest.fixture(scope="module")
def pair(what_a_class_needs, tmp_path_factory):
    """A class of two who have not come in yet, in which a server is idle after two seconds."""
    with classroom(2, tmp_path_factory.mktemp("pair"), SOON_IDLE) as room:
        yield room


def test_all_run_a_notebook_at_once_and_each_has_results_of_their_own(tmp_path):
    with classroom(3, tmp_path) as room:
        room.begin()
        for texts in room.at_once(lambda student: student.reader.run("01-python-process.ipynb")):
            assert_notebook_01(texts)

        one, other, _ = room.students
        assert Reader(other.reader.address, one.token).refusal("api/contents") == 403
        assert {process.uids().real for process in one.processes()} == {one.uid} != {other.uid}
        closed = subprocess.run(["setpriv", "--reuid", str(one.uid), "--clear-groups", "--regid", str(os.stat(one.home).st_gid),
                                 "cat", other.home / "notebooks/01-python-process.ipynb"], capture_output=True, text=True, timeout=60)
        assert "Permission denied" in closed.stderr

        everything = tree(room.hub.pid)
        assert len(everything) >= 6, "hub, proxy, culler, three servers"
        room.hub.send_signal(signal.SIGINT)
        wait_until(lambda: not any(is_running(process.pid) for process in everything), END_LIMIT_S, "all has ended")
        assert [student.processes() for student in room.students] == [[], [], []]


def test_an_idle_server_is_ended(pair):
    student = pair.students[0]
    student.log_in()
    student.start_server()
    wait_until(lambda: student.servers() == {} and student.processes() == [], END_LIMIT_S, "the server has ended")


def test_only_who_is_of_the_class_and_knows_the_password_comes_in(pair):
    one, other = pair.students
    assert refusal(lambda: one.log_in("another")) == 403
    subprocess.run(["usermod", "--gid", "nogroup", other.name], check=True, timeout=60)
    assert refusal(other.log_in) == 403
    assert refusal(one.log_in) is None


def refusal(request) -> int | None:
    try:
        request()
    except HTTPError as refused:
        return refused.code
