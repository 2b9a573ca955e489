"""Finds the language in which compiler messages are told: the one of JupyterLab's menus, else the environment's."""
from __future__ import annotations

import re
import sys
from pathlib import Path

PLUGIN = "@jupyterlab/translation-extension"


def java_options(environment) -> list[str]:
    """What makes the JVM speak that language and leave numbers and dates as they are; nothing where it is not known."""
    language = re.match(r"([a-z]{2,3})(?:[_-]([A-Z]{2}))?(?![a-z])", _of_lab(environment) or _of(environment))
    if not language:
        return []
    return [f"-Duser.language.display={language[1]}", f"-Duser.country.display={language[2] or ''}"]


def _of(environment) -> str:
    return next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


def _of_lab(environment) -> str | None:
    """What the user has chosen in JupyterLab, or else its installation has set; None for its default."""
    config = Path(environment.get("JUPYTER_CONFIG_DIR") or Path.home() / ".jupyter")
    user = Path(environment.get("JUPYTERLAB_SETTINGS_DIR") or config / "lab" / "user-settings")
    lab = Path(environment.get("JUPYTERLAB_DIR") or Path(sys.prefix, "share", "jupyter", "lab"))
    chosen = (_find(user / PLUGIN / "plugin.jupyterlab-settings", r'^\s*"locale"\s*:\s*"(\w+)"')
              or _find(lab / "settings" / "overrides.json", rf'"{PLUGIN}:plugin"\s*:\s*{{[^}}]*"locale"\s*:\s*"(\w+)"'))
    return None if chosen == "default" else chosen


def _find(file: Path, pattern: str) -> str | None:
    try:
        found = re.search(pattern, file.read_text(encoding="utf-8"), re.MULTILINE)  # it may hold comments: no JSON
    except (OSError, UnicodeError):
        return None
    return found and found[1]
