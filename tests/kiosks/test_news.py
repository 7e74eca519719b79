"""Each change of the list, and of who is in, reaches each kiosk once."""

import threading
from functools import partial

import pytest
from sqlalchemy import select, update

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration
from portal.events.operations import registration
from portal.kiosks.models import Door, DoorEntry, Presence
from portal.kiosks.operations import listing
from portal.kiosks.queries import listing as queries
from portal.kiosks.queries import news as told
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks.devices import Device, come, of, refresh
from tests.kiosks.wire import key_of
from tests.queries import counted
from tests.together import together

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def session():
    made = SessionFactory()
    doors.door(made.event)
    return made


def test_every_change_has_a_number_of_its_own(session, point):
    people = [register(session, name=f"Nour {i}") for i in range(6)]
    refresh(session.event_id)
    for made in people:
        come(made, point)
    with transaction():
        db.session.execute(update(Registration).values(language="es"))
    refresh(session.event_id)
    numbers = [*db.session.scalars(select(DoorEntry.version))]
    numbers += db.session.scalars(select(Presence.version))
    assert len(set(numbers)) == len(numbers) == 12
    assert max(numbers) == db.session.get_one(Door, session.event_id).version == 18


def test_pages_leave_nothing_out_and_say_nothing_twice(session, point, device, monkeypatch):
    monkeypatch.setattr(told, "MOST_ENTRIES", 4)
    people = [register(session, name=f"Nour {i}") for i in range(9)]
    refresh(session.event_id)
    for made in people[:7]:
        come(made, point)
    answers = 1
    while device.ask():
        answers += 1
    assert answers == 4  # sixteen changes
    keys = [key_of(made) for made in people]
    assert sorted(device.heard) == sorted(keys + keys[:7])


def test_what_changes_between_two_pages_is_told_afterwards(session, point, device, monkeypatch):
    monkeypatch.setattr(told, "MOST_ENTRIES", 3)
    people = [register(session, name=f"Nour {i}") for i in range(8)]
    refresh(session.event_id)
    assert device.ask()
    with transaction():
        registration.cancel(of(people[0]))  # perhaps told already, perhaps not
        registration.cancel(of(people[7]))
    refresh(session.event_id)
    come(people[3], point)
    device.listen()
    states = [device.entries[key_of(made)][0] for made in people]
    assert states == ["cancelled", *["active"] * 6, "cancelled"]
    assert (key_of(people[3]), 0) in device.present


def test_a_change_that_is_committed_while_an_answer_is_read_comes_the_next_time(
    session, point, device, monkeypatch
):
    made, other = register(session), register(session, name="Noor")
    refresh(session.event_id)
    device.listen()
    real = told._presences

    def meanwhile(*of_kiosk):
        """Between the two reads of an answer two things change elsewhere."""
        monkeypatch.setattr(told, "_presences", real)
        db.session.rollback()
        with transaction():
            registration.cancel(of(other))
        refresh(session.event_id)
        come(made, point)
        return real(*of_kiosk)

    monkeypatch.setattr(told, "_presences", meanwhile)
    device.listen().listen()
    assert device.entries[key_of(other)][0] == "cancelled"
    assert (key_of(made), 0) in device.present


def test_a_device_that_knows_more_than_the_database_starts_anew(session, device):
    made = register(session)
    refresh(session.event_id)
    device.since = 2_000_000
    assert set(device.listen().entries) == {key_of(made)}


def test_several_kiosks_at_once_share_the_work_and_write_each_line_once(
    app, session, device, monkeypatch
):
    monkeypatch.setattr(queries, "MOST_KEYS", 5)
    for i in range(20):
        register(session, name=f"Nour {i}")
    event_id = session.event_id
    db.session.remove()

    def kiosk():
        while not refresh(event_id).whole:
            pass

    together(app, *[kiosk] * 4)
    numbers = list(db.session.scalars(select(DoorEntry.version)))
    assert sorted(numbers) == list(range(1, 21))
    assert len(device.listen().entries) == 20


def test_readers_beside_a_writer_miss_nothing(app, session, point, device, monkeypatch):
    """Three kiosks listen while lines and presences change; in the end all hold the same."""
    monkeypatch.setattr(told, "MOST_ENTRIES", 3)
    people = [register(session, name=f"Nour {i}").id for i in range(8)]
    refresh(session.event_id)
    event_id, point_id = session.event_id, point.id
    listeners = [device, Device(device.id), Device(device.id)]
    db.session.remove()
    done = threading.Event()

    def write():
        for day, person in enumerate(people * 2):
            speak_and_come(event_id, point_id, person, day)
            refresh(event_id)
        done.set()

    def listen(device):
        while not done.wait(0.005):
            db.session.rollback()
            device.ask()

    together(app, write, *(partial(listen, one) for one in listeners))
    fresh = Device(device.id).listen()
    assert (len(fresh.entries), len(fresh.present)) == (8, 16)
    for one in listeners:
        one.listen()
        assert (one.entries, one.present) == (fresh.entries, fresh.present)


def speak_and_come(event_id, point_id, person, day):
    """Somebody takes another language and comes in."""
    with transaction():
        mine = update(Registration).where(Registration.id == person)
        db.session.execute(mine.values(language="es" if day % 3 else "ar"))
        facts = {"check_point_id": point_id, "registration_id": person, "day": day, "nonce": "n"}
        number = listing.next_version(listing.door_of(event_id))
        db.session.add(Presence(**facts, first_at=now(), version=number))


def test_questions_do_not_grow_with_the_list(session, point, device):
    def asked():
        with counted() as statements:
            refresh(session.event_id)
            Device(device.id).listen()
        return len(statements)

    come(register(session), point)
    few = asked()
    for i in range(30):
        come(register(session, name=f"Nour {i}"), point)
    assert asked() <= few
