"""Every way in (setup, conda, the image) leads to the same versions."""
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from conftest import ROOT

sys.path.insert(0, str(ROOT / "kernel" / "launcher"))
import jdk  # noqa: E402

CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
FROM_CHANNEL = dict(part.partition("=")[::2] for part in CONDA if isinstance(part, str))
BY_PIP = next(part["pip"] for part in CONDA if isinstance(part, dict))
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_the_jdk_is_the_same_everywhere():
    release = str(jdk.RELEASE)
    assert FROM_CHANNEL["openjdk"] == release
    assert re.findall(r"openjdk-(\d+)-", DOCKERFILE) == [release]
    assert f"<java.version>{release}</java.version>" in (ROOT / "kernel" / "pom.xml").read_text()


def test_jupyterlab_is_the_same_everywhere():
    assert FROM_CHANNEL["jupyterlab"] == pins("requirements.txt")["jupyterlab"]
    assert "-r requirements.txt" in BY_PIP
    assert "-r requirements.txt\n" in (ROOT / "requirements-image.txt").read_text()
    assert "pip install --no-cache-dir -r requirements-image.txt" in DOCKERFILE


def test_a_class_has_the_hub_of_the_image():
    assert pins("hub/requirements.txt")["jupyterhub"] == pins("requirements-image.txt")["jupyterhub"]
    major = pins("requirements-image.txt")["jupyterhub"].split(".")[0]
    assert f"whose hub is JupyterHub {major} as in the image" in (ROOT / "hub" / "values.yaml").read_text()


def test_a_student_on_kubernetes_finds_a_lasting_copy_of_the_notebooks(tmp_path):
    student = yaml.safe_load((ROOT / "hub" / "values.yaml").read_text())["singleuser"]
    home = "/home/" + re.search(r"^ARG NB_USER=(\w+)$", DOCKERFILE, re.MULTILINE)[1]
    server, folder, _ = student["cmd"]
    assert student["storage"]["homeMountPath"] == f"{home}/{folder}"

    own = tmp_path / student["defaultUrl"].removeprefix("/lab/tree/")
    own.parent.mkdir()
    own.with_name("05-study-notes.ipynb").write_text("changed")
    subprocess.run([server.replace(home, str(ROOT)), folder, "true"], env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]}, check=True, timeout=60)
    assert own.read_bytes() == (ROOT / "notebooks" / own.name).read_bytes()
    assert own.with_name("05-study-notes.ipynb").read_text() == "changed"


def test_the_kernel_is_installed_in_one_way_everywhere():
    assert "./kernel" in BY_PIP
    assert "pip install --no-cache-dir ./kernel" in DOCKERFILE


def test_yaml_files_are_free_of_lint():
    files = [ROOT / "environment.yml", *sorted((ROOT / "hub").glob("*.y*ml"))]
    lint = subprocess.run([Path(sys.executable).with_name("yamllint"), "--strict", *files], capture_output=True, text=True, timeout=60)
    assert lint.returncode == 0, lint.stdout
