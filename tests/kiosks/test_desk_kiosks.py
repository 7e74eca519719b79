"""The desk's pages of check points and kiosks."""

import re

import pytest
import segno

from portal.accounts.permissions import Role
from portal.core import codes
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.once import FormAnswer
from portal.kiosks import labels
from portal.kiosks.models import CheckPoint, Kiosk
from portal.kiosks.operations import enrolling
from portal.kiosks.states import Station
from portal.kiosks.views.desk_kiosks import bp
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory
from tests.kiosks.pages import home, send
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted

CODE = re.compile(r"<code>(.{4}-.{4})</code>")


@pytest.fixture
def staff(rows):
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def session(client, staff):
    sign_in(client, staff)
    return SessionFactory()


def point_form(**other):
    usual = {"name": "Salle 2", "again": "daily", "opens_before": "15", "closes_after": "5"}
    return usual | other


def add_kiosk(client, session, point, **other):
    address = f"{home(session)}points/{point.id}/kiosks/new"
    fields = {"name": "Porte nord", "station": "door", "keeper": ""} | other
    return send(client, address, address, **fields)


def test_a_new_event_has_its_entrance_with_one_tap(client, app, session):
    page = home(session)
    answer = send(client, page, f"{page}entrance")
    made = db.session.query(CheckPoint).one()
    assert made.name == spoken(app, "Entrance")
    assert (made.session_ids, made.again) == ([], "daily")
    shown = client.get(answer.location).text
    assert f"{page}entrance" not in shown
    assert f"{page}points/{made.id}/kiosks/new" in shown


def test_a_check_point_is_written_and_changed_on_one_screen(client, session):
    other = SessionFactory(event=session.event, place=session.place)
    page = f"{home(session)}points/new"
    answer = send(client, page, page, **point_form(session=[other.id], exits="y"))
    assert answer.status_code == 303
    made = db.session.query(CheckPoint).one()
    assert (made.name, made.session_ids, made.exits) == ("Salle 2", [other.id], True)
    assert (made.opens_before, made.closes_after) == (15, 5)
    page = f"{home(session)}points/{made.id}"
    assert re.search(rf'value="{other.id}" checked', client.get(page).text)
    send(client, page, page, **point_form(again="free"))
    look_again()
    made = db.session.query(CheckPoint).one()
    assert (made.session_ids, made.exits, made.again) == ([], False, "free")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"again": "sometimes"}, "again"),
        ({"again": ""}, "again"),
        ({"opens_before": "-1"}, "opens_before"),
        ({"opens_before": "1441"}, "opens_before"),
        ({"closes_after": "soon"}, "closes_after"),
    ],
)
def test_what_can_t_be_is_said_beside_its_field_and_what_was_typed_stays(
    client, session, wrong, field
):
    page = f"{home(session)}points/new"
    answer = send(client, page, page, **point_form(**{"name": "Chez Nour", **wrong}))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert wrong.get("name") == "" or "Chez Nour" in answer.text or "xxx" in answer.text
    assert db.session.query(CheckPoint).count() == 0


def test_a_session_of_another_event_is_refused(client, session):
    page, theirs = f"{home(session)}points/new", SessionFactory()
    answer = send(client, page, page, **point_form(session=[theirs.id]))
    assert answer.status_code == 422
    assert 'href="#session"' in answer.text
    assert db.session.query(CheckPoint).count() == 0


def test_the_page_of_a_check_point_says_what_becomes_of_its_kiosks(client, session):
    point = doors.point(event=session.event)
    page = f"{home(session)}points/{point.id}"
    quiet = client.get(page).text
    doors.kiosk(point)
    assert len(client.get(page).text) > len(quiet)
    answer = send(client, page, f"{page}/away")
    assert f"{page}/kiosks/new" not in client.get(answer.location).text
    look_again()
    assert db.session.query(Kiosk).one().revoked_at is None
    send(client, home(session), f"{page}/back")
    assert f"{page}/kiosks/new" in client.get(home(session)).text


def test_a_new_kiosk_shows_its_code_which_makes_a_device_of_it(client, session, staff):
    point = doors.point(event=session.event)
    answer = add_kiosk(client, session, point)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    made = db.session.query(Kiosk).one()
    assert (made.name, made.station) == ("Porte nord", "door")
    assert (made.keeper_id, made.made_by) == (staff.id, staff.id)
    assert "<svg" in answer.text
    with transaction():
        kiosk, _token = enrolling.enrol(CODE.search(answer.text).group(1))
    assert kiosk.id == made.id


def test_the_code_stands_on_that_page_alone(client, session):
    point = doors.point(event=session.event)
    answer = add_kiosk(client, session, point)
    code = codes.read(CODE.search(answer.text).group(1))
    kiosk = db.session.query(Kiosk).one()
    pages = [home(session), f"{home(session)}{kiosk.id}/", f"{home(session)}points/{point.id}"]
    for page in pages:
        shown = client.get(page).text
        assert code not in shown
        assert codes.shown(code) not in shown
    rows = (db.session.query(table) for table in (Deed, FormAnswer, Kiosk))
    kept = [str(vars(row)) for found in rows for row in found]
    assert [one for one in kept if code in one or codes.shown(code) in one] == []


