"""How what changed is worked off: in batches, by one worker at a time, rung for by the sweeper."""

import threading
from datetime import timedelta

import pytest
import time_machine

from jobs import matching, sweeper
from portal.core import tasks
from portal.core.clock import from_wall_clock, local, now
from portal.core.db import committed, db, transaction
from portal.core.queue import Job
from portal.matching.models import MatchRun, OpeningMatch, PersonMatch
from portal.matching.operations import changing, running
from portal.matching.queries import due
from portal.people.models import PersonFile
from tests.databases import look_again
from tests.factories import people
from tests.matching.village import change, standing, tailor, workshop


@pytest.fixture(autouse=True)
def _here(app, rows, monkeypatch):
    """The job runs in this process, against the database of the tests, without its pauses."""
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)


def matched():
    """Everything that is due, and nothing is left."""
    matching.match_changes()
    look_again()
    assert not due.changes_exist()


def memory(who):
    look_again()
    return db.session.get(PersonMatch, who.id)


def test_one_that_cannot_be_matched_holds_up_no_other(monkeypatch):
    opening, bad, good = workshop(), tailor(), tailor()
    real, logged = changing.people, []

    def breaks(batch):
        if any(one.id == bad.id for one in batch):
            raise ZeroDivisionError
        return real(batch)

    monkeypatch.setattr(changing, "people", breaks)
    monkeypatch.setattr(matching.log, "exception", lambda *_, extra: logged.append(extra))
    with transaction():
        db.session.add(OpeningMatch(opportunity_id=opening.id, seen_at=now()))
    matched()
    assert standing() == {(good.id, opening.id): "proposed"}
    assert logged == [{"id": bad.id, "error": "ZeroDivisionError"}]


def test_many_changes_are_done_in_batches_the_oldest_first(monkeypatch):
    monkeypatch.setattr(matching, "PEOPLE", 2)
    seen, real = [], changing.people
    monkeypatch.setattr(
        changing, "people", lambda batch: seen.append([b.id for b in batch]) or real(batch)
    )
    crowd = [tailor() for _ in range(5)]
    for days, one in enumerate(crowd):
        moment = now() - timedelta(hours=days + 1)
        change(one, changed_at=moment)
        with transaction():
            db.session.query(people.MatchingConsent).filter_by(person_id=one.id).update(
                {"at": moment}
            )
            db.session.query(PersonFile).filter_by(person_id=one.id).update({"changed_at": moment})
    matched()
    assert seen == [[crowd[4].id, crowd[3].id], [crowd[2].id, crowd[1].id], [crowd[0].id]]
    run = db.session.query(MatchRun).one()
    assert (run.kind, run.state, run.people) == ("changes", "done", 5)


def test_late_work_is_left_to_the_next_job(monkeypatch, jobs):
    monkeypatch.setattr(matching, "PEOPLE", 1)
    monkeypatch.setattr(matching, "SECONDS", -1)
    workshop(), tailor(), tailor()
    matching.match_changes()
    assert (Job.MATCH_CHANGES,) in jobs
    look_again()
    assert due.changes_exist()


def test_five_workers_at_once_match_each_change_once(app):
    openings, crowd = [workshop() for _ in range(2)], [tailor() for _ in range(6)]

    def work():
        with app.app_context():
            matching.match_changes()

    workers = [threading.Thread(target=work) for _ in range(5)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    matching.match_changes()
    assert standing() == {(w.id, o.id): "proposed" for w in crowd for o in openings}
    run = db.session.query(MatchRun).one()
    assert (run.people, run.openings, run.added) == (6, 2, 12)


def test_a_change_while_it_is_matched_is_due_again(monkeypatch):
    workshop()
    who = tailor()
    real = changing.people

    def slow(batch):
        found = real(batch)
        db.session.rollback()
        change(who, city="Agadir", city_code="agadir", changed_at=now() + timedelta(seconds=1))
        monkeypatch.setattr(changing, "people", real)
        return found

    monkeypatch.setattr(changing, "people", slow)
    matching.match_changes()
    assert memory(who).excluded_by == "reach"
    assert set(standing().values()) <= {"withdrawn"}


# The sweeper


def test_the_sweeper_rings_for_what_changed_and_for_runs_that_nobody_works_at(jobs):
    sweeper.sweep(heartbeat=False)
    jobs.clear()
    workshop()
    token = committed(lambda: running.ask(None).token)
    jobs.clear()
    sweeper.sweep(heartbeat=False)
    assert (Job.MATCH_CHANGES,) in jobs
    assert (Job.MATCH_ALL, token) in jobs


@pytest.mark.parametrize(("hour", "rings"), [(1, False), (2, True), (3, True), (4, False)])
def test_each_night_everything_is_matched_once(jobs, hour, rings):
    noon = local(now()).replace(hour=12, minute=0, tzinfo=None)
    with time_machine.travel(from_wall_clock(noon), tick=False), transaction():
        tasks.succeeded(Job.MATCH_ALL)
    night = (noon + timedelta(days=1)).replace(hour=hour, minute=5)
    with time_machine.travel(from_wall_clock(night), tick=False):
        jobs.clear()
        sweeper.sweep(heartbeat=False)
        assert ((Job.MATCH_ALL,) in jobs) == rings
        matching.match_all()
        jobs.clear()
        sweeper.sweep(heartbeat=False)
        assert (Job.MATCH_ALL,) not in jobs
    assert db.session.query(MatchRun).filter_by(kind="whole").count() == 1
