"""Two start-ups a day stand on the home page, and each of the pool gets its share."""

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from jobs import startups as jobs
from portal.core.audit import Deed
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.core.queue import Job
from portal.core.tasks import age
from portal.startups.models import HomeTurn
from portal.startups.operations import turns
from portal.startups.queries import turns as queries
from portal.startups.rules import turns as rules
from tests.databases import look_again
from tests.factories.startups import startup
from tests.startups.desk import again, change
from tests.together import together

TODAY = date(2026, 11, 22)


def pool(count, **other):
    return [startup(name=f"Nour {n}", on_home=True, **other) for n in range(count)]


def take(day) -> int:
    with transaction():
        return turns.take_turns(day)


def on(day) -> set[int]:
    look_again()
    mine = db.session.query(HomeTurn.startup_id).filter_by(day=day)
    return {row.startup_id for row in mine}


def played(pools) -> list[list[int]]:
    """Who stands on the home page on each day, for the pool of each day."""
    had: dict[int, list[date]] = {}
    days = []
    for number, line in enumerate(pools):
        day = TODAY + timedelta(days=number)
        chosen = rules.next_ones(line, had, rules.A_DAY)
        for one in chosen:
            had.setdefault(one, []).append(day)
        days.append(chosen)
    return days


@given(size=st.integers(1, 40), rounds=st.integers(1, 5), begins=st.integers(0, 100))
def test_over_whole_rounds_each_of_a_stable_pool_gets_as_many_days(size, rounds, begins):
    line = list(range(1, size + 1))
    days = played([line] * (begins + rounds * size))
    counts = Counter(one for day in days[begins:] for one in day)
    assert max(counts[one] for one in line) - min(counts[one] for one in line) <= 1
    assert all(len(set(day)) == min(size, rules.A_DAY) for day in days)


@given(size=st.integers(3, 30), length=st.integers(5, 60))
def test_nobody_waits_longer_than_a_round(size, length):
    """Whoever stands there comes back when all others had their turn: never sooner by more than
    the one who shares the day."""
    days = played([list(range(size))] * (length + size))
    for one in range(size):
        stood = [number for number, day in enumerate(days) if one in day]
        gaps = [after - before for before, after in zip(stood, stood[1:], strict=False)]
        assert all(size // 2 - 1 <= gap <= size // 2 + 2 for gap in gaps)


@given(st.data())
def test_who_joins_or_leaves_takes_nothing_from_the_others(data):
    """A pool that changes at any time: among those who are in it from some day on, nobody gets
    more than one turn more than another."""
    everyone = range(1, 13)
    pools = []
    line: set[int] = set(data.draw(st.sets(st.sampled_from(everyone), min_size=3)))
    for _ in range(data.draw(st.integers(0, 25))):
        line ^= data.draw(st.sets(st.sampled_from(everyone), max_size=2))
        pools.append(sorted(line))
    stays = sorted(line) or [1, 2, 3]
    days = played([*pools, *[stays] * (3 * len(stays))])
    counts = Counter(one for day in days[len(pools) :] for one in day)
    # Those who missed their turn before come first, once: so two at most.
    assert max(counts[one] for one in stays) - min(counts[one] for one in stays) <= 2
    # What the others get is what a stable pool gets.
    after = Counter(one for day in days[-len(stays) :] for one in day)
    assert max(after[one] for one in stays) - min(after[one] for one in stays) <= 1


def test_a_day_has_two_and_asking_again_changes_nothing(rows):
    pool(5)
    assert take(TODAY) == 2
    first = on(TODAY)
    assert (take(TODAY), on(TODAY)) == (0, first)
    take(TODAY + timedelta(days=1))
    assert on(TODAY + timedelta(days=1)) & first == set()


def test_asked_at_the_same_instant_it_is_done_once(app, rows):
    pool(6)
    together(app, *[lambda: take(TODAY)] * 4)
    assert len(on(TODAY)) == 2


def test_hidden_and_stopped_ones_are_passed_over(rows):
    hidden, stopped, shown = pool(3)
    change(hidden, state="hidden")
    change(stopped, state="stopped")
    startup(on_home=False)
    take(TODAY)
    assert on(TODAY) == {shown.id}


def test_who_is_hidden_during_its_day_gives_its_place_to_the_next(rows):
    with time_machine.travel("2026-11-22T10:00Z"):
        one, two, three = pool(3)
        take(TODAY)
        assert [s.id for s in queries.on_home_today()] == [one.id, two.id]
        change(one, state="hidden")
        assert [s.id for s in queries.on_home_today()] == [two.id]
        take(TODAY)
        assert {s.id for s in queries.on_home_today()} == {two.id, three.id}


def test_until_the_day_is_drawn_yesterday_s_stay(rows):
    one, two, *_ = pool(4)
    take(TODAY)
    with time_machine.travel("2026-11-23T00:05Z"):
        assert [s.id for s in queries.on_home_today()] == [one.id, two.id]
        take(TODAY + timedelta(days=1))
        assert {s.id for s in queries.on_home_today()} & {one.id, two.id} == set()
    with time_machine.travel("2026-11-25T12:00Z"):
        assert queries.on_home_today() == []


def test_the_job_draws_the_day_of_morocco(app, rows, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    pool(3)
    jobs.take_turns()
    jobs.take_turns()
    assert len(on(local(now()).date())) == 2
    assert age(Job.TAKE_TURNS) is not None


def test_only_a_page_that_is_shown_joins_and_each_change_is_noted(rows):
    draft, shown = startup(state="draft"), startup()
    with pytest.raises(Refused, match="startup_not_shown"), transaction():
        turns.join(draft)
    for deed in (turns.join, turns.join, turns.leave, turns.leave):
        with transaction():
            deed(again(shown))
    look_again()
    noted = db.session.query(Deed).order_by(Deed.id).all()
    assert [deed.what for deed in noted] == ["startups.home.joined", "startups.home.left"]
    assert again(shown).on_home is False


def test_shares_are_of_the_last_thirty_days(rows):
    (one,) = pool(1)
    with time_machine.travel("2026-11-22T10:00Z"), transaction():
        for back in (0, 29, 30):
            db.session.add(HomeTurn(startup_id=one.id, day=TODAY - timedelta(days=back)))
    with time_machine.travel("2026-11-22T10:00Z"):
        assert queries.shares() == {one.id: 2}
