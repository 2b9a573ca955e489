"""What ./run promises beyond the page it shows."""
import json
import os
import re
import signal
import socket
import subprocess
import sys
from urllib.request import Request, urlopen

import psutil
import pytest
from jupyter_client import BlockingKernelClient

from conftest import ROOT, START_LIMIT_S, as_in_a_terminal, end, is_running, wait_until


@pytest.mark.parametrize("signal_to_server", [signal.SIGINT, signal.SIGKILL])
def test_kernels_and_their_children_end_with_the_server(lab, tmp_path, signal_to_server):
    started = lab(tmp_path)
    client = start_kernel(started)
    reply = client.execute_interactive('var child = new ProcessBuilder("sleep", "600").start();', timeout=60)
    client.stop_channels()
    assert reply["content"]["status"] == "ok"
    server = psutil.Process(started.process.pid)
    kernel, child = server.children(recursive=True)

    try:
        started.process.send_signal(signal_to_server)
        started.process.wait(timeout=30)
        wait_until(lambda: not (is_running(kernel.pid) or is_running(child.pid)), 10, "kernel and child have ended")
    finally:
        for survivor in filter(psutil.Process.is_running, (kernel, child)):
            survivor.kill()


def start_kernel(lab) -> BlockingKernelClient:
    request = Request(lab.address("api/kernels"), json.dumps({"name": "java"}).encode())
    kernel = json.load(urlopen(request, timeout=60))
    client = BlockingKernelClient(connection_file=str(lab.runtime_folder / f"kernel-{kernel['id']}.json"))
    client.load_connection_file()
    client.start_channels(hb=False)  # which would count a kernel as dead that is only slow to start on a busy machine
    client.wait_for_ready(timeout=60)
    return client


def test_a_port_in_use_is_refused_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = subprocess.run([sys.executable, ROOT / "run", "--no-browser", "--port", str(port)], timeout=60,
                                 capture_output=True, encoding="utf-8")
    assert refused.returncode == 2
    assert f"Port {port} is in use: choose another" in refused.stderr


@pytest.mark.parametrize(("arguments", "said"), [
    (["--port", "99999"], "99999 is no port: give a number from 1 to 65535"),
    (["--port", "eight"], "eight is no port: give a number from 1 to 65535"),
    (["no such folder"], "There is no folder no such folder."),
])
def test_what_cannot_be_started_is_told_in_a_sentence(arguments, said):
    refused = subprocess.run([sys.executable, ROOT / "run", *arguments], timeout=60, capture_output=True, encoding="utf-8")
    assert refused.returncode == 2
    assert refused.stderr.rstrip().endswith(said)
    assert "Traceback" not in refused.stderr and "Starting" not in refused.stdout


def test_the_address_is_the_last_that_is_said(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "JUPYTER_TOKEN"}
    settings = {f"JUPYTER_{kind}_DIR": str(tmp_path / "jupyter" / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    log = tmp_path / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, ROOT / "run", "--no-browser", tmp_path], stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=output, preexec_fn=as_in_a_terminal, env={**environment, **settings})
    try:
        wait_until(lambda: "token=" in log.read_text() and log.read_text().endswith("\n"), START_LIMIT_S, "the address is said")
        lines = [line for line in log.read_text().splitlines() if line.strip()]
    finally:
        end(process)
    assert re.fullmatch(r"\s*http://127\.0\.0\.1:\d+/lab/tree/\S+\?token=\w+", lines[-1])
    assert len(lines) < 10
