"""The portal as it really runs: its own processes, folder, database and port."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import redis
from sqlalchemy import Engine, Executable, create_engine, text
from sqlalchemy.exc import OperationalError

from portal import migrating
from portal.supervisor import redis_command

PATIENCE = 40  # seconds


def until(fact, seconds: float = PATIENCE, pause: float = 0.05):
    """Wait for `fact()` to be true and return it; AssertionError when it never is."""
    end = time.monotonic() + seconds
    while True:
        found = fact()
        if found:
            return found
        assert time.monotonic() < end, (
            f"not true after {seconds} s: {getattr(fact, '__name__', fact)}"
        )
        time.sleep(pause)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid: int) -> list[int]:
    """The processes below `pid`, the nearest first."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with contextlib.suppress(OSError):
            mine = [int(child) for child in (task / "children").read_text().split()]
            found += mine + [below for child in mine for below in children(child)]
    return found


def alive(pid: int) -> bool:
    """Does the process still run? (A zombie does not.)"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def end(pid: int, how: int = signal.SIGKILL) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)


class Stack:
    """Pieces of the portal, each started by its command: "redis", "worker" (both of them) or
    "messages worker" and "work worker", "sweeper", "web"."""

    def __init__(self, folder: Path, database_url: str, **environ: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.environ = {
            **{k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")},
            "PORTAL_DATA_DIR": str(folder),
            "PORTAL_DATABASE_URL": database_url,
            "PORTAL_BASE_URL": f"http://127.0.0.1:{self.port}",
            "PORTAL_LOG_LEVEL": "WARNING",
            **environ,
        }
        self.url = database_url
        self.engine: Engine = create_engine(database_url)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.orphans: list[int] = []

    def command(self, name: str) -> list[str]:
        if name == "redis":
            return redis_command(self.folder)
        more = ["--port", str(self.port)] if name in {"web", "up"} else []
        words = ["worker", name.split()[0]] if name.endswith(" worker") else [name]
        return [sys.executable, "-m", "portal.cli", *words, *more]

    def start(self, *names: str) -> None:
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    self.command(name),
                    env=self.environ,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "redis" in names:
            until(self.redis_answers)

    def whole(self) -> "Stack":
        """Migrate and start everything; returns when it is ready."""
        migrating.upgrade(self.url)
        self.start("redis", "worker", "sweeper", "web")
        until(self.ready)
        return self

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`portal …` until it ends."""
        command = [sys.executable, "-m", "portal.cli", *words]
        return subprocess.run(
            command, env=self.environ, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def family(self, name: str) -> list[int]:
        """The process of this name and all below it."""
        pid = self.processes[name].pid
        return [pid, *children(pid)]

    def kill(self, name: str) -> None:
        """kill -9 for the whole of a piece, as a power cut would."""
        for pid in self.family(name):
            end(pid)
        self.processes.pop(name).wait()

    def orphan(self, name: str) -> None:
        """kill -9 for the uppermost process alone: what it started lives on."""
        self.orphans += self.family(name)[1:]
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def stop(self) -> None:
        """End what is left, whatever state it is in."""
        for name in list(self.processes):
            self.kill(name)
        for pid in self.orphans:
            end(pid)
        self.engine.dispose()

    def ready(self) -> bool:
        return self.status("/readyz") == 200

    def status(self, path: str) -> int:
        """The status of a page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=10
            ) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def redis_answers(self) -> bool:
        with contextlib.suppress(redis.RedisError):
            return bool(redis.Redis(unix_socket_path=str(self.folder / "redis.sock")).ping())
        return False

    def rows(self, query: str, **values) -> list:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]

    def number(self, query: str, **values) -> int:
        return self.rows(query, **values)[0][0]

    def change(self, *statements: Executable) -> None:
        """Change rows under the running portal; PostgreSQL may end a deadlock at our cost."""
        for attempt in range(1, 11):
            try:
                with self.engine.begin() as connection:
                    for statement in statements:
                        connection.execute(statement)
                return
            except OperationalError as error:
                if attempt == 10 or getattr(error.orig, "sqlstate", "") != "40P01":
                    raise

    def letters(self) -> int:
        """How many messages have left, into the outbox folder."""
        return len(list((self.folder / "outbox").glob("message-*.json")))
