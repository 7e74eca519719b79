"""`portal up`, what stops a start, and what a running portal says of itself."""

import asyncio
import signal

import pytest

from portal import migrating
from tests.stack.crowd import open_fair, register
from tests.stack.processes import alive, end, until

pytestmark = pytest.mark.stack
QUICKLY = 20  # seconds


def said(portal, name: str) -> str:
    return (portal.folder / f"{name}.log").read_text()


def test_one_command_runs_everything_and_one_signal_ends_it(portal):
    portal.start("up")
    until(portal.ready)
    assert said(portal, "up").count("http://") == 1
    assert f"Open http://127.0.0.1:{portal.port}/" in said(portal, "up")
    (outcome,) = asyncio.run(register(open_fair(portal, 10), range(1), at_once=1))
    assert outcome.status == 303
    assert portal.status(outcome.address) == 200
    until(lambda: portal.letters() == 1)
    family = portal.family("up")
    assert len(family) >= 7  # itself, Redis, worker, sweeper, web with two processes
    portal.processes["up"].send_signal(signal.SIGTERM)
    assert portal.processes["up"].wait(QUICKLY) == 0
    until(lambda: not any(alive(pid) for pid in family), seconds=1)


def test_what_dies_is_started_again(portal):
    portal.start("up")
    until(portal.ready)
    fair = open_fair(portal, 10)
    for pid in portal.family("up")[1:]:
        end(pid)
    until(lambda: portal.status("/healthz") == 200 and portal.redis_answers())
    (outcome,) = asyncio.run(register(fair, range(1), at_once=1))
    assert outcome.status == 303
    until(lambda: portal.letters() == 1)


SHORT = "fields = 00ff\nphone_index = 00ff\nforms = 00ff\n"
DEFAULT = "".join(f"{name} = {'00' * 32}\n" for name in ("fields", "phone_index", "forms"))


UNSAFE = {
    "no keys": (None, {}),
    "empty keys": ("", {}),
    "short keys": (SHORT, {}),
    "default keys": (DEFAULT, {}),
    "http": ("fresh", {"PORTAL_BASE_URL": "http://portal.example.org"}),
    "debug": ("fresh", {"FLASK_DEBUG": "1"}),
}
CASES = [("web", case) for case in UNSAFE]
CASES += [(command, "short keys") for command in ("up", "worker", "sweeper", "check")]


@pytest.mark.parametrize(("command", "case"), CASES)
def test_production_does_not_start_unsafely(portal, tmp_path, command, case):
    keys, environ = UNSAFE[case]
    file = tmp_path / "production.keys"
    portal.environ |= {"PORTAL_ENV": "production", "PORTAL_BASE_URL": "https://portal.example.org"}
    portal.environ |= environ
    if keys == "fresh":
        portal.run("keys", "new", str(file))
    elif keys is not None:
        file.write_text(keys)
    if keys is not None:
        portal.environ["PORTAL_KEYS"] = str(file)
    refused = portal.run(command)
    assert refused.returncode != 0
    assert refused.stderr.startswith("Error: ")
    assert len(refused.stderr.splitlines()) == 1


def test_an_old_schema_is_noticed(portal):
    migrating.upgrade(portal.url)
    with portal.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000_before'")
    portal.start("web")
    until(lambda: portal.status("/healthz") == 200)
    assert portal.status("/readyz") == 503
    checked = portal.run("check")
    assert checked.returncode == 1
    assert "schema: old: run portal db upgrade" in checked.stdout
    assert portal.run("db", "check").returncode == 1


def test_an_empty_database_is_not_ready(portal):
    portal.start("web")
    until(lambda: portal.status("/healthz") == 200)
    assert portal.status("/readyz") == 503
    assert portal.run("check").returncode == 1


def test_a_whole_portal_is_well(portal):
    portal.whole()
    checked = portal.run("check")
    assert checked.returncode == 0, checked.stdout
    assert "BAD" not in checked.stdout
