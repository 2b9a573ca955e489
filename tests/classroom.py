"""A class on this machine, as hub/README.md starts it: accounts made for it, and the hub on free ports of loopback. Needs root."""
import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import psutil

from conftest import ROOT, as_in_a_terminal, end, free_port, wait_until
from reader import Reader

HUB = ROOT / "hub"
GROUP = "students"
START_LIMIT_S = 120


@dataclass
class Student:
    name: str
    password: str
    hub: str  # its address
    token: str = ""

    @property
    def uid(self) -> int:
        return pwd.getpwnam(self.name).pw_uid

    @property
    def home(self) -> Path:
        return Path(pwd.getpwnam(self.name).pw_dir)

    @property
    def reader(self) -> Reader:
        return Reader(f"{self.hub}user/{self.name}/", self.token)

    def log_in(self, password: str = "") -> None:
        """By the hub's form, as the page does, then asks for a token of one's own; `HTTPError` where the hub refuses."""
        cookies = CookieJar()
        browser = build_opener(HTTPCookieProcessor(cookies))
        browser.open(f"{self.hub}hub/login", timeout=60).close()
        xsrf = {cookie.name: cookie.value for cookie in cookies}["_xsrf"]
        form = urlencode({"_xsrf": xsrf, "username": self.name, "password": password or self.password})
        # to a page that starts no server
        browser.open(f"{self.hub}hub/login?next=%2Fhub%2Ftoken", form.encode(), timeout=60).close()
        xsrf = {cookie.name: cookie.value for cookie in cookies if cookie.path == "/hub/"}["_xsrf"]
        request = Request(f"{self.hub}hub/api/users/{self.name}/tokens?_xsrf={xsrf}", b"{}", {"Content-Type": "application/json"})
        with browser.open(request, timeout=60) as answer:
            self.token = json.load(answer)["token"]

    def start_server(self) -> None:
        """Returns when it is ready."""
        server = f"hub/api/users/{self.name}/server"
        Reader(self.hub, self.token).send("POST", server)
        request = Request(f"{self.hub}{server}/progress", headers={"Authorization": f"token {self.token}"})
        with urlopen(request, timeout=START_LIMIT_S) as events:
            *_, last = (json.loads(line.removeprefix(b"data:")) for line in events if line.startswith(b"data:"))
        assert last.get("ready"), last

    def servers(self) -> dict:
        return Reader(self.hub, self.token).get(f"hub/api/users/{self.name}")["servers"]

    def processes(self) -> list[psutil.Process]:
        """All that run by this account."""
        return [process for process in psutil.process_iter(["uids"]) if process.info["uids"] and process.info["uids"].real == self.uid]


@dataclass
class Classroom:
    hub: subprocess.Popen
    students: list[Student]

    def at_once(self, task) -> list:
        """What `task` returns for each student; all begin at the same time."""
        with ThreadPoolExecutor(len(self.students)) as pool:
            return list(pool.map(task, self.students))

    def begin(self) -> None:
        """All come in and start their servers."""
        self.at_once(lambda student: (student.log_in(), student.start_server()))


@contextmanager
def classroom(students: int, folder: Path, changes: str = ""):
    """A class of so many: the hub answers, nobody has come in. `changes` are lines of its configuration; logs are in `folder`."""
    install_proxy()
    public, hub, api = (free_port() for _ in range(3))
    config = folder / "config.py"
    config.write_text(f"""\
load_subconfig({str(HUB / "jupyterhub_config.py")!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
{changes}
""")
    log = folder / "hub.log"
    with accounts(students, f"http://127.0.0.1:{public}/") as members, log.open("wb") as output:
        process = subprocess.Popen(
            [*reachable(ROOT, Path(sys.base_prefix)), sys.executable, "-m", "jupyterhub", "-f", config], cwd="/",
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=as_in_a_terminal, env={**os.environ, "HUB_STATE": str(folder / "state")})
        try:
            wait_until(lambda: process.poll() is not None or answers(members[0].hub), START_LIMIT_S, "the hub answers")
            assert process.poll() is None, log.read_text()
            yield Classroom(process, members)
        finally:
            end(process)


def install_proxy() -> None:
    """As the README says; nothing where that is done."""
    subprocess.run(["npm", "install", "--silent", "--prefix", HUB, "--no-package-lock"], check=True, timeout=START_LIMIT_S)


@contextmanager
def accounts(number: int, hub: str):
    """Students with homes and passwords, made as the README makes them; gone afterwards, with all that still runs for them."""
    had_group = not subprocess.run(["getent", "group", GROUP], stdout=subprocess.DEVNULL).returncode
    homes = Path(tempfile.mkdtemp(prefix="students-"))
    homes.chmod(0o755)
    members = [Student(f"student-{os.getpid()}-{n}", secrets.token_hex(8), hub) for n in range(1, number + 1)]
    try:
        subprocess.run(["newusers"], check=True, text=True, timeout=60, input="".join(
            f"{student.name}:{student.password}::{GROUP}::{homes / student.name}:/bin/bash\n" for student in members))
        yield members
    finally:
        for student in members:
            for process in student.processes():
                process.kill()
            subprocess.run(["userdel", student.name], timeout=60)
        if not had_group:
            subprocess.run(["groupdel", GROUP], timeout=60)
        shutil.rmtree(homes)


def reachable(*folders: Path) -> list[str]:
    """The command before a command that lets every account reach these folders, where a folder above them keeps others out.

    That folder then looks empty but for them, for this command and what it starts (a mount namespace).
    """
    hidden = {}
    for folder in folders:
        closed = [above for above in folder.parents if not above.stat().st_mode & 0o001]
        if closed:
            hidden.setdefault(closed[-1], []).append(folder)
    if not hidden:
        return []
    script = ["set -e", "stage=$(mktemp -d)"]
    for closed, inside in hidden.items():
        for n, folder in enumerate(inside):
            script += [f"mkdir -p $stage/{n}", f"mount --bind '{folder}' $stage/{n}"]
        script += [f"mount -t tmpfs -o mode=755 none '{closed}'"]
        for n, folder in enumerate(inside):
            script += [f"mkdir -p '{folder}'", f"mount --bind $stage/{n} '{folder}'", f"umount $stage/{n}", f"rmdir $stage/{n}"]
    script += ["rmdir $stage", 'exec "$@"']
    return ["unshare", "--mount", "sh", "-c", "; ".join(script), "sh"]


def answers(hub: str) -> bool:
    try:
        return "version" in Reader(hub, "").get("hub/api/")
    except OSError:
        return False
