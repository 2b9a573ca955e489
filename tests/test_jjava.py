"""A notebook opened with JJava, as docs/jjava.md says: what fails is what its table names."""
import subprocess
import sys

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from conftest import ROOT
from memory import tree

sys.path.insert(0, str(ROOT / "kernel" / "launcher"))
import jdk  # noqa: E402

JJAVA = "jjava==1.0a8"
NEEDS_WHAT_A_MAGIC_MADE = {"two-processes-facts", "processes-queue-run"}
DRAWS = {"threads-queue-picture"}


@pytest.fixture
def jjava(tmp_path) -> KernelSpecManager:
    """Finds JJava alone, in a folder of its own."""
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--target", tmp_path, JJAVA],
                   check=True, timeout=120)
    return KernelSpecManager(kernel_dirs=[str(tmp_path / "share" / "jupyter" / "kernels")])


def test_cells_without_magics_run_with_the_settings_that_the_page_names(jjava, tmp_path):
    notebook = nbformat.read(ROOT / "notebooks" / "01-python-process.ipynb", as_version=4)
    settings = {"JJAVA_STARTUP_SCRIPT": "import module java.base;", "JJAVA_JVM_OPTS": "--enable-preview", "JJAVA_COMPILER_OPTS": "--enable-preview --release 25"}
    page = (ROOT / "docs" / "jjava.md").read_text(encoding="utf-8")
    for name, value in settings.items():
        assert page.count(f"{name}='{value}'" if " " in value else f"{name}={value}") == 2, name
    manager = AsyncKernelManager(kernel_name="java", kernel_spec_manager=jjava)
    try:
        NotebookClient(notebook, km=manager, allow_errors=True, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute(
            env={**jdk.environment(jdk.find_jdk()), **settings})
    finally:
        for process in reversed(tree(manager.provisioner.pid)):  # a launcher, and the kernel, which would outlive it
            process.kill()
        manager.provisioner.process.wait(20)
    code = {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}
    failed = {cell for cell in code if any(output.output_type == "error" for output in code[cell].outputs)}
    assert failed == {cell for cell in code if code[cell].source.startswith("%%")} | NEEDS_WHAT_A_MAGIC_MADE | DRAWS
