"""The image is built and run here as Binder does, without a Docker engine: by buildah, on a Debian made by debootstrap.

What was built is kept for the next run in the temporary folder java-threads-image, or where IMAGE_CACHE says.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from conftest import ROOT, end, free_port, wait_until
from memory import tree, watched_mb
from reader import Reader, assert_notebook_01

CACHE = Path(os.environ.get("IMAGE_CACHE") or Path(tempfile.gettempdir(), "java-threads-image"))
OWN_CERTIFICATES = Path("/usr/local/share/ca-certificates")
BINDER_MEMORY_MB = 2048
BUILD_LIMIT_S = 1200
TOKEN = "binder-token"
# JupyterLab by what plain `python3` finds, with the server's options behind it: so BinderHub starts an image
LAUNCHER = "import jupyterlab, os, sys; os.execvp('jupyter-lab', sys.argv)"
FACTS = """\
IO.println(new com.sun.security.auth.module.UnixSystem().getUid() + " " + Runtime.getRuntime().availableProcessors());
IO.println(new java.awt.Font("SansSerif", 0, 13).canDisplayUpTo("跳舞 dance"));"""

pytestmark = pytest.mark.timeout(BUILD_LIMIT_S + 300)


def buildah(*arguments, **options) -> str:
    return subprocess.run(buildah_command(*arguments), check=True, text=True, stdout=subprocess.PIPE, timeout=BUILD_LIMIT_S, **options).stdout


def buildah_command(*arguments) -> list[str]:
    return ["buildah", "--root", f"{CACHE}/storage", "--runroot", f"{CACHE}/run", *map(str, arguments)]


@pytest.fixture(scope="module")
def base() -> str:
    """The name of a Debian image that reaches what this machine reaches: with its certificates and its settings of apt and pip."""
    missing = [tool for tool in ("buildah", "debootstrap") if not shutil.which(tool)]
    if missing or os.getuid() != 0:
        pytest.skip(f"an image is built only by root, with buildah and debootstrap; missing: {', '.join(missing) or 'root'}")
    certificates = sorted(OWN_CERTIFICATES.glob("**/*.crt"))
    apt = subprocess.run(["apt-config", "dump", "Acquire"], check=True, capture_output=True, text=True, timeout=60).stdout
    apt = "\n".join(line for line in apt.splitlines() if re.match(r"Acquire::(https?|Check-[\w-]+|Retries)\b", line))
    pip = [file for file in [Path("/etc/pip.conf")] if file.exists()]
    settings = sha256(apt.encode() + b"".join(file.read_bytes() for file in [*certificates, *pip])).hexdigest()[:12]
    name = f"localhost/trixie:{settings}"
    if subprocess.run(buildah_command("inspect", "--type", "image", name), capture_output=True, timeout=60).returncode:
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            debian = Path(folder, "debian")
            subprocess.run(["debootstrap", "--variant=minbase", "--include=ca-certificates", "trixie", debian],
                           check=True, stdout=subprocess.DEVNULL, timeout=BUILD_LIMIT_S)
            shutil.rmtree(debian / "var/cache/apt/archives")
            (debian / "etc/apt/apt.conf.d/90this-machine").write_text(apt)
            for file in pip:
                shutil.copy(file, debian / "etc")
            for file in certificates:
                shutil.copy(file, debian / "usr/local/share/ca-certificates")
            subprocess.run(["chroot", debian, "update-ca-certificates"], check=True, capture_output=True, timeout=60)
            container = buildah("from", "scratch").strip()
            buildah("add", "--quiet", container, debian, "/")
            buildah("commit", "--quiet", "--rm", container, name)
    return name


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """What a clone of the repository holds, always of the same age: the age of a copied file counts for what is built anew."""
    copy = tmp_path_factory.mktemp("clone")
    files = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                           cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout
    for name in filter(None, files.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    for path in [copy, *copy.rglob("*")]:
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return copy


@pytest.fixture(scope="module")
def image(base, clone) -> tuple[str, float]:
    """The image, by its name, and how many seconds its build took."""
    took_s, _ = build(base, clone)
    return "localhost/java-threads", took_s


def build(base: str, folder: Path) -> tuple[float, str]:
    started = time.monotonic()
    log = buildah("build", "--isolation=chroot", "--format=docker", "--layers", "--build-arg", f"BASE_IMAGE={base}",
                  "--tag", "java-threads", folder, stderr=subprocess.STDOUT)
    return time.monotonic() - started, log


@contextmanager
def container(image: str):
    name = buildah("from", image).strip()
    try:
        yield name
    finally:
        buildah("rm", name)


@contextmanager
def binder(image: str, log: Path):
    """A reader at the image's server, started as Binder does, on one core; and the server's process."""
    port, prefix = free_port(), "/user/java-threads-x1/"
    core = min(os.sched_getaffinity(0))
    with container(image) as name, log.open("wb") as output:
        process = subprocess.Popen(
            buildah_command(
                "run", "--isolation=chroot", "--env", f"JJAVA_JVM_OPTS=-XX:MaxRAM={BINDER_MEMORY_MB}m -XX:AOTMode=on", name, "--", "python3", "-c", LAUNCHER,
                "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0", "--no-browser",
                f"--ServerApp.base_url={prefix}", f"--ServerApp.token={TOKEN}", "--ServerApp.trust_xheaders=True",
                "--ServerApp.allow_origin=*"),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        try:
            reader = Reader(f"http://127.0.0.1:{port}{prefix}", TOKEN)
            wait_until(lambda: process.poll() is not None or answers(reader), 120, "the image's server answers")
            assert process.poll() is None, log.read_text()
            yield reader, process
        finally:
            end(process)


def answers(reader: Reader) -> bool:
    try:
        return "version" in reader.get("api")
    except OSError:
        return False


def test_a_reader_on_binder_runs_a_notebook_within_its_memory(image, tmp_path):
    name, built_s = image
    started = time.monotonic()
    with binder(name, tmp_path / "server.log") as (reader, process):
        answered_s = time.monotonic() - started
        assert Reader(reader.address, "another").refusal("api/contents") == 403
        assert {entry["name"] for entry in reader.get("api/contents")["content"]} >= {"README.md", "notebooks", "kernel"}
        assert reader.get("api/kernelspecs")["kernelspecs"]["java"]
        cells = reader.get("api/contents/notebooks/01-python-process.ipynb")["content"]["cells"]
        assert all(cell["metadata"]["trusted"] for cell in cells if cell["cell_type"] == "code")

        cell = {"id": "facts", "cell_type": "code", "source": FACTS, "metadata": {}, "outputs": [], "execution_count": None}
        reader.send("PUT", "api/contents/notebooks/mine.ipynb", {"type": "notebook", "content": {
            "nbformat": 4, "nbformat_minor": 5, "cells": [cell],
            "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}}})
        started = time.monotonic()
        facts = reader.run("notebooks/mine.ipynb")["facts"]
        first_cell_s = time.monotonic() - started
        assert facts == "1000 1\n-1\n", "jovyan, one core, and a font that has every letter"

        with watched_mb(lambda: tree(process.pid)) as seen_mb:
            texts = reader.run("notebooks/01-python-process.ipynb")
        assert_notebook_01(texts)
        assert max(seen_mb) < BINDER_MEMORY_MB
    keep_figures(build_s=built_s, server_answers_s=answered_s, first_cell_s=first_cell_s, memory_mb=max(seen_mb),
                 size=json.loads(buildah("images", "--json", name))[0]["size"])


def keep_figures(**figures) -> None:
    artefacts = ROOT / "tests" / "artefacts"
    artefacts.mkdir(exist_ok=True)
    (artefacts / "image.json").write_text(json.dumps(figures, indent=2))


def test_a_changed_text_is_built_in_without_anything_else(image, base, clone, tmp_path):
    changed = shutil.copytree(clone, tmp_path / "clone")
    with (changed / "README.md").open("a") as readme:
        readme.write("changed\n")
    for own in (".git", ".venv", "kernel/target", "kernel/launcher/__pycache__", "notebooks/output", "notebooks/programs"):
        (changed / own).mkdir()
        (changed / own / "left-on-this-machine").touch()
    took_s, log = build(base, changed)

    with container("localhost/java-threads") as name:
        def run(*command):
            return buildah("run", "--isolation=chroot", name, "--", *command)
        assert run("tail", "-n", "1", "README.md") == "changed\n"
        assert run("find", "-name", "left-on-this-machine") == ""
        assert run("find", "!", "-user", "jovyan") == ""
    runs, cached = log.count(": RUN "), log.count("--> Using cache")
    assert cached >= runs, log
    assert took_s < 60


def test_the_dockerfile_is_free_of_lint_and_taken_by_binder():
    tools = Path(sys.executable).parent
    lint = subprocess.run([tools / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, timeout=60)
    assert lint.returncode == 0, lint.stdout
    chosen = subprocess.run([tools / "jupyter-repo2docker", "--no-build", "--debug", ROOT], capture_output=True, text=True, timeout=120)
    assert chosen.returncode == 0, chosen.stderr
    assert "FROM ${BASE_IMAGE} AS java" in chosen.stdout + chosen.stderr
