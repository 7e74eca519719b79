"""The job that checks and registers a list: a thousand rows, killed workers, two at once."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.exc import OperationalError

from jobs import imports
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.queue import Job
from portal.events import queries
from portal.events.models import Event, ImportList, Registration, Seat
from portal.events.operations import importing, registration
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories.events import SessionFactory, register
from tests.people import make_staff


@pytest.fixture(autouse=True)
def _here(app, rows, monkeypatch):
    """The job runs in this process, against the database of the tests, without its pauses."""
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)


def people(count, **wrong):
    """`count` good rows, numbered as in a file; `wrong` replaces some of them (row2, row3 …)."""
    good = [
        {"row": str(i), "name": f"Awa {i}", "phone": f"06000{i:05d}"} for i in range(2, count + 2)
    ]
    return [{**row, **wrong.get(f"row{row['row']}", {})} for row in good]


def bring(rows, session=None, **facts):
    session = session or SessionFactory(capacity=2000)
    with transaction():
        event = db.session.get_one(Event, session.event_id)
        facts = {"session_id": session.id, "language": "fr"} | facts
        return importing.begin(event, rows, **facts).token


def check_and_register(token, **how):
    imports.carry_on(token)
    confirm(token, **how)
    imports.carry_on(token)
    return the_list(token)


def confirm(token, send_messages=False):
    with transaction():
        importing.confirm(token, send_messages=send_messages)


def the_list(token):
    look_again()
    return db.session.query(ImportList).filter_by(token=token).one()


def count(model):
    look_again()
    return db.session.query(model).count()


def test_a_check_registers_nobody_and_finds_what_is_wrong():
    token = bring(people(30, row4={"phone": "12"}, row9={"name": ""}))
    imports.carry_on(token)
    seen = the_list(token)
    assert (seen.state, seen.done, seen.total, seen.added) == ("ready", 30, 30, 0)
    assert seen.problems == [[4, "phone", "phone_wrong"], [9, "name", "name_missing"]]
    assert count(Registration) == 0


def test_a_thousand_rows_are_registered_but_for_those_with_problems():
    wrong = {}
    for row in range(10, 1000, 50):
        wrong |= {f"row{row}": {"phone": "061"}, f"row{row + 7}": {"session": "77"}}
        wrong[f"row{row + 13}"] = {"name": f"Awa {row + 1}", "phone": f"06000{row + 1:05d}"}
    rows = people(1000, **wrong)
    seen = check_and_register(bring(rows))
    assert (seen.state, seen.done, seen.added) == ("done", 1000, 940)
    codes = [code for _, _, code in seen.problems]
    assert {code: codes.count(code) for code in codes} == dict.fromkeys(
        ("phone_wrong", "session_unknown", "duplicate_row"), 20
    )
    assert (count(Registration), count(Seat)) == (940, 940)
    bad = {row for row, _, _ in seen.problems}
    names = {row["name"] for row in rows if int(row["row"]) not in bad}
    assert {one.name for one in db.session.query(Registration)} == names


def test_what_was_said_is_kept_and_the_list_is_forgotten():
    row = {"name": "عائشة", "interest": "emploi", "trade": "couture", "city": "طنجة"}
    seen = check_and_register(bring(people(1, row2={**row, "language": "arabe"})))
    made = db.session.query(Registration).one()
    assert (made.name, made.phone, made.trade, made.city_code, made.language, made.source) == (
        *("عائشة", "+212600000002", "couture", "tanger", "ar", "import"),
    )
    assert made.interests == ["job"]
    assert seen.rows is None


@pytest.mark.parametrize("send", [False, True])
def test_codes_are_sent_only_when_staff_say_so(send):
    check_and_register(bring(people(3)), send_messages=send)
    assert count(Message) == (3 if send else 0)


def test_who_does_not_fit_goes_on_the_waiting_list_in_the_order_of_the_file():
    check_and_register(bring(people(5), SessionFactory(capacity=2)))
    seats = db.session.query(Seat).order_by(Seat.id)
    assert [seat.state for seat in seats] == ["seated"] * 2 + ["waiting"] * 3


def test_who_is_registered_already_is_not_registered_again():
    session = SessionFactory()
    register(session, name="AWA 2", phone="+212600000002")
    register(session, name="Binta", phone=None)
    register(session, name="Awa 5", phone="+212661111111")  # another Awa 5
    rows = people(4, row4={"name": "Bintá", "phone": ""})
    seen = check_and_register(bring(rows, session))
    assert seen.added == 2
    assert seen.problems == [
        *([2, "name", "already_registered"], [4, "name", "already_registered"]),
    ]


def test_the_same_list_twice_adds_nobody():
    session = SessionFactory(capacity=2000)
    check_and_register(bring(people(60), session))
    again = check_and_register(bring(people(60), session))
    assert again.added == 0
    assert count(Registration) == 60


def test_what_changed_between_check_and_registering_is_a_problem_not_an_error():
    session = SessionFactory()
    token = bring(people(3), session)
    imports.carry_on(token)
    register(session, name="Awa 3", phone="+212600000003")
    confirm(token)
    imports.carry_on(token)
    assert the_list(token).problems == [[3, "name", "already_registered"]]
    other = bring(people(2), SessionFactory())
    imports.carry_on(other)
    confirm(other)
    with transaction():
        event = the_list_event(other)
        event.state = "cancelled"
    imports.carry_on(other)
    assert [code for _, _, code in the_list(other).problems] == ["registration_closed"] * 2


def the_list_event(token):
    return db.session.query(ImportList).filter_by(token=token).one().event


@pytest.mark.parametrize("killed_at", [1, 7, 25, 26, 60])
def test_a_worker_killed_anywhere_loses_no_row_and_writes_none_twice(monkeypatch, killed_at):
    token = bring(people(70, row30={"phone": "1"}))
    imports.carry_on(token)
    confirm(token)
    plain, calls = registration.register, []

    def deadly(*args, **kwargs):
        calls.append(1)
        if len(calls) == killed_at:
            raise SystemExit
        return plain(*args, **kwargs)

    monkeypatch.setattr(registration, "register", deadly)
    with pytest.raises(SystemExit):
        imports.carry_on(token)
    half = the_list(token)
    assert half.added == count(Registration)
    assert half.added % importing.BATCH in {0, importing.BATCH - 1}  # whole batches only
    imports.carry_on(token)  # the dead worker's lease still runs
    assert the_list(token).done == half.done
    with time_machine.travel(now() + importing.LEASE + timedelta(seconds=1), tick=True):
        assert queries.imports_to_carry_on() == [token]
        imports.carry_on(token)
    assert (the_list(token).added, count(Registration)) == (69, 69)


def test_a_batch_that_the_engine_turns_away_is_done_again_whole(monkeypatch):
    token = bring(people(30))
    plain, calls = importing.step, []

    def turned_away(*args):
        calls.append(plain(*args))
        if len(calls) == 1:
            raise OperationalError("", {}, Exception("database is locked"))
        return calls[-1]

    monkeypatch.setattr(importing, "step", turned_away)
    imports.carry_on(token)
    assert (the_list(token).done, the_list(token).problems) == (30, [])


def test_two_jobs_never_work_on_the_same_list():
    token = bring(people(100))
    imports.carry_on(token)
    confirm(token)
    at_once = [threading.Thread(target=imports.carry_on, args=(token,)) for _ in range(4)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    seen = the_list(token)
    assert (seen.state, seen.added, seen.problems) == ("done", 100, [])
    assert count(Registration) == 100


def test_who_lost_the_lease_changes_nothing_any_more():
    token = bring(people(60))
    with transaction():
        first = importing.claim(token)
    with time_machine.travel(now() + importing.LEASE + timedelta(seconds=1), tick=True):
        with transaction():
            second = importing.claim(token)
        readings = importing.read(second)
        with transaction():
            assert importing.step(first, readings) == 0
            assert importing.step(second, readings) == importing.BATCH


def test_a_long_list_is_carried_on_by_another_job(monkeypatch, jobs):
    token = bring(people(60))
    monkeypatch.setattr(imports, "SECONDS", 0)
    imports.carry_on(token)
    assert (the_list(token).done, the_list(token).lease_until) == (importing.BATCH, None)
    assert jobs[-1] == (Job.IMPORT.value, token)
    for _ in range(4):
        imports.carry_on(token)
    assert the_list(token).state == "ready"


def test_a_list_is_confirmed_once():
    token = bring(people(2))
    imports.carry_on(token)
    confirm(token, send_messages=True)
    confirm(token)
    assert the_list(token).send_messages
    imports.carry_on(token)
    confirm(token)
    assert the_list(token).state == "done"
    look_again()
    said = [deed.what for deed in db.session.query(Deed) if deed.what.startswith("events.list")]
    assert said == ["events.list.brought", "events.list.confirmed"]


def test_the_deed_is_hers_who_brought_the_list():
    staff = make_staff()
    check_and_register(bring(people(1), staff_id=staff.id))
    made = db.session.query(Deed).filter_by(what="events.registration.made").one()
    assert made.actor == f"staff:{staff.id}"


def test_a_list_that_was_forgotten_meanwhile_is_not_worked_on():
    token = bring(people(2))
    with transaction():
        db.session.query(ImportList).update({"rows": None})
    imports.carry_on(token)
    assert the_list(token).state == "done"
    assert queries.imports_to_carry_on() == []
