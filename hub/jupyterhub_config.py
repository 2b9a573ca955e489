"""A class on one machine: JupyterHub with a Unix account for each student. Run as root; README.md tells how."""
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("HUB_STATE") or HERE / "state")  # only root may read it: it holds what cookies are signed with
MEMORY_MB = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
HUB_MB, STUDENT_MB = 512, 480  # as measured, README.md
IDLE_LIMIT_S = 3600

sys.path.insert(0, str(HERE.parent / "kernel" / "launcher"))
import jdk  # noqa: E402

STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
java = jdk.environment(jdk.find_jdk())

c = get_config()  # noqa: F821

c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # this machine only: passwords go further by https alone
c.JupyterHub.db_url = f"sqlite:///{STATE}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{STATE}/cookie_secret"
c.ConfigurableHTTPProxy.command = [f"{HERE}/node_modules/.bin/configurable-http-proxy"]
c.ConfigurableHTTPProxy.pid_file = f"{STATE}/proxy.pid"

# Who has an account here, its password, and is in this group
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"students"}

# A server is a process of the student's account, which cannot read what other accounts keep to themselves
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [f"{HERE}/server", "notebooks", sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.notebook_dir = "~/notebooks"
c.Spawner.default_url = "/lab/tree/00-index.ipynb"
c.Spawner.environment = {
    "PATH": java["PATH"],
    "JAVA_HOME": java["JAVA_HOME"],
    "JUPYTER_PREFER_ENV_PATH": "1",  # our kernel before any other named `java`
    "JJAVA_JVM_OPTS": "-Xmx512m",  # the kernel's heap: what Binder's 2 GB give it, too
}

# Limits: servers that start at the same time, and for how long; servers that fit into the memory; idle ones are ended
c.JupyterHub.concurrent_spawn_limit = 30
c.JupyterHub.active_server_limit = max(1, (MEMORY_MB - HUB_MB) // STUDENT_MB)
c.Spawner.start_timeout = 120
c.JupyterHub.services = [{
    "name": "idle-culler",
    "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE_LIMIT_S}"],
}]
c.JupyterHub.load_roles = [{
    "name": "idle-culler",
    "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    "services": ["idle-culler"],
}]
