"""What only the installed kernel can show of its magics."""
import os
import re

import pytest
from jupyter_client.manager import start_new_kernel

from conftest import ROOT


@pytest.fixture
def run():
    """Runs cells in an installed kernel with JVM options of the user's; returns what they print and their result."""
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=120, env={**os.environ, "JJAVA_JVM_OPTS": "-Xmx300m -Dof.the.user=yes"})

    def run(code: str) -> str:
        said = []
        def hear(message):
            content = message["content"]
            said.extend({"stream": lambda: [content["text"]], "error": lambda: content["traceback"],
                         "execute_result": lambda: [content["data"]["text/plain"]]}.get(message["msg_type"], list)())
        client.execute_interactive(code, timeout=120, output_hook=hear)
        return "".join(said)

    yield run
    client.stop_channels()
    manager.shutdown_kernel()


def test_maven_finds_its_resolver_beside_the_installed_kernel(run):
    added, value = run('%maven com.google.code.gson:gson:2.13.2\nnew com.google.gson.Gson().toJson(List.of("票", 1))').splitlines()
    assert "com.google.code.gson:gson:2.13.2" in added and value == '["票",1]'
    assert run('Class.forName("org.apache.maven.model.Model")').startswith("\x1b[31mjava.lang.ClassNotFoundException")


def test_jvm_options_of_the_user_reach_the_kernel(run):
    assert run('System.getProperty("of.the.user")') == "yes"
    assert int(run("Runtime.getRuntime().maxMemory() >> 20")) <= 300


def test_the_page_of_the_magics_names_each_in_both_languages(run):
    magics = [line.partition(": ")[0].split(", ") for line in run("%lsmagic").splitlines()]
    assert len(magics) > 15
    for half in (ROOT / "docs" / "magics.md").read_text(encoding="utf-8").split("\n## 中文\n"):
        named = set(re.findall(r"`(%%?\w+|!|\?)", half))
        assert [names for names in magics if named.isdisjoint(names)] == []
