"""Fills the cache by which the JVM starts faster: `python train.py`, once after the installation.

The JVM writes there what it has loaded, linked and found out about a kernel that runs the cells below (JEP 483, 514, 515). Without it, or with one that
another JVM or other jars have made, the kernel works as well, only its start takes longer.
"""
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # a file beside the installed ones would be left behind by `pip uninstall`

import cache  # noqa: E402

LIMIT_S = 120

# What the JVM compiles a method to in this run, it compiles it to at once in each kernel, and to nothing better. That is best for what compiles cells: simple code,
# which is ready soon. All other methods are left to what the notebook does with them: they are not compiled here.
COMPILER = ["com/sun/tools/javac", "com/sun/source", "jdk/internal/classfile", "jdk/internal/jimage", "jdk/internal/jrtfs"]

CELLS = """\
1 + 1
---
int x = 5;
String text = "x = " + x;
for (int i = 0; i < 3; i++) IO.println(text + i);
---
record Point(int x, String name) { }
List.of(new Point(1, "a"), new Point(2, "b"))
---
int twice(int n) { return 2 * n; }
Map.of("twice", IntStream.range(0, 5).map(n -> twice(n)).boxed().collect(Collectors.toList()))
---
var lock = new ReentrantLock();
void say(String word) {
    lock.lock();
    try { IO.println(word + " " + Thread.currentThread().getName()); } finally { lock.unlock(); }
}
var thread = Thread.ofPlatform().name("a").start(() -> say("hello"));
thread.join();
Thread.startVirtualThread(() -> say("virtual")).join();
try (var pool = Executors.newFixedThreadPool(2)) { pool.submit(() -> say("pool")).get(); }
---
var child = new ProcessBuilder("java", "--version").inheritIO().start();
child.waitFor();
---
x / 0
---
int wrong = missing;
---
display(html("<b>1</b>"));
outcomes(10, () -> 0).should(0)
---
%who
---
%%javac Hello.java
void main() { IO.println("hello"); }
---
text.length()""".split("\n---\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, cache.FILE.name)
        run_cells(folder, fresh)
        beside = cache.FILE.with_suffix(".new")
        shutil.copy(fresh, beside)
        beside.replace(cache.FILE)  # at once, for a kernel may be starting


def run_cells(folder, fresh):
    specs = KernelSpecManager(kernel_dirs=[str(HERE.parent)], ensure_native_kernel=False)
    manager = KernelManager(kernel_name=HERE.name, kernel_spec_manager=specs)
    directives = Path(folder, "directives.json")
    directives.write_text(json.dumps([
        {"match": [f"{package}/*.*" for package in COMPILER], "c1": {"Exclude": False}},
        {"match": ["*.*"], "c1": {"Exclude": True}},
    ]))
    options = [f"-XX:AOTCacheOutput={fresh}", "-XX:TieredStopAtLevel=1", "-XX:+UnlockDiagnosticVMOptions", f"-XX:CompilerDirectivesFile={directives}"]
    others = {name: value for name, value in os.environ.items() if not name.startswith(("JJAVA_", "IJAVA_"))}  # a reader's start-up scripts are not run here
    environment = {**others, "JJAVA_JVM_OPTS": shlex.join(options), "JAVA_KERNEL_HISTORY": "off"}
    manager.start_kernel(cwd=folder, env=environment, stdout=subprocess.DEVNULL)  # where the JVM would tell of the directives
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=LIMIT_S)
        for cell in CELLS:
            client.execute_interactive(cell, timeout=LIMIT_S, output_hook=lambda message: None)
        for request in client.complete("text.len"), client.inspect("String"), client.is_complete("int x = 5"):
            client.get_shell_msg(timeout=LIMIT_S)
        client.shutdown()
        manager.provisioner.process.wait(LIMIT_S)  # the cache is written at the JVM's end
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main()
