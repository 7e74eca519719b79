"""Whatever is killed, nothing that was answered is lost and nothing is done twice."""

import asyncio
import threading
import time

import pytest
from sqlalchemy import text

from tests.stack.crowd import open_fair, register
from tests.stack.processes import end, until

pytestmark = pytest.mark.stack
SEATS = 1000


@pytest.fixture
def fair(portal):
    portal.whole()
    return open_fair(portal, SEATS)


def fates(portal) -> dict[str, int]:
    return dict(portal.rows("SELECT state, count(*) FROM message GROUP BY state"))


def a_minute_later(portal) -> None:
    """The leases of the dead run out."""
    portal.change(text("UPDATE message SET lease_until = next_at WHERE state = 'leased'"))


def test_without_redis_people_register_as_fast_and_messages_still_leave(portal, fair):
    killer = threading.Timer(0.5, portal.kill, ["redis"])
    killer.start()
    during = asyncio.run(register(fair, range(100), at_once=8))
    killer.join()
    without = asyncio.run(register(fair, range(100, 150), at_once=8))
    for outcomes in (during, without):
        assert {o.status for o in outcomes} == {303}
        assert sorted(o.seconds for o in outcomes)[int(len(outcomes) * 0.95)] < 2
    until(lambda: portal.letters() == 150)
    assert portal.status("/readyz") == 200


def test_a_redis_that_comes_back_rings_again(portal, fair):
    portal.kill("redis")
    asyncio.run(register(fair, range(10), at_once=4))
    until(lambda: fates(portal) == {"accepted": 10})
    portal.start("redis")
    portal.kill("sweeper")  # from here on only the bell and the worker can deliver
    time.sleep(2)
    asyncio.run(register(fair, range(10, 20), at_once=4))
    # RQ's worker waits up to a minute before it asks a lost Redis again.
    until(lambda: fates(portal) == {"accepted": 20}, seconds=100)


def test_a_worker_that_is_killed_again_and_again_loses_no_message(portal, fair):
    for name in ("worker", "sweeper"):
        portal.kill(name)
    asyncio.run(register(fair, range(300), at_once=16))
    assert fates(portal) == {"pending": 300}
    portal.start("sweeper")
    for kill in (portal.kill, portal.orphan, portal.kill, portal.orphan):
        before = portal.letters()
        portal.start("worker")
        until(lambda before=before: portal.letters() > before or portal.letters() == 300)
        kill("worker")
        a_minute_later(portal)
    portal.start("worker")
    until(lambda: a_minute_later(portal) or fates(portal) == {"accepted": 300}, pause=1)
    assert portal.letters() == 300


def test_a_web_server_that_is_killed_again_and_again_loses_no_registration(portal, fair):
    stop = threading.Event()

    def keep_killing():
        for turn in range(6):
            if stop.wait(0.8):
                return
            if turn % 3 == 2:
                portal.kill("web")
                portal.start("web")
            else:
                end(portal.family("web")[-1])

    killer = threading.Thread(target=keep_killing)
    killer.start()
    try:
        outcomes = asyncio.run(register(fair, range(300), at_once=16))
    finally:
        stop.set()
        killer.join()
    assert {o.status for o in outcomes} == {303}
    acknowledged = sorted(o.address.split("/")[-2] for o in outcomes)
    assert acknowledged == sorted(
        token for (token,) in portal.rows("SELECT token FROM registration")
    )
    assert len(set(acknowledged)) == 300
    for table in ("seat", "message", "form_answer"):
        assert portal.number(f"SELECT count(*) FROM {table}") == 300
    assert portal.number("SELECT taken FROM event_session") == 300
    assert portal.number("SELECT count(*) FROM form_answer WHERE address = ''") == 0
    if portal.engine.dialect.name == "sqlite":
        assert portal.rows("PRAGMA integrity_check") == [("ok",)]
        assert portal.rows("PRAGMA foreign_key_check") == []
