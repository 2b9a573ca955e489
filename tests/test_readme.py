"""What README.md says is there, in both languages."""
import re
import shlex
import subprocess
import sys

from conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import timeline  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
ENGLISH, CHINESE = README.split("\n## 中文\n")
COMMAND = re.compile(r"`((?:\./|\.venv/|git |py |pip |sudo |brew |winget |scoop |docker |conda |jupyter )[^`]+|%%?[a-zA-Z][^`?]*)`")


def test_every_link_leads_to_a_file():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert "docs/timeline.svg" in links
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_both_languages_name_the_same_commands():
    assert set(COMMAND.findall(ENGLISH)) == set(COMMAND.findall(CHINESE))


def test_the_options_that_commands_name_are_there():
    helps = subprocess.run([sys.executable, ROOT / "run", "--help"], check=True, capture_output=True, text=True, timeout=60).stdout
    for command in COMMAND.findall(README):
        program, *arguments = shlex.split(command)
        if program.startswith("./"):
            assert (ROOT / program).exists(), command
        if program == "./run":
            assert all(option in helps for option in arguments if option.startswith("--")), command


def test_the_picture_is_what_its_cell_draws():
    committed, fresh = (ROOT / "docs" / "timeline.svg").read_text(encoding="utf-8"), timeline.capture()
    for svg in (committed, fresh):
        for seen in ("线程1", "线程2", "线程3", "等锁 waiting for a lock", "持锁 holding a lock", "睡眠 sleeping"):
            assert seen in svg
