"""Finds the JDK and the Maven this project needs; the launcher, the wheel build and `setup` all ask here.

Needs nothing but the standard library of Python 3.9.
"""
from __future__ import annotations

import glob
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

RELEASE = 25

NO_JDK = f"""\
JDK {RELEASE} or newer is missing (a whole JDK with javac, not a JRE); install it, or point JAVA_HOME at it:
  Debian   sudo apt install openjdk-25-jdk-headless
  Fedora   sudo dnf install java-25-openjdk-devel
  macOS    brew install openjdk@25
  Windows  winget install EclipseAdoptium.Temurin.25.JDK"""

NO_MAVEN = """\
Maven is missing, which builds the Java kernel; install it, or point MAVEN_HOME at it:
  Debian   sudo apt install maven
  Fedora   sudo dnf install maven
  macOS    brew install maven
  Windows  scoop install maven"""

USUAL_FOLDERS = {
    "linux": [
        "/usr/lib/jvm/*", "/usr/lib64/jvm/*", "/usr/java/*", "/opt/*", "/opt/java/*",
        "~/.sdkman/candidates/java/*", "~/.jdks/*",
    ],
    "darwin": [
        "/Library/Java/JavaVirtualMachines/*/Contents/Home",
        "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
        "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "~/.sdkman/candidates/java/*",
    ],
    "win32": [
        *(rf"${{ProgramFiles}}\{maker}\*" for maker in (
            "Java", "Eclipse Adoptium", "Eclipse Foundation", "Microsoft", "Zulu", "BellSoft", "Amazon Corretto")),
        r"~\scoop\apps\*jdk*\current", r"~\.jdks\*",
    ],
}


class NoJdk(Exception):
    """There is no suitable JDK; the message says what to install."""


class NoMaven(Exception):
    """There is no Maven; the message says what to install."""


def find_jdk() -> Path:
    """The home of a JDK of at least release 25, or `NoJdk`.

    JAVA_HOME comes first, then the Python environment's own JDK, PATH, and the usual folders for JVMs, in which
    release 25 itself is preferred to a newer one. The variable JDK_FOLDERS, patterns of JDK homes separated as in
    PATH, takes the place of the usual folders.
    """
    for home in _homes_chosen_by_the_user():
        if _release(home) >= RELEASE:
            return home
    installed = {home: _release(home) for home in _homes_in_usual_folders()}
    suitable = [home for home, release in installed.items() if release >= RELEASE]
    if not suitable:
        raise NoJdk(NO_JDK)
    return max(suitable, key=lambda home: (installed[home] == RELEASE, installed[home]))


def find_maven() -> Path:
    """The `mvn` command of this Python environment, PATH, MAVEN_HOME or M2_HOME, or `NoMaven`."""
    homes = [os.environ[name] for name in ("MAVEN_HOME", "M2_HOME") if os.environ.get(name)]
    folders = [*_search_path(), *(os.path.join(home, "bin") for home in homes)]
    maven = shutil.which("mvn", path=os.pathsep.join(folders))
    if maven is None:
        raise NoMaven(NO_MAVEN)
    return Path(maven)


def environment(home: Path) -> dict[str, str]:
    """This process's environment, changed so that `java` and Maven are those of the JDK at `home`."""
    path = os.pathsep.join(filter(None, [str(home / "bin"), os.environ.get("PATH")]))
    return {**os.environ, "JAVA_HOME": str(home), "PATH": path}


def java_command(home: Path) -> Path:
    return home / "bin" / _executable("java")


def _homes_chosen_by_the_user():
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"])
    yield Path(sys.prefix, "lib", "jvm")  # conda on Linux and macOS
    yield Path(sys.prefix, "Library")  # conda on Windows
    for folder in _search_path():
        java = Path(folder, _executable("java"))
        if java.is_file():
            home = java.resolve().parent.parent
            # What stands on PATH may be a stand-in (macOS, jenv, asdf), which only Java itself can see through.
            yield home if (home / "release").is_file() else Path(_ask(java, "java.home") or home)


def _homes_in_usual_folders():
    patterns = os.environ.get("JDK_FOLDERS")
    patterns = USUAL_FOLDERS.get(sys.platform, USUAL_FOLDERS["linux"]) if patterns is None else patterns.split(os.pathsep)
    for pattern in patterns:
        yield from map(Path, sorted(glob.glob(os.path.expanduser(os.path.expandvars(pattern)))))


def _search_path() -> list[str]:
    own = os.path.join(sys.prefix, "Scripts" if os.name == "nt" else "bin")
    return [own, *filter(None, os.environ.get("PATH", "").split(os.pathsep))]


def _release(home: Path) -> int:
    """The feature release of the JDK at `home`, such as 25; 0 if there is no JDK."""
    if not (java_command(home).is_file() and (home / "bin" / _executable("javac")).is_file()):
        return 0
    try:
        # Java's own record of itself: read in a moment, where starting every java found would take a second.
        found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(errors="replace"), re.MULTILINE)
    except OSError:
        found = None
    return int(found[1]) if found else int(float(_ask(java_command(home), "java.specification.version") or 0))


def _ask(java: Path, system_property: str) -> str | None:
    try:
        answer = subprocess.run([str(java), "-XshowSettings:properties", "-version"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20,
                                encoding="utf-8", errors="replace").stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(rf"^\s*{re.escape(system_property)} = (.+?)\s*$", answer, re.MULTILINE)
    return found[1] if found else None


def _executable(name: str) -> str:
    return name + ".exe" if os.name == "nt" else name
