"""Whole runs: the same result however often, wherever killed, by however many workers."""

import threading
from datetime import timedelta

import pytest
import time_machine

from jobs import matching, whole_run
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.matching.models import MatchRun, OpeningMatch, PersonMatch, Suggestion
from portal.matching.operations import running, solving, writing
from portal.matching.queries import due
from portal.matching.states import RunState
from tests.databases import look_again
from tests.matching.village import (
    ask,
    standing,
    suggestion_of,
    tailor,
    the_run,
    unasked,
    whole,
    workshop,
)

pytestmark = pytest.mark.usefixtures("carried_out")


def everything():
    """All that matching has written, but for what tells one run from another."""
    look_again()
    names = ("person_id", "opportunity_id", "state", "score", "parts", "missing", "proposed_at")
    suggestions = [[getattr(one, n) for n in names] for one in db.session.query(Suggestion)]
    memory = [
        [(one.seen_at, one.excluded_by, one.version, one.at) for one in db.session.query(model)]
        for model in (PersonMatch, OpeningMatch)
    ]
    return sorted(suggestions, key=lambda one: one[:2]), memory


@pytest.fixture
def village():
    """Three who agreed and one who was not asked; four openings, one that suits nobody."""
    found = [tailor() for _ in range(3)], [workshop() for _ in range(3)]
    unasked()
    workshop(city="Agadir", city_code="agadir")
    return found


def test_each_person_gets_what_suits_and_the_run_is_written_down(village):
    seekers, openings = village
    run = whole()
    assert standing() == {(w.id, o.id): "proposed" for w in seekers for o in openings}
    assert (run.state, run.people, run.openings, run.pairs) == ("done", 3, 4, 9)
    assert (run.added, run.kept, run.withdrawn) == (9, 0, 0)
    assert run.figures["coverage"]["people_full"] == 1
    assert run.figures["coverage"]["openings"] == 0.75
    assert run.figures["excluded_by"] == {"people": {}, "openings": {"reach": 1}}
    assert set(run.figures["seconds"]) == {"reading", "scoring", "solving", "writing"}
    assert run.version
    assert run.ended_at


def test_a_second_run_of_the_same_rows_changes_nothing(village):
    whole()
    before = everything()
    run = whole()
    assert everything() == before
    assert (run.added, run.kept, run.withdrawn) == (0, 9, 0)


def test_what_changes_leave_and_a_whole_run_agree(village):
    matching.match_changes()
    before = everything()
    run = whole()
    assert everything() == before
    assert run.kept == 9


def test_the_numbers_of_a_suggestion_follow_the_facts(village):
    seekers, openings = village
    whole()
    with transaction():
        held = db.session.get_one(type(seekers[0]), seekers[0].id)
        held.trades[0].months = 0
    before = suggestion_of(seekers[0], openings[0]).score
    run = whole()
    assert suggestion_of(seekers[0], openings[0]).score < before
    assert (run.added, run.kept, run.withdrawn) == (0, 9, 0)


@pytest.mark.parametrize("step", ["read", "score", "solve", "compare"])
def test_a_run_that_dies_while_it_computes_is_done_by_the_next_worker(village, monkeypatch, step):
    token = ask()
    with monkeypatch.context() as broken:
        broken.setattr(solving, step, boom)
        with pytest.raises(ZeroDivisionError):
            matching.match_all(token)
    assert standing() == {}
    assert due.runs_to_carry_on() == [token]
    matching.match_all(token)
    assert len(standing()) == 9
    assert the_run(token).state == "done"
    assert the_run(token).error == ""


def test_a_run_that_dies_while_it_writes_goes_on_where_it_was(village, monkeypatch):
    token = ask()
    monkeypatch.setattr(whole_run, "BATCH", 1)
    with monkeypatch.context() as broken:
        broken.setattr(writing, "write", dies_at(2, writing.write))
        with pytest.raises(ZeroDivisionError):
            matching.match_all(token)
    assert len(standing()) == 3
    matching.match_all(token)
    assert len(standing()) == 9
    run = the_run(token)
    assert (run.state, run.added) == ("done", 9)


def boom(*_, **__):
    raise ZeroDivisionError


def dies_at(number, real):
    calls = []

    def sometimes(*args, **named):
        calls.append(1)
        if len(calls) == number:
            real(*args, **named)  # the transaction is open, and never committed
            raise ZeroDivisionError
        return real(*args, **named)

    return sometimes


def test_a_worker_that_was_killed_leaves_its_run_to_another_after_a_minute(village):
    token = ask()
    assert committed(lambda: running.claim(token)) is not None
    assert due.runs_to_carry_on() == []
    matching.match_all(token)
    assert standing() == {}
    with time_machine.travel(now() + timedelta(seconds=61)):
        assert due.runs_to_carry_on() == [token]
        matching.match_all(token)
    assert len(standing()) == 9


def test_a_run_that_fails_each_time_ends_and_says_so(village, monkeypatch):
    token = ask()
    monkeypatch.setattr(solving, "read", boom)
    for _ in range(running.MOST_TRIES):
        with pytest.raises(ZeroDivisionError):
            matching.match_all(token)
    matching.match_all(token)
    run = the_run(token)
    assert (run.state, run.error) == ("failed", "ZeroDivisionError")
    assert due.runs_to_carry_on() == []


def test_the_slower_of_two_workers_writes_nothing_once_its_run_is_taken(village, monkeypatch):
    token = ask()
    slow = committed(lambda: running.claim(token))
    with time_machine.travel(now() + timedelta(seconds=61)):
        matching.match_all(token)
        before = everything()
        workshop()
        assert whole_run.carry_out(slow) is False
    assert everything() == before


def test_asked_twice_it_is_one_run(village):
    assert ask() == ask()
    assert db.session.query(MatchRun).count() == 1


def test_five_workers_at_once_do_the_work_of_one(village, app):
    token = ask()

    def work():
        with app.app_context():
            matching.match_all(token)
            matching.match_changes()

    workers = [threading.Thread(target=work) for _ in range(5)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert len(standing()) == 9
    assert the_run(token).state == RunState.DONE
    assert the_run(token).lease_no == 1


def test_what_changes_during_a_long_run_does_not_wait_for_its_end(
    village, monkeypatch, carried_out
):
    seen = []
    real = solving.score

    def score(world, follow):
        late = tailor()
        monkeypatch.setattr(whole_run, "EVERY", 0)
        found = real(world, follow)
        seen.append({person for person, _ in standing()} == {late.id})
        return found

    matching.match_changes()
    with transaction():
        db.session.query(Suggestion).delete()
    monkeypatch.setattr(whole_run, "carry_out", carried_out)
    monkeypatch.setattr(solving, "score", score)
    run = whole()
    assert seen == [True]
    assert len(standing()) == 12
    assert run.added == 9
