"""The list that kiosks hold says what the registrations say, and each change reaches each kiosk."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration, Seat
from portal.events.operations import merging, registration
from portal.events.operations.registration import Answers
from portal.kiosks.models import Door, DoorEntry
from portal.kiosks.operations import listing
from portal.kiosks.queries import listing as queries
from portal.kiosks.queries import rules_of
from portal.kiosks.queries.config import text_of
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks.devices import come, of, refresh
from tests.kiosks.wire import key_of

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def session():
    made = SessionFactory()
    doors.door(made.event)
    return made


def test_everybody_is_on_the_list_with_what_the_rules_ask_for(session, device):
    other = SessionFactory(event=session.event, capacity=0)
    made = register(session, other, language="ar")
    refresh(session.event_id)
    line = ["active", "ar", sorted([[session.id, "seated"], [other.id, "waiting"]])]
    assert device.listen().entries == {key_of(made): line}


def test_the_line_is_what_the_rules_on_the_server_read(session, device):
    made = register(session)
    refresh(session.event_id)
    entry = rules_of.entry_of(of(made))
    state, language, seats = device.listen().entries[key_of(made)]
    assert (entry.state, entry.language, list(entry.seats)) == (
        state,
        language,
        [tuple(seat) for seat in seats],
    )


def test_nothing_on_the_list_tells_who_it_is(session, device):
    made = register(session, name="Zaynab Qorchi", phone="+212661999888")
    refresh(session.event_id)
    kept = str(db.session.execute(select(DoorEntry.__table__)).all()) + str(device.listen().entries)
    for secret in (made.code, "Zaynab", "661999888", made.token):
        assert secret not in kept


def test_a_list_of_one_event_opens_nothing_at_another(session, device):
    register(session)
    refresh(session.event_id)
    other = SessionFactory()
    doors.point(other)
    with transaction():
        db.session.execute(update(Registration).values(event_id=other.event_id))
        db.session.execute(update(Seat).values(session_id=other.id))
    look_again()
    with transaction():
        db.session.query(DoorEntry).delete()
    refresh(other.event_id)
    (mine,) = db.session.scalars(select(DoorEntry.key)).all()
    assert text_of(mine) not in device.entries


def test_what_did_not_change_is_not_told_again(session, device):
    register(session)
    refresh(session.event_id)
    device.listen()
    newest = db.session.get_one(Door, session.event_id).version
    refresh(session.event_id)
    assert db.session.get_one(Door, session.event_id).version == newest
    device.heard.clear()
    assert device.listen().heard == []


@pytest.mark.parametrize("what", ["language", "seat", "cancelled", "offer"])
def test_a_change_of_one_is_told_of_that_one_alone(session, device, what):
    made, other = register(session), register(session, name="Other")
    assert other.code != made.code
    refresh(session.event_id)
    device.listen()
    device.heard.clear()
    late = SessionFactory(event=session.event)
    with transaction():
        if what == "language":
            of(made).language = "es"
        elif what == "seat":
            registration.change(of(made), Answers("Nour", None, (session.id, late.id)))
        elif what == "offer":
            of(made).seats[0].state = "offered"
        else:
            registration.cancel(of(made))
    refresh(session.event_id)
    assert device.listen().heard == [key_of(made)]
    line = {
        "language": ["active", "es", [[session.id, "seated"]]],
        "seat": ["active", "fr", [[session.id, "seated"], [late.id, "seated"]]],
        "offer": ["active", "fr", [[session.id, "offered"]]],
        "cancelled": ["cancelled", "fr", []],
    }[what]
    assert device.entries[key_of(made)] == line


def test_the_code_of_a_merged_registration_opens_as_the_kept_one(session, device):
    late = SessionFactory(event=session.event)
    first, second, third = register(session), register(late, name="Noor"), register(late, name="N")
    refresh(session.event_id)
    before = device.listen().entries[key_of(second)]
    with transaction():
        merging.merge(of(second), of(third))
        merging.merge(of(first), of(second))
    refresh(session.event_id)
    line = device.listen().entries[key_of(first)]
    assert line == ["active", "fr", [[session.id, "seated"], [late.id, "seated"]]] != before
    assert device.entries[key_of(second)] == device.entries[key_of(third)] == line
    with transaction():
        registration.cancel(of(first))
    refresh(session.event_id)
    assert {line[0] for line in device.listen().entries.values()} == {"cancelled"}


def test_who_is_in_is_told_under_each_code_that_is_hers(session, point, device):
    first, second = register(session), register(session, name="Noor")
    with transaction():
        merging.merge(of(first), of(second))
    refresh(session.event_id)
    row = come(first, point, day=20_800)
    inside = (rules_of.ms(row.first_at), 1, 0)
    present = device.listen().present
    assert present == {(key_of(first), 20_800): inside, (key_of(second), 20_800): inside}


def test_who_came_before_she_was_on_the_list_is_in_all_the_same(session, point, device):
    made = register(session)
    come(made, point)
    assert device.listen().present == {}
    refresh(session.event_id)
    assert set(device.listen().present) == {(key_of(made), 0)}


def test_a_person_at_another_check_point_is_not_told_of(session, point, device):
    made = register(session)
    refresh(session.event_id)
    come(made, doors.point(session, name="Autre"))
    assert device.listen().present == {}
    other = SessionFactory()
    register(other)
    doors.point(other)
    refresh(other.event_id)
    assert set(device.listen().entries) == {key_of(made)}


def test_who_was_forgotten_leaves_the_list(session, device):
    made = register(session)
    refresh(session.event_id)
    assert device.listen().entries
    with transaction():
        of(made).name = ""
    refresh(session.event_id)
    assert device.listen().entries == {}
    register(session, name="Other")
    with transaction():
        db.session.query(DoorEntry).delete()
    refresh(session.event_id)
    assert db.session.query(DoorEntry).count() == 1  # forgotten before she had a line: none


def test_a_long_list_comes_in_portions_of_keys_and_all_of_it(session, device, monkeypatch):
    monkeypatch.setattr(queries, "MOST_KEYS", 3)
    people = {register(session, name=f"Nour {i}").id for i in range(8)}
    assert [refresh(session.event_id).whole for _ in range(3)] == [False, False, True]
    assert set(db.session.scalars(select(DoorEntry.registration_id))) == people
    assert len(device.listen().entries) == 8


def test_many_changes_come_in_portions_too(session, device, monkeypatch):
    monkeypatch.setattr(queries, "MOST_LINES", 3)
    for i in range(8):
        register(session, name=f"Nour {i}")
    refresh(session.event_id)
    with transaction():
        db.session.execute(update(Registration).values(language="es"))
    assert [refresh(session.event_id).whole for _ in range(3)] == [False, False, True]
    assert {line[1] for line in device.listen().entries.values()} == {"es"}


def test_a_whole_list_is_not_compared_again_within_two_seconds(session):
    register(session)
    at = now()
    assert refresh(session.event_id, at).compared
    assert not refresh(session.event_id, now() + timedelta(seconds=1)).compared
    assert refresh(session.event_id, now() + timedelta(seconds=3)).compared
    assert refresh(session.event_id, now() - timedelta(hours=1)).compared  # a clock was set back


def test_a_list_that_is_not_whole_is_carried_on_at_once(session, monkeypatch):
    monkeypatch.setattr(queries, "MOST_KEYS", 1)
    for name in ("Nour", "Noor"):
        register(session, name=name)
    assert not refresh(session.event_id, now()).whole
    assert refresh(session.event_id, now()).whole
    assert not refresh(session.event_id, now()).compared


def test_no_key_is_computed_while_others_wait(session):
    register(session)
    with pytest.raises(AssertionError, match="pbkdf2"), transaction():
        queries.differences(session.event_id, now())


def test_a_registration_made_at_the_door_gets_its_line_at_once(session, device):
    doors.door(session.event)
    with transaction():
        made = register(session, name="Nour")
        mine = b"0123456789"  # the kiosk that made the code computed it
        listing.refresh(session.event_id, at_once=True, keys={made.id: mine})
    assert device.listen().entries == {text_of(mine): ["active", "fr", [[session.id, "seated"]]]}
    found = refresh(session.event_id)
    assert (found.keys, found.whole) == ({}, True)


def test_lines_that_stand_are_brought_up_to_date_inside_a_transaction(session, device):
    made = register(session)
    refresh(session.event_id)
    with transaction():
        registration.cancel(of(made))
        listing.refresh(session.event_id, at_once=True)
    assert device.listen().entries[key_of(made)][0] == "cancelled"
