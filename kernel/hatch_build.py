"""Builds the jars with Maven and puts the whole kernelspec into the wheel."""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LAUNCHER = Path(__file__).resolve().parent / "launcher"
LICENSES = LAUNCHER.with_name("licenses")
KERNELSPEC = "share/jupyter/kernels/java"
sys.dont_write_bytecode = True
sys.path.insert(0, str(LAUNCHER))

import cache  # noqa: E402
import jdk  # noqa: E402


class JavaBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        try:
            home, maven = jdk.find_jdk(), jdk.find_maven()
        except (jdk.NoJdk, jdk.NoMaven) as missing:
            sys.exit(f"\n{missing}\n")
        # Built in a copy that holds no `target`: nothing stale can get into the wheel, and nothing of a developer's
        # own build is disturbed.
        self.scratch = tempfile.TemporaryDirectory(prefix="java-notebook-kernel-")
        copy = Path(self.scratch.name, "kernel")
        shutil.copytree(self.root, copy, ignore=shutil.ignore_patterns("target", "dist"))
        command = [str(maven), "-q", "-B", "package", "-Dmaven.test.skip=true", "-Dunchecked"]
        built = subprocess.run(command, cwd=copy, env=jdk.environment(home), stdin=subprocess.DEVNULL)
        if built.returncode:
            sys.exit(f"\nMaven could not build the kernel (exit code {built.returncode}); it says why above.\n")
        build_data["shared_data"].update(kernelspec_files(copy / "target"))
        empty = copy / cache.FILE.name  # train.py fills it, and pip takes it away with all that it knows of
        empty.touch()
        build_data["shared_data"][str(empty)] = f"{KERNELSPEC}/{empty.name}"

    def finalize(self, version, build_data, artifact_path):
        self.scratch.cleanup()


def kernelspec_files(target):
    """Every file of the installed kernelspec: its source, and its place below the environment's prefix."""
    launcher = [file for file in LAUNCHER.iterdir() if file.is_file()]
    jars = [target / "kernel.jar", *(target / "lib").glob("*.jar")]
    return {
        **{str(file): f"{KERNELSPEC}/{file.name}" for file in launcher},
        **{str(text): f"{KERNELSPEC}/licenses/{text.name}" for text in LICENSES.glob("*.txt")},
        str(target / "THIRD-PARTY.txt"): f"{KERNELSPEC}/licenses/THIRD-PARTY.txt",
        **{str(jar): f"{KERNELSPEC}/lib/{jar.name}" for jar in jars},
        **{str(jar): f"{KERNELSPEC}/lib/{folder}/{jar.name}" for folder in ("maven", "lincheck") for jar in (target / folder).glob("*.jar")},
    }
