"""The installed kernel names the licence of every jar it carries, and has the text of each."""
import re

from conftest import ROOT

KERNELSPEC = ROOT / ".venv" / "share" / "jupyter" / "kernels" / "java"
TEXTS = {"Apache-2.0": ["Apache-2.0"], "EPL-2.0": ["EPL-2.0"], "LGPL": ["LGPL-2.1", "LGPL-3.0", "GPL-3.0"], "MPL-2.0": ["MPL-2.0"]}
COPYRIGHT_OF_ITS_OWN = ("BSD-", "MIT")  # each such text begins with who holds the copyright, so each project has its own


def named() -> dict[str, str]:
    """By artifact and version its licence, as in the list that the build makes."""
    found, licence = {}, None
    for line in (KERNELSPEC / "licenses" / "THIRD-PARTY.txt").read_text(encoding="utf-8").splitlines():
        if jar := re.search(r"\([\w.-]+:([\w.-]+):([\w.-]+) - ", line):
            found[f"{jar[1]}-{jar[2]}"] = licence
        elif heading := re.fullmatch(r"\s+(\S.*):\s*", line):
            licence = heading[1]
    return found


def test_every_jar_is_named_with_its_licence():
    jars = {jar.stem for jar in (KERNELSPEC / "lib").rglob("*.jar")} - {"kernel"}
    assert len(jars) > 50
    assert named().keys() == jars


def test_every_licence_is_there():
    needed = set()
    for jar, licence in named().items():
        project = re.match(r"asm|slf4j|[\w-]+?(?=-\d)", jar)[0]
        needed.update([f"{licence}-{project}"] if licence.startswith(COPYRIGHT_OF_ITS_OWN) else TEXTS[licence])
    assert needed == {text.stem for text in (ROOT / "kernel" / "licenses").iterdir()}
    for name in needed:
        installed = (KERNELSPEC / "licenses" / f"{name}.txt").read_text(encoding="utf-8")
        assert installed == (ROOT / "kernel" / "licenses" / f"{name}.txt").read_text(encoding="utf-8")
        assert re.search("licen[cs]e|redistribution|permission is hereby granted", installed, re.IGNORECASE)
