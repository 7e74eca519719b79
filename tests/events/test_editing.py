"""What can be done to an event, its places and its sessions."""

from datetime import timedelta

import pytest

from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.events.models import Event, EventSession, Seat
from portal.events.operations import editing, registration
from portal.events.operations.editing import EventFacts, PlaceFacts, SessionFacts
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory, register

pytestmark = pytest.mark.usefixtures("rows")


def facts(**other) -> EventFacts:
    usual = {
        "slug": "",
        "kind": "job_fair",
        "mode": "on_site",
        "title": {"fr": "Salon de l’emploi, Rabat"},
        "about": {},
        "city": "rabat",
        "opens_at": now(),
        "closes_at": now() + timedelta(days=3),
    }
    return EventFacts(**usual | other)


def create(**other) -> Event:
    with transaction():
        return editing.create(facts(**other))


def times(**other) -> SessionFacts:
    starts_at = now() + timedelta(days=5)
    usual = {"title": {}, "place_id": None, "starts_at": starts_at}
    return SessionFacts(**usual | {"ends_at": starts_at + timedelta(hours=2)} | other)


def do(deed, row, *args, **kwargs):
    """`deed` on the row as it is now, in a transaction of its own."""
    with transaction():
        deed(db.session.get_one(type(row), row.id), *args, **kwargs)


def fresh(row):
    look_again()
    return db.session.get(type(row), row.id)


def test_a_new_event_is_a_draft_with_an_address_made_from_its_title():
    event = create()
    assert (event.state, event.slug) == ("draft", "salon-de-l-emploi-rabat")


def test_a_second_event_of_the_same_name_gets_an_address_of_its_own():
    create()
    assert create().slug == "salon-de-l-emploi-rabat-2"


def test_an_arabic_title_alone_gets_an_address_of_kind_city_and_year():
    event = create(title={"ar": "معرض التشغيل"})
    assert event.slug == f"job-fair-rabat-{now().year}"


@pytest.mark.parametrize("slug", ["taken", "new"])
def test_an_address_that_is_taken_is_refused(slug):
    EventFactory(slug="taken")
    with pytest.raises(Refused, match="slug_taken"):
        create(slug=slug)


def test_of_two_who_choose_one_address_at_the_same_instant_one_is_refused(monkeypatch):
    monkeypatch.setattr(editing, "_slug_is_taken", lambda slug: False)
    create(slug="salon")
    with pytest.raises(Refused, match="slug_taken"):
        create(slug="salon")


def test_an_event_without_a_title_is_refused():
    with pytest.raises(Refused, match="title_missing"):
        create(title={})


def test_registration_that_closes_before_it_opens_is_refused():
    with pytest.raises(Refused, match="closes_too_early"):
        create(closes_at=now() - timedelta(days=1))


def test_an_event_keeps_its_own_address_when_it_is_changed():
    event = create(slug="salon")
    do(editing.change, event, facts(slug="salon", city="tanger"))
    assert (fresh(event).slug, fresh(event).city) == ("salon", "tanger")
    changed = db.session.query(Deed).filter_by(what="events.event.changed").one()
    assert changed.fields == "city,opens_at,closes_at"


def test_an_event_without_a_session_can_not_be_published():
    event = create()
    with pytest.raises(Refused, match="event_without_session"):
        do(editing.publish, event)
    assert fresh(event).state == "draft"


def test_an_event_with_a_session_is_published():
    event = create()
    do(editing.add_session, event, times(), capacity=20)
    do(editing.publish, event)
    do(editing.publish, event)
    assert fresh(event).state == "published"
    assert db.session.query(Deed).filter_by(what="events.event.published").count() == 1


def test_a_cancelled_event_is_not_published_again():
    session = SessionFactory(event__state="cancelled")
    with pytest.raises(Refused, match="event_is_cancelled"):
        do(editing.publish, session.event)


def test_an_event_goes_back_to_draft_only_while_nobody_is_registered():
    session = SessionFactory()
    do(editing.withdraw, session.event)
    assert fresh(session.event).state == "draft"
    do(editing.publish, session.event)
    register(session)
    with pytest.raises(Refused, match="event_has_people"):
        do(editing.withdraw, session.event)


def test_a_session_that_ends_before_it_starts_is_refused():
    with pytest.raises(Refused, match="ends_too_early"):
        do(editing.add_session, create(), times(ends_at=now()), capacity=20)


def test_a_place_is_removed_only_when_no_session_is_held_there():
    session = SessionFactory()
    with pytest.raises(Refused, match="place_in_use"):
        do(editing.remove_place, session.place)
    unused = PlaceFactory(event=session.event)
    do(editing.remove_place, unused)
    assert fresh(unused) is None


def test_a_place_can_be_renamed():
    place = PlaceFactory()
    do(editing.change_place, place, PlaceFacts(name={"ar": "دار الشباب"}, address="Rabat"))
    assert fresh(place).name == {"ar": "دار الشباب"}


def test_more_seats_go_to_those_who_wait():
    session = SessionFactory(capacity=1)
    register(session)
    waiting = register(session, name="Awa", phone="+212661234568")
    do(editing.set_capacity, session, 2)
    assert fresh(waiting).seats[0].state == "offered"
    assert db.session.query(Message).filter_by(kind="place_offered").count() == 1


def test_fewer_seats_than_people_are_refused_and_nothing_else_is_changed():
    session = SessionFactory(capacity=5)
    register(session)
    register(session, name="Awa")
    later = times(starts_at=now() + timedelta(days=30), ends_at=now() + timedelta(days=31))
    with pytest.raises(Refused, match="capacity_below_taken"):
        do(editing.change_session, session, later, capacity=1)
    assert fresh(session).capacity == 5
    assert fresh(session).starts_at < later.starts_at


def test_a_session_with_people_in_it_is_not_removed():
    session = SessionFactory()
    register(session)
    with pytest.raises(Refused, match="session_has_people"):
        do(editing.remove_session, session)


def test_a_session_that_everybody_has_left_is_removed():
    session = SessionFactory()
    other = SessionFactory(event=session.event, place=session.place)
    left = register(session)
    do(registration.cancel, left)
    do(editing.remove_session, session)
    assert [s.id for s in db.session.query(EventSession)] == [other.id]
    assert db.session.query(Seat).count() == 0


def test_the_last_session_of_an_event_that_the_public_sees_is_not_removed():
    with pytest.raises(Refused, match="last_session"):
        do(editing.remove_session, SessionFactory())


def test_an_event_has_a_limit_of_sessions(monkeypatch):
    monkeypatch.setattr("portal.events.rules.MOST_SESSIONS", 1)
    session = SessionFactory()
    with pytest.raises(Refused, match="too_many_sessions"):
        do(editing.add_session, session.event, times(), capacity=1)
