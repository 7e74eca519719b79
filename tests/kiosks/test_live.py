"""The door as it is now: who is in, by session and gate, and how the kiosks are doing."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.events.models import Event
from portal.events.operations import arrivals
from portal.events.states import Source
from portal.kiosks import charts, labels
from portal.kiosks.queries import presence
from portal.kiosks.states import Direction, Mode
from tests import html_rules
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks.arriving import hub, session_now, there, way_in
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted

HTMX = {"HX-Request": "true"}
BROTLI = {"Accept-Encoding": "br"}


def here(session, lang="fr"):
    return f"/{lang}/desk/events/{session.event.slug}/doors/"


def another(app, role):
    """Somebody else of the team, signed in."""
    client = html_rules.watching(app.test_client())
    sign_in(client, make_staff(role, "other@example.org"))
    return client


def token_of(session):
    """A form of the same blueprint, which everyone of the team has."""
    return f"{here(session)}visits/export?year={local(now()).year}"


def figures(session):
    event = db.session.get_one(Event, session.event_id)
    day = presence.day_shown(event)
    return presence.totals(event, day), presence.points(event, day)


@pytest.fixture
def session(client):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    return session_now()


def test_a_person_who_came_through_two_doors_came_once(session):
    gate, room = doors.point(session), doors.point(session, name="Salle")
    awa = register(session, name="Awa")
    there(gate, awa)
    there(room, awa)
    there(gate, register(session, name="Kofi"))
    totals, points = figures(session)
    assert (totals.came, totals.ever) == (2, 2)
    assert [one.came for one in points] == [2, 1]


def test_who_is_in_is_known_only_where_people_scan_on_their_way_out(session):
    gate = doors.point(session, name="Porte", exits=True)
    there(gate, register(session, name="Awa"))
    there(gate, register(session, name="Kofi"), inside=False)
    totals, points = figures(session)
    assert totals.inside == 1
    assert points[0].inside == 1

    there(doors.point(session, name="Salle"), register(session))
    totals, points = figures(session)
    assert totals.inside is None
    assert [one.inside for one in points] == [1, None]


def test_a_session_of_many_days_says_on_which_day_it_ends(client, session):
    long, _point = hub()
    (said,) = re.findall(r'<span class="hours">([^<]*)</span>', client.get(here(long)).text)
    assert said.endswith(str(local(long.ends_at).year))


def test_whoever_forgot_to_scan_out_yesterday_is_not_in_today(session):
    gate = doors.point(session, exits=True)
    there(gate, register(session), at=now() - timedelta(days=1))
    totals, _points = figures(session)
    assert (totals.inside, totals.came, totals.ever) == (0, 0, 1)


def test_a_presence_that_was_taken_back_counts_no_more(session):
    gate = doors.point(session, exits=True)
    made = there(gate, register(session))
    with transaction():
        db.session.merge(made).counted = False
        db.session.query(presence.Presence).one().gone = True
    totals, points = figures(session)
    assert (totals.inside, totals.came, totals.ever, points[0].came) == (0, 0, 0, 0)


def test_a_seat_noted_at_the_desk_counts_as_someone_who_came(session):
    doors.point(session)
    person = register(session)
    with transaction():
        arrivals.arrive(db.session.merge(person.seats[0]))
    totals, _points = figures(session)
    assert (totals.came, totals.ever) == (1, 1)


def test_each_gate_has_its_own_number(session):
    gate = doors.point(session)
    north, south = (doors.kiosk(gate, name=name)[0] for name in ("Nord", "Sud"))
    for name, kiosk in (("Awa", north), ("Kofi", north), ("Nour", south)):
        there(gate, register(session, name=name), kiosk=kiosk)
    there(gate, register(session, name="Moussa"), mode=Mode.PAPER)
    way_in(gate, register(session, name="Adja"), direction=Direction.OUT)
    _totals, points = figures(session)
    ways_in = {(g.kiosk_id, g.mode): g.ways_in for g in points[0].gates}
    assert ways_in == {(north.id, ""): 2, (south.id, ""): 1, (None, "paper"): 1}


def test_arrivals_are_counted_by_ten_minutes_and_each_person_once(session):
    gate, room = doors.point(session), doors.point(session, name="Salle")
    event = db.session.get_one(Event, session.event_id)
    day = presence.day_shown(event)
    nine = presence.bounds(day)[0] + timedelta(hours=5)
    awa, kofi = register(session, name="Awa"), register(session, name="Kofi")
    there(gate, awa, at=nine + timedelta(minutes=9, seconds=59, milliseconds=999))
    there(room, awa, at=nine + timedelta(minutes=45))
    there(gate, kofi, at=nine + timedelta(minutes=10))
    way_in(gate, at=nine + timedelta(minutes=11))
    way_in(gate, kofi, at=nine + timedelta(days=-1))
    found = presence.arrivals(event, day)
    assert found == Counter({nine: 1, nine + timedelta(minutes=10): 2})


def test_the_page_says_what_the_figures_say_and_draws_the_arrivals(client, app, session):
    gate = doors.point(session, name="Porte nord")
    for name in ("Awa", "Kofi"):
        there(gate, register(session, name=name))
    page = client.get(here(session)).text
    assert f"{spoken(app, 'Came today')} <b>2</b>" in page
    drawing = page[page.index('<svg class="chart columns"') :]
    assert 'role="img" aria-label="' in drawing.partition(">")[0]
    assert drawing.partition("</svg>")[0].count("<rect") == 1
    assert "<caption>" in drawing  # the same numbers for who cannot see
    assert "Porte nord" in words(page)


def test_a_silent_kiosk_and_a_wrong_clock_are_said_by_a_shape_and_a_word(client, app, session):
    gate = doors.point(session)
    doors.kiosk(gate, name="Nord", seen_at=now())
    late = {"seen_at": now() - timedelta(minutes=9), "unsent": 7, "ahead": -3 * 3_600_000}
    doors.kiosk(gate, name="Sud", **late)
    page = client.get(here(session)).text
    well, ill = (page[page.index(f"<bdi>{name}</bdi>") :] for name in ("Nord", "Sud"))
    well, ill = well.partition("</tr>")[0], ill.partition("</tr>")[0]
    assert "●" in well
    assert spoken(app, labels.KIOSK_STATES["working"]) in words(well)
    assert "▲" in ill
    assert spoken(app, labels.KIOSK_STATES["silent"]) in words(ill)
    assert "◷" in ill
    assert "7</b>" in ill


def test_scans_that_wait_for_a_decision_are_counted_and_led_to(client, session):
    gate, link = doors.point(session), f'href="{here(session)}reviews/"'
    assert link not in client.get(here(session), headers=HTMX).text
    way_in(gate, register(session), review="cancelled", counted=False)
    part = client.get(here(session), headers=HTMX).text
    assert "1" in words(part[part.index(link) :].partition("</a>")[0].partition(">")[2])


def test_the_page_refreshes_itself_today_and_not_when_all_is_over(client, session):
    doors.point(session)
    part = client.get(here(session), headers=HTMX).text
    assert part.strip().startswith('<section id="live"')
    assert 'hx-trigger="every 10s, visibilitychange from:document"' in part
    assert "/static/js/live." in client.get(here(session)).text
    assert f'href="{here(session)}"' in part  # without JavaScript: Refresh
    past = SessionFactory(
        starts_at=now() - timedelta(days=9, hours=3), ends_at=now() - timedelta(days=9)
    )
    gate = doors.point(past)
    there(gate, register(past, source=Source.DOOR), at=past.starts_at)
    over = client.get(here(past)).text
    assert "every 10s" not in over
    assert '<svg class="chart columns"' in over


def test_the_live_page_is_for_who_may_check_in(client, app):
    session = session_now()
    assert client.get(here(session)).status_code == 303
    sign_in(client, make_staff(Role.FAIR_STAFF))
    assert client.get(here(session)).status_code == 200
    assert client.get("/fr/desk/events/nothing/doors/").status_code == 404


def test_an_event_without_a_door_leads_whoever_may_to_making_one(client, app, session):
    assert f"{here(session)}kiosks/" not in client.get(here(session)).text
    coordinator = another(app, Role.COORDINATOR)
    assert f'href="{here(session)}kiosks/"' in coordinator.get(here(session)).text


def test_who_came_is_taken_away_by_who_may(client, app, session):
    gate = doors.point(session, name="Porte nord")
    kiosk, _token = doors.kiosk(gate, name="=cmd|x")
    there(gate, register(session, name="Awa"), kiosk=kiosk)
    seen = register(session, name="Kofi")
    with transaction():
        arrivals.arrive(db.session.merge(seen.seats[0]))
    register(session, name="Absent")
    assert f"{here(session)}export" not in client.get(here(session)).text
    form = {"form_token": token_in(client.get(here(session) + "visits").text, token_of(session))}
    assert client.post(here(session) + "export", data=form).status_code == 403
    client = another(app, Role.COORDINATOR)
    page = client.get(here(session)).text
    form = {"form_token": token_in(page, here(session) + "export"), "format": "csv"}
    text = client.post(here(session) + "export", data=form).data.decode("utf-8-sig")
    (awa,) = (line for line in text.splitlines() if line.startswith("Awa"))
    assert "Porte nord" in awa
    assert "'=cmd|x" in awa
    assert "Kofi" in text
    assert "Absent" not in text
    assert db.session.query(Deed).filter_by(what="kiosks.attendance.exported").count() == 1


def test_the_live_page_is_light_and_asks_little_however_many_come(client, session):
    gate = doors.point(session, exits=True)
    few = asked(client, session)
    for number in range(20):
        kiosk, _token = doors.kiosk(gate, name=f"Porte du marché {number}", seen_at=now())
        person = register(session, name=f"Marie-Thérèse Ouédraogo {number}")
        there(gate, person, at=now() - timedelta(minutes=number), kiosk=kiosk)
    for _ in range(8):
        session_now(event=session.event, place=session.place, title={"fr": "Atelier CV"})
    assert asked(client, session) <= max(few, 12)
    for lang in ("fr", "ar"):
        part = client.get(here(session, lang), headers={**HTMX, **BROTLI})
        assert len(part.data) <= 3000
        assert len(client.get(here(session, lang), headers=BROTLI).data) <= 6000


def asked(client, session) -> int:
    address = here(session)
    with counted() as statements:
        client.get(address)
    return len(statements)


def test_columns_fill_the_drawing_and_stand_the_other_way_round_in_arabic():
    found = charts.columns([0, 5, 10] * 10, mirrored=False)
    assert max(c.height for c in found) == charts.HIGH
    assert found[-1].x + found[-1].width <= charts.WIDE
    turned = charts.columns([0, 5, 10] * 10, mirrored=True)
    assert turned[0].x > turned[-1].x >= 0
    assert charts.columns([], mirrored=False) == []


def test_the_ten_minutes_without_anybody_have_their_place_too():
    nine = datetime(2027, 2, 12, 9, tzinfo=UTC)
    found = charts.steps([nine + timedelta(minutes=30), nine], timedelta(minutes=10))
    assert found == [nine + timedelta(minutes=m) for m in (0, 10, 20, 30)]
