"""Starts the Java kernel: `python launcher.py CONNECTION_FILE`. Jupyter finds this line in kernel.json."""
import os
import shlex
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # a file beside the installed ones would be left behind by `pip uninstall`
sys.path.insert(0, str(HERE))

import cache  # noqa: E402
import jdk  # noqa: E402
import language  # noqa: E402


def utf8_locale(environment):
    """The change to `environment` that makes children print UTF-8: under LC_ALL=C a child `java` prints ?? for 跳舞."""
    chosen = next(filter(None, map(environment.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    if os.name == "nt" or "utf8" in chosen.lower().replace("-", ""):
        return {}
    return {"LC_ALL": "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"}


def class_path_for_children(environment):
    """Where children find the classes of `%%javac` cells: `programs`, beside the notebook."""
    own = str(Path.cwd() / "programs")
    return {"CLASSPATH": os.pathsep.join(filter(None, [own, environment.get("CLASSPATH")]))}


def servers_pid(environment, pid_of_handle):
    """The kernel ends with the process of this pid. On Windows Jupyter tells a handle, which this process has inherited and Java's would not."""
    told = environment.get("JPY_PARENT_PID", "")
    if not told.isdecimal():
        return {}
    pid = pid_of_handle(int(told))
    return {"JPY_PARENT_PID": str(pid) if pid else ""}  # without a pid the kernel watches nobody


def windows_pid_of_handle(handle):
    """0 for a handle that is no process's."""
    import ctypes
    from ctypes import wintypes
    get_process_id = ctypes.windll.kernel32.GetProcessId
    get_process_id.argtypes, get_process_id.restype = [wintypes.HANDLE], wintypes.DWORD
    return get_process_id(handle)


def users_jvm_options(environment):
    """Such as -Xmx2g: from the variable of JJava's name, or of IJava's."""
    return shlex.split(environment.get("JJAVA_JVM_OPTS") or environment.get("IJAVA_JVM_OPTS") or "")


def java_arguments(connection_file, users):
    jars = sorted((HERE / "lib").glob("*.jar"), key=lambda jar: (jar.name != "kernel.jar", jar.name))
    options = [f"@{HERE / 'jvm.options'}", *cache.options(users), *language.java_options(os.environ), *users]
    return [*options, "-cp", os.pathsep.join(map(str, jars)), "javakernel.Main", connection_file]


def open_standard_streams():
    """Those that are closed lead nowhere: else the first files that Java opens would be what cells print to."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(opened, True)
    os.close(opened)


def main(connection_file):
    open_standard_streams()
    try:
        home = jdk.find_jdk()
    except jdk.NoJdk as missing:
        print(missing, file=sys.stderr)
        return 2
    environment = jdk.environment(home)
    environment.update(utf8_locale(environment))
    environment.update(class_path_for_children(environment))
    if os.name == "nt":
        environment.update(servers_pid(environment, windows_pid_of_handle))
    users = users_jvm_options(os.environ)
    command = [str(jdk.java_command(home)), *java_arguments(connection_file, users)]
    cache.fill_for_the_next(users)
    if os.name == "nt":  # no exec there: what is called so starts a second process and ends this one
        return subprocess.run(command, env=environment).returncode
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
