"""What README.md says is there, in both languages."""
import re
import shlex
import subprocess
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import timeline  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
READMES = pytest.mark.parametrize("readme", [ROOT / "README.md", ROOT / "hub" / "README.md"], ids=["README.md", "hub/README.md"])
COMMAND = re.compile(r"`((?:\./|\.venv/|git |py |pip |sudo |brew |winget |scoop |docker |conda |jupyter |helm )[^`]+|%%?[a-zA-Z][^`?]*)`")
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@READMES
def test_every_link_leads_to_a_file(readme):
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", readme.read_text(encoding="utf-8")) if "://" not in link]
    assert links
    assert [link for link in links if not (readme.parent / link).is_file()] == []


@READMES
def test_both_languages_name_the_same_commands(readme):
    english, chinese = readme.read_text(encoding="utf-8").split("\n## 中文\n")
    assert set(COMMAND.findall(english)) == set(COMMAND.findall(chinese)) != set()
    assert set(BLOCK.findall(english)) >= set(BLOCK.findall(chinese)) != set()


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
        for seen in ("线程1", "线程2", "线程3", "等锁", "持锁", "睡眠"):
            assert seen in svg
