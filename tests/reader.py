"""A reader of notebooks who has nothing but a Jupyter server's address and token, as the page in a browser has."""
import json
import re
import time
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import websocket

CELL_LIMIT_S = 120


@dataclass
class Reader:
    address: str  # http://…/, with a slash at its end
    token: str

    def get(self, path: str):
        return self.send("GET", path)

    def send(self, method: str, path: str, content=None):
        """What the API answers, as JSON; `HTTPError` where it refuses."""
        body = None if content is None else json.dumps(content).encode()
        request = Request(self.address + path, body, {"Authorization": f"token {self.token}"}, method=method)
        with urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def refusal(self, path: str) -> int | None:
        """The status with which `path` is refused; None where it is not."""
        try:
            self.get(path)
        except HTTPError as refused:
            return refused.code

    def run(self, path: str) -> dict[str, str]:
        """What each code cell of a notebook prints, and its value as text, by its id; fails where a cell does."""
        notebook = self.get(f"api/contents/{path}")["content"]
        session = self.send("POST", "api/sessions", {
            "path": path, "name": path, "type": "notebook", "kernel": {"name": notebook["metadata"]["kernelspec"]["name"]}})
        kernel = session["kernel"]["id"]
        channels = websocket.create_connection(
            f"{self.address.replace('http', 'ws', 1)}api/kernels/{kernel}/channels",
            header=[f"Authorization: token {self.token}"], timeout=CELL_LIMIT_S)
        try:
            return Run(channels).all({cell["id"]: cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"})
        finally:
            channels.close()
            self.send("DELETE", f"api/sessions/{session['id']}")


class Run:
    """Cells that are run one after the other; what one of them says late is kept with it."""

    def __init__(self, channels):
        self.channels = channels
        self.texts = {}

    def all(self, cells: dict[str, str]) -> dict[str, str]:
        self.texts = {cell: "" for cell in cells}
        for cell, source in cells.items():
            self.one(cell, source)
        return self.texts

    def one(self, cell: str, source: str) -> None:
        self.channels.send(json.dumps({
            "header": {"msg_id": cell, "msg_type": "execute_request", "session": "reader", "username": "", "version": "5.4"},
            "parent_header": {}, "metadata": {}, "channel": "shell",
            "content": {"code": source, "silent": False, "store_history": False, "allow_stdin": False}}))
        waits_for = {"execute_reply", "idle"}
        deadline = time.monotonic() + CELL_LIMIT_S
        while waits_for:
            assert time.monotonic() < deadline, f"{cell} has not ended after {CELL_LIMIT_S} s:\n{self.texts[cell]}"
            message = json.loads(self.channels.recv())
            caused_by, kind, content = message["parent_header"].get("msg_id"), message["msg_type"], message["content"]
            if kind == "stream":
                self.texts[caused_by] += content["text"]
            elif kind == "execute_result":
                self.texts[caused_by] += content["data"].get("text/plain", "")
            elif kind == "error":
                raise AssertionError(f"{caused_by}: {content['ename']}: {content['evalue']}")
            if caused_by == cell:
                waits_for -= {kind, content.get("execution_state")}


def assert_notebook_01(texts: dict[str, str]) -> None:
    """What must be true in any run of what its cells print, as far as it can be seen at a glance; JUnit sees to the rest."""
    assert texts["dance-sing-run"].split() == ["跳舞"] * 200 + ["唱歌"] * 200
    assert sorted(map(int, re.findall(r"线程\d:(\d+)", texts["sell-tickets-lock"]))) == list(range(100))
    assert texts["threads-queue-left"] == "40"
    assert sorted(texts["two-processes-start"].split()) == ["唱歌"] * 20 + ["跳舞"] * 20
    assert texts["processes-queue-run"].strip().endswith("退出码：0，0")