def test_the_same_form_again_makes_no_second_kiosk_and_shows_no_second_code(client, session):
    point = doors.point(event=session.event)
    address = f"{home(session)}points/{point.id}/kiosks/new"
    form = {"name": "Porte", "station": "room", "keeper": ""}
    form["form_token"] = token_in(client.get(address).text, address)
    first, second = (client.post(address, data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 303)
    kiosk = db.session.query(Kiosk).one()
    assert second.location == f"{home(session)}{kiosk.id}/"
    digest = kiosk.code_hash
    action = f"{home(session)}{kiosk.id}/code"
    form = {"form_token": token_in(client.get(second.location).text, action)}
    first, second = (client.post(action, data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 303)
    look_again()
    assert db.session.query(Kiosk).one().code_hash != digest


def test_the_picture_holds_the_address_with_the_code_behind_the_mark(monkeypatch, client, session):
    drawn = []
    make = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **how: drawn.append(text) or make(text, **how))
    answer = add_kiosk(client, session, doors.point(event=session.event))
    code = codes.read(CODE.search(answer.text).group(1))
    (address,) = drawn
    assert address.endswith(f"/fr/kiosk/#{code}")


def test_each_kind_of_station_can_be_chosen(client, session):
    point = doors.point(event=session.event)
    for station in Station:
        add_kiosk(client, session, point, station=str(station))
    assert [kiosk.station for kiosk in db.session.query(Kiosk).order_by(Kiosk.id)] == list(Station)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": ""}, "name"), ({"station": "roof"}, "station"), ({"keeper": "999"}, "keeper")],
)
def test_a_kiosk_that_can_t_be_is_not_made(client, session, wrong, field):
    answer = add_kiosk(client, session, doors.point(event=session.event), **wrong)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert db.session.query(Kiosk).count() == 0


def test_no_kiosk_is_added_where_the_check_point_was_put_away(client, app, session):
    point = doors.point(event=session.event, closed_at=now())
    answer = add_kiosk(client, session, point)
    assert answer.status_code == 422
    assert spoken(app, labels.REFUSALS["point_gone"]) in words(answer.text)


def test_another_of_the_team_may_answer_for_a_kiosk(client, session):
    keeper = make_staff(Role.FAIR_STAFF, "door@example.org")
    add_kiosk(client, session, doors.point(event=session.event), keeper=keeper.id)
    kiosk = db.session.query(Kiosk).one()
    assert kiosk.keeper_id == keeper.id
    assert "door@example.org" in client.get(f"{home(session)}{kiosk.id}/").text


def test_stopping_asks_first_and_says_what_is_unsent(client, session):
    kiosk, _token = doors.kiosk(doors.point(event=session.event), unsent=17)
    page = f"{home(session)}{kiosk.id}/stop"
    assert " 17 " in words(client.get(page).text)
    look_again()
    assert db.session.query(Kiosk).one().revoked_at is None
    answer = send(client, page, page)
    assert answer.status_code == 303
    look_again()
    assert db.session.query(Kiosk).one().token_hash is None
    shown = client.get(answer.location).text
    assert f"{home(session)}{kiosk.id}/code" in shown  # it may come back
    assert page not in shown


def test_the_list_says_how_each_kiosk_does(client, app, session):
    point = doors.point(event=session.event)
    doors.kiosk(point, name="Sud", seen_at=now(), unsent=3, ahead=-200_000)
    doors.kiosk(point, name="Est", seen_at=now(), ahead=100_000)
    doors.kiosk(point, name="Ouest", revoked_at=now())
    seen = words(client.get(home(session)).text)
    for word in ("working", "stopped"):
        assert spoken(app, labels.KIOSK_STATES[word]) in seen
    assert "3 minutes" in seen  # the clock of “Sud”
    assert "2 minutes" not in seen  # the one of “Est” is right enough


def test_nothing_of_another_event_can_be_reached(client, session):
    kiosk, _token = doors.kiosk(doors.point(event=SessionFactory().event))
    point = f"points/{kiosk.check_point_id}"
    for page in (f"{kiosk.id}/", f"{kiosk.id}/stop", point, f"{point}/kiosks/new"):
        assert client.get(home(session) + page).status_code == 404


@pytest.mark.parametrize("role", [Role.FAIR_STAFF, Role.COUNSELLOR])
def test_kiosks_are_the_coordinator_s(client, role):
    session = SessionFactory()
    sign_in(client, make_staff(role))
    assert client.get(home(session)).status_code == 403
    assert bp.name not in client.get(f"/fr/desk/events/{session.event.slug}/").text


def test_no_page_asks_more_for_more_kiosks(client, session):
    point = doors.point(event=session.event)
    kiosk, _token = doors.kiosk(point)
    pages = [home(session), f"{home(session)}{kiosk.id}/", f"{home(session)}points/{point.id}"]

    def asked(page) -> int:
        with counted() as statements:
            assert client.get(page).status_code == 200
        return len(statements)

    few = [asked(page) for page in pages]
    for number in range(5):
        more = doors.point(session, name=f"Salle {number}")
        doors.kiosk(more)
        doors.kiosk(point)
    assert [asked(page) for page in pages] == few
    assert max(few) <= 12


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_light(client, session, lang):
    (most,) = budgets.most("any further page")
    point = doors.point(event=session.event)
    kiosks = [doors.kiosk(point, seen_at=now())[0] for _ in range(12)]
    mine = f"/{lang}{home(session)[3:]}"
    of_point, of_kiosk = f"points/{point.id}", f"{kiosks[0].id}/"
    for page in ("", "points/new", of_point, f"{of_point}/kiosks/new", of_kiosk, f"{of_kiosk}stop"):
        answer = client.get(mine + page, headers={"Accept-Encoding": "br"})
        assert answer.headers["Content-Encoding"] == "br"
        assert len(answer.data) <= most, page
    action = f"{mine}{kiosks[0].id}/code"
    token = token_in(client.get(f"{mine}{kiosks[0].id}/").text, action)
    shown = client.post(action, data={"form_token": token}, headers={"Accept-Encoding": "br"})
    assert (shown.status_code, len(shown.data) <= most) == (200, True)
