"""Which tests `./test` runs for its arguments."""
import importlib.machinery
import importlib.util

import pytest

from conftest import ROOT

LOADER = importlib.machinery.SourceFileLoader("parts_of_test", str(ROOT / "test"))
SCRIPT = importlib.util.module_from_spec(importlib.util.spec_from_loader(LOADER.name, LOADER))
LOADER.exec_module(SCRIPT)


def parts(*given: str):
    return SCRIPT.parts(SCRIPT.arguments(given))


def test_without_arguments_all_are_run():
    assert parts() == ([], [ROOT / "tests"])


def test_junit_alone_runs_a_part_of_the_kernel_or_of_the_notebooks():
    assert parts("kernel") == (["-Dtest=!**/notebooks/*Test"], None)
    assert parts("kernel", "MagicsTest", "StopTest") == (["-Dtest=MagicsTest,StopTest"], None)
    assert parts("notebooks") == (["-Dtest=**/notebooks/*Test"], None)
    assert parts("notebooks", "03", "05") == (["-Dtest=Notebook03Test,Notebook05Test,ReadingTest,LinksTest"], None)


def test_pytests_parts_are_the_whole_and_nothing_twice():
    (junit, rest), (_, [browser]), (_, [image]) = map(parts, ("jupyter", "browser", "image"))
    assert junit is None
    assert browser.is_file() and image.is_file()
    assert rest == [ROOT / "tests", f"--ignore={browser}", f"--ignore={image}"]


@pytest.mark.parametrize("wrong", [["kernels"], ["notebooks", "99"], ["browser", "03"], ["--fast"]])
def test_what_is_unknown_is_refused_by_its_name(wrong, capsys):
    with pytest.raises(SystemExit) as refused:
        parts(*wrong)
    assert refused.value.code == 2
    assert wrong[-1] in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["help", "-h"])
def test_help_names_every_part(asked, capsys):
    with pytest.raises(SystemExit) as told:
        parts(asked)
    assert not told.value.code
    said = capsys.readouterr().out
    assert all(part in said for part in ("kernel", "notebooks", "jupyter", "browser", "image", "03"))
