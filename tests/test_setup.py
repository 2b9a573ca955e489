"""What ./setup promises, and that the kernel's wheel comes and goes without a trace."""
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

import pytest

from conftest import ROOT
from test_versions import BY_PIP

sys.path.insert(0, str(ROOT / "kernel" / "launcher"))
import jdk  # noqa: E402

RUN_ONE_CELL = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="java", startup_timeout=60)
try:
    assert client.execute_interactive("1 + 1", timeout=60)["content"]["status"] == "ok"
finally:
    client.stop_channels()
    manager.shutdown_kernel()
"""
ASK_FOR_CHILDREN = RUN_ONE_CELL.replace("1 + 1", 'if (ProcessHandle.current().descendants().count() > 0) throw new Error()')
ONLY_WITH_CACHE = {"JJAVA_JVM_OPTS": "-XX:AOTMode=on"}  # the JVM does not start with a cache that does not fit


def set_up(clone: Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, clone / "setup"], env=environment or None, timeout=120,
                          capture_output=True, encoding="utf-8")


@pytest.fixture
def clone(tmp_path) -> Path:
    """What a fresh clone holds, as far as ./setup looks at it."""
    copy = tmp_path / "clone"
    shutil.copytree(ROOT / "kernel", copy / "kernel", ignore=shutil.ignore_patterns("target", "__pycache__"))
    shutil.copytree(ROOT / "lab", copy / "lab")
    for name in ("setup", "requirements.txt"):
        shutil.copy(ROOT / name, copy)
    return copy


@pytest.fixture
def bare(tmp_path) -> dict[str, str]:
    """The environment of a machine without a JDK and without Maven."""
    return {"PATH": str(tmp_path), "HOME": str(tmp_path), "JDK_FOLDERS": "", "PYTHONIOENCODING": "utf-8"}


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_second_set_up_changes_nothing():
    stamps = {stamp: stamp.stat().st_mtime_ns for stamp in (ROOT / ".venv").glob("*.stamp")}
    started = time.monotonic()
    again = set_up(ROOT)
    took_s = time.monotonic() - started

    assert again.returncode == 0, again.stderr
    assert re.fullmatch(r".*nothing to do.*\n", again.stdout)
    assert took_s < 3
    assert len(stamps) == 3
    assert all(stamp.stat().st_mtime_ns == when for stamp, when in stamps.items())


def test_what_could_not_be_trusted_is_tried_again(tmp_path):
    stamp = ROOT / ".venv" / "notebooks.stamp"
    stamp.unlink()
    no_folder = tmp_path / "file"
    no_folder.touch()
    failed = set_up(ROOT, **{**os.environ, "JUPYTER_DATA_DIR": str(no_folder)})

    assert failed.returncode == 0
    assert "That failed" in failed.stdout
    assert not stamp.exists()
    assert "Telling Jupyter to trust" in set_up(ROOT).stdout
    assert stamp.exists()


def test_the_jvm_takes_the_cache_that_the_set_up_has_made():
    subprocess.run([sys.executable, "-c", RUN_ONE_CELL], env={**os.environ, **ONLY_WITH_CACHE}, check=True, timeout=120)


def test_without_a_jdk_the_set_up_says_how_to_get_one_and_makes_nothing(clone, bare):
    before = names(clone)
    refused = set_up(clone, **bare)

    assert refused.returncode == 2
    assert "JDK 25 or newer is missing" in refused.stderr
    assert_commands_for_all_systems(refused.stderr)
    assert names(clone) == before


def test_without_maven_the_set_up_says_how_to_get_it_and_makes_nothing(clone, bare):
    before = names(clone)
    refused = set_up(clone, **bare, JAVA_HOME=str(jdk.find_jdk()))

    assert refused.returncode == 2
    assert "Maven is missing" in refused.stderr
    assert_commands_for_all_systems(refused.stderr)
    assert names(clone) == before


def assert_commands_for_all_systems(message: str) -> None:
    for system, command in {"Debian": "apt install", "Fedora": "dnf install", "macOS": "brew install",
                            "Windows": r"(winget|scoop) install"}.items():
        assert re.search(rf"{system} .*{command} ", message), message
    assert "Traceback" not in message


def test_an_older_java_does_not_hide_the_right_one(tmp_path, monkeypatch):
    old = fake_jdk(tmp_path / "jvms" / "old", '"1.8.0_402"')
    newer = fake_jdk(tmp_path / "jvms" / "newer", '"26"')
    exact = fake_jdk(tmp_path / "jvms" / "exact", '"25.0.3"')
    monkeypatch.setenv("JAVA_HOME", str(old))
    monkeypatch.setenv("PATH", str(old / "bin"))
    monkeypatch.setenv("JDK_FOLDERS", str(tmp_path / "jvms" / "*"))
    assert jdk.find_jdk() == exact

    monkeypatch.setenv("JAVA_HOME", str(newer))
    assert jdk.find_jdk() == newer


def test_a_runtime_without_a_compiler_is_no_jdk(tmp_path, monkeypatch):
    runtime = fake_jdk(tmp_path / "jre", '"25.0.3"')
    next((runtime / "bin").glob("javac*")).unlink()
    monkeypatch.setenv("JAVA_HOME", str(runtime))
    monkeypatch.setenv("PATH", str(runtime / "bin"))
    monkeypatch.setenv("JDK_FOLDERS", "")
    with pytest.raises(jdk.NoJdk):
        jdk.find_jdk()


def fake_jdk(home: Path, version: str) -> Path:
    (home / "bin").mkdir(parents=True)
    for name in ("java", "javac"):
        (home / "bin" / (name + (".exe" if os.name == "nt" else ""))).touch()
    (home / "release").write_text(f'IMPLEMENTOR="nobody"\nJAVA_VERSION={version}\n')
    return home


def test_the_kernel_comes_and_goes_without_a_trace(tmp_path):
    """In a plain virtual environment, by that part of environment.yml which conda leaves to pip."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    kernelspec = environment / "share" / "jupyter" / "kernels" / "java"

    def run(*arguments, **environment):
        subprocess.run([python, *arguments], check=True, timeout=280, cwd=ROOT, env={**os.environ, **environment})

    *others, kernel = BY_PIP
    run("-m", "pip", "install", "--quiet", *shlex.split(" ".join(others)))
    before = names(environment)
    run("-m", "pip", "install", "--quiet", kernel)
    assert (kernelspec / "lib" / "kernel.jar").is_file()
    run("-c", ASK_FOR_CHILDREN)
    deadline = time.monotonic() + 280
    while (kernelspec / "kernel.aot").stat().st_size < 1_000_000:  # the first start has it made
        assert time.monotonic() < deadline
        time.sleep(0.1)
    run("-c", RUN_ONE_CELL, **ONLY_WITH_CACHE)
    run(kernelspec / "train.py")
    run("-c", RUN_ONE_CELL, **ONLY_WITH_CACHE)
    (kernelspec / "kernel.aot").write_bytes(b"of another JVM")
    run("-c", RUN_ONE_CELL)
    with pytest.raises(subprocess.CalledProcessError):
        run("-c", RUN_ONE_CELL, **ONLY_WITH_CACHE)
    run("-m", "pip", "uninstall", "--quiet", "--yes", "java-notebook-kernel")
    assert not kernelspec.exists()
    assert not [name for name in names(environment) - before if "java" in name.lower() or "kernel.jar" in name]
