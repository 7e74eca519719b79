"""More people than seats, and the same person many times, all at the same instant."""

import asyncio
from collections import Counter

import pytest

from tests.stack.crowd import fill_in, open_fair, rush, send
from tests.stack.processes import until
from tests.stack.visitor import visitors

pytestmark = pytest.mark.stack
PEOPLE, SEATS = 1000, 100


def test_a_thousand_people_at_once_get_a_hundred_seats_and_an_orderly_queue(portal):
    portal.whole()
    fair = open_fair(portal, SEATS)
    outcomes, badges = asyncio.run(rush(fair, PEOPLE))
    assert Counter(o.status for o in outcomes) == {303: PEOPLE}
    assert len({o.address for o in outcomes}) == PEOPLE
    assert Counter(badge.status for badge in badges) == {200: PEOPLE}
    assert portal.number("SELECT taken FROM event_session") == SEATS
    seats = portal.rows("SELECT state, queued_at FROM seat ORDER BY id")
    assert [state for state, _ in seats] == ["seated"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
    assert sorted(seats, key=lambda seat: seat[1]) == seats
    kinds = dict(portal.rows("SELECT kind, count(*) FROM message GROUP BY kind"))
    assert kinds == {"badge": SEATS, "waiting": PEOPLE - SEATS}
    until(lambda: portal.letters() == PEOPLE)


def test_one_form_from_twenty_lines_at_the_same_instant_is_one_registration(portal):
    portal.whole()
    fair = open_fair(portal, SEATS)

    async def twenty_times():
        async with visitors(fair.port, 20) as everyone:
            for each in everyone:
                await each.get("/healthz")
            filled = await fill_in(everyone[0], fair, 1)
            return await asyncio.gather(*(send(each, fair, filled) for each in everyone))

    outcomes = asyncio.run(twenty_times())
    assert {o.status for o in outcomes} == {303}
    assert len({o.address for o in outcomes}) == 1
    for table in ("registration", "seat", "message", "form_answer"):
        assert portal.number(f"SELECT count(*) FROM {table}") == 1
    assert portal.number("SELECT taken FROM event_session") == 1
