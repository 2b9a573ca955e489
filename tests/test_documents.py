"""What the documents say is there, in both languages."""
import re
import shlex
import subprocess
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import timeline  # noqa: E402

COMMAND = re.compile(r"`((?:\./|\.venv/|git |py |pip |sudo |brew |winget |scoop |docker |conda |jupyter |helm )[^`]+|%%?[a-zA-Z][^`?]*)`")
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]*)(#[^)]*)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
DOCS, INDEX = ROOT / "docs", ROOT / "docs" / "README.md"
PAGES = [ROOT / "hub" / "README.md", *sorted(set(DOCS.glob("*.md")) - {INDEX})]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), INDEX, *PAGES]


def each(documents):
    return pytest.mark.parametrize("document", documents, ids=lambda path: str(path.relative_to(ROOT)))


def text(document) -> str:
    return document.read_text(encoding="utf-8")


@each(DOCUMENTS)
def test_every_link_leads_to_a_file_and_a_heading_of_it(document):
    for file, anchor in LINK.findall(text(document)):
        if "://" not in file:
            target = document.parent / file if file else document
            assert target.is_file() or target.is_dir() and (target / "README.md").is_file(), file
            assert not anchor or anchor[1:] in map(slug, HEADING.findall(text(target))), file + anchor


def slug(heading: str) -> str:
    """A heading's anchor, as code-hosting pages make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@each(PAGES)
def test_both_languages_of_a_page_name_the_same_commands(document):
    assert_same_commands(*text(document).split("\n## 中文\n"))


def test_both_readmes_name_the_same_commands_and_files():
    english, chinese = map(text, READMES)
    assert_same_commands(english, chinese)
    assert named_files(english) - {"README.zh.md"} == named_files(chinese) - {"README.md"} != set()


def assert_same_commands(english: str, chinese: str) -> None:
    assert set(COMMAND.findall(english)) == set(COMMAND.findall(chinese))
    assert set(BLOCK.findall(english)) >= set(BLOCK.findall(chinese))


def named_files(readme: str) -> set[str]:
    return {file for file, _ in LINK.findall(readme)}


@each(READMES)
def test_a_readme_is_short(document):
    assert len(text(document).splitlines()) <= 150


def test_the_index_names_every_page_once():
    named = [(DOCS / file).resolve() for file, _ in LINK.findall(text(INDEX))]
    pages = [page.parent if page.name == "README.md" else page for page in PAGES]
    assert sorted(path.parent if path.name == "README.md" else path for path in named if path.name != "RESULTS.md") == sorted(pages)


def test_the_options_that_commands_name_are_there():
    helps = subprocess.run([sys.executable, ROOT / "run", "--help"], check=True, capture_output=True, text=True, timeout=60).stdout
    commands = {command for document in DOCUMENTS for command in COMMAND.findall(text(document))}
    for command in commands:
        program, *arguments = shlex.split(command)
        if program.startswith("./"):
            assert (ROOT / program).exists(), command
        if program == "./run":
            assert all(option in helps for option in arguments if option.startswith("--")), command
    assert any(command.startswith("./run --") for command in commands)


def test_each_variable_of_the_settings_page_is_read_somewhere():
    named = set(re.findall(r"^\| `(\w+)`", text(DOCS / "settings.md"), re.MULTILINE))
    folders = (ROOT / "kernel" / "src" / "main" / "java", ROOT / "kernel" / "launcher")
    read = "".join(text(path) for folder in folders for path in folder.rglob("*") if path.suffix in (".java", ".py"))
    assert len(named) > 5
    assert [name for name in named if f'"{name.removeprefix("IJAVA_")}"' not in read and f'"{name}"' not in read] == []


def test_the_picture_is_what_its_cell_draws():
    committed, fresh = text(DOCS / "timeline.svg"), timeline.capture()
    for svg in (committed, fresh):
        for seen in ("线程1", "线程2", "线程3", "等锁", "持锁", "睡眠"):
            assert seen in svg
