"""That bench/run.py measures, tabulates and draws, in its shortest form; and that the READMEs repeat what it found."""
import re
import subprocess
import sys

import pytest

from conftest import ROOT

README_ROWS = 4


def rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]


@pytest.fixture(scope="module")
def into(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    shortest = ["--rounds", "1", "--kernels", "own", "ipykernel", "--only", "warm", "20000"]
    run = subprocess.run([sys.executable, ROOT / "bench" / "run.py", *shortest, "--into", folder],
                         capture_output=True, encoding="utf-8", timeout=240)
    assert run.returncode == 0, run.stderr
    return folder


def test_the_table_has_a_figure_of_each_kernel_in_each_row(into):
    report = (into / "RESULTS.md").read_text(encoding="utf-8")
    head, *measured = measured_rows(into)
    assert head[1] == "this kernel" and head[2].startswith("ipykernel ")
    titles = [row[0] for row in measured]
    assert titles == ["start to ready", "start to first result", "warm trivial cell", "20,000 lines", "20,000 lines: lost", "20,000 lines: first line",
                      "memory after the first cell"]
    for title, own, peer in measured:
        assert re.fullmatch(r"[\d.,]+( (s|ms|MB))?", own), title
        assert re.fullmatch(r"[\d.,]+( (s|ms|MB))?( \([\d.]+×\))?", peer), title
        assert f"- **{title}**: " in report


def test_each_goal_is_met_or_not_or_said_to_be_unmeasured(into):
    _, *goals = rows((into / "RESULTS.md").read_text(encoding="utf-8").partition("\n## Goals")[2])
    verdicts = {goal[0]: goal[-1] if goal[-1] else goal[2] for goal in goals}
    assert len(goals) == 32
    assert verdicts["start to first result"] in ("met", "**not met**")
    assert verdicts["200,000 lines"] == "not measured"


def test_the_picture_shows_each_kernel(into):
    svg = (into / "results.svg").read_text(encoding="utf-8")
    assert "this kernel" in svg and "ipykernel" in svg


def test_the_readmes_repeat_what_was_measured():
    head, *measured = measured_rows(ROOT / "bench")
    english, chinese = (readme_rows((ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.zh.md"))
    figures_of = {title: figures for title, *figures in measured}
    assert len(english) == len(chinese) == README_ROWS + 1
    kernels = english[0][1:]
    assert kernels == head[1:len(kernels) + 1]
    for title, *figures in english[1:]:
        assert figures == figures_of[title][:len(kernels)]
    assert [row[1:] for row in english[1:]] == [row[1:] for row in chinese[1:]]


def measured_rows(folder) -> list[list[str]]:
    return rows((folder / "RESULTS.md").read_text(encoding="utf-8").partition("\n## Goals")[0])


def readme_rows(readme: str) -> list[list[str]]:
    return rows(readme.partition("<!-- bench/run.py ")[2].partition("-->\n\n")[2].partition("\n\n")[0])
