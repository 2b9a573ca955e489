"""In which language the kernel's compiler speaks."""
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "kernel" / "launcher"))
import language  # noqa: E402

CHINESE = ["-Duser.language.display=zh", "-Duser.country.display=CN"]


@pytest.fixture
def environment(tmp_path):
    return {"JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTERLAB_DIR": str(tmp_path / "lab"), "LANG": "C.UTF-8"}


def choose(tmp_path, locale: str) -> None:
    """As JupyterLab writes it, comments and all."""
    chosen = tmp_path / "config/lab/user-settings/@jupyterlab/translation-extension/plugin.jupyterlab-settings"
    chosen.parent.mkdir(parents=True)
    chosen.write_text('{\n    // Language locale\n    // e.g.: "locale": "es_CO"\n    // ****\n'
                      f'    "locale": "{locale}"\n}}', encoding="utf-8")


def install(tmp_path) -> None:
    overrides = tmp_path / "lab/settings/overrides.json"
    overrides.parent.mkdir(parents=True)
    overrides.write_bytes((ROOT / "lab" / "settings.json").read_bytes())


def test_it_is_that_of_jupyterlab_as_installed(tmp_path, environment):
    install(tmp_path)
    assert language.java_options(environment) == CHINESE


def test_what_the_user_chose_in_jupyterlab_goes_before(tmp_path, environment):
    install(tmp_path)
    choose(tmp_path, "ja_JP")
    assert language.java_options(environment) == ["-Duser.language.display=ja", "-Duser.country.display=JP"]


@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "zh_CN.GBK", "zh_CN"])
def test_else_it_is_that_of_the_environment(environment, locale):
    assert language.java_options({**environment, "LANG": locale}) == CHINESE


def test_jupyterlabs_default_leaves_it_to_the_environment(tmp_path, environment):
    choose(tmp_path, "default")
    assert language.java_options(environment) == []
    assert language.java_options({**environment, "LC_ALL": "zh_CN.UTF-8"}) == CHINESE


@pytest.mark.parametrize("locale", ["", "C", "POSIX", "C.UTF-8"])
def test_without_any_language_java_keeps_its_own(environment, locale):
    assert language.java_options({**environment, "LANG": locale}) == []
