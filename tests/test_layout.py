"""Every file lies where a reader of the project expects files of its kind: what stands elsewhere was left behind by somebody's run."""
import re
import subprocess

from conftest import ROOT

KNOWN = {
    ".": r"Dockerfile|LICENSE|[A-Z-]+(\.zh)?\.md|environment\.yml|requirements(-image)?\.txt|setup|run|test|\.(docker|git)ignore|\.editorconfig",
    ".ci": r"run",
    "bench": r"\w+\.(py|java)|RESULTS\.md|results\.svg|requirements\.txt",
    "docs": r"[\w-]+\.(md|py|svg)|errata/(claims\.py|results/3\.\d+\.txt)",
    "hub": r"README\.md|jupyterhub_config\.py|package\.json|requirements\.txt|server|values\.yaml",
    "kernel": r"pom\.xml|formatter\.xml|\.mvn/jvm\.config|pyproject\.toml|hatch_build\.py|launcher/[\w.-]+|licenses/[\w.-]+\.txt"
              r"|src/(main|test)/java/(\w+/)+[\w-]+\.java|src/main/resources/.+|src/test/resources/.+",
    "lab": r"(settings|workspace)\.json",
    "notebooks": r"((practice|lib)/)?[\w-]+\.ipynb|lib/\w+\.java",
    "tests": r"\w+\.py|pytest\.ini|requirements\.txt",
}


def test_every_tracked_file_is_where_files_of_its_kind_are():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout.split("\0")
    files = [file for file in tracked if file]
    assert len(files) > 100
    assert [file for file in files if not is_known(file)] == []


def test_what_a_run_leaves_behind_is_noticed():
    left = ["programs/Two.java", "Two.class", "notebooks/programs/Dance.java", "kernel/hs_err_pid7.log", "bench/result.jfr", "tests/output.txt"]
    assert [file for file in left if is_known(file)] == []


def is_known(file: str) -> bool:
    folder, slash, name = file.partition("/")
    return re.fullmatch(KNOWN.get(folder if slash else ".", r"\b\B"), name if slash else file) is not None
