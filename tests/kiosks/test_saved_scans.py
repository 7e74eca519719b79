"""Files in which a stopped kiosk saved its scans, brought in at the desk."""

import io
import json
import uuid

import pytest

from portal.accounts.permissions import Role
from portal.core.clock import now
from portal.core.db import db
from portal.kiosks import labels
from portal.kiosks.models import Scan
from portal.kiosks.operations import saved
from portal.kiosks.queries.rules_of import ms
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks.pages import home, send
from tests.people import make_staff, sign_in, spoken, token_in, words


@pytest.fixture
def staff(rows):
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def session(client, staff):
    sign_in(client, staff)
    return SessionFactory()


def scans_of(*people, at=None, **other):
    """As a kiosk keeps them: keys that nobody can read, its own clock."""
    usual = {"k": "AAAAAAAAAAAAAA", "at": ms(at or now()), "q": 1, "d": "in", "m": "camera"}
    usual |= {"v": "unknown", "f": 0, "x": 0, "r": "", "p": ""}
    return [{"n": str(uuid.uuid4()), **usual, **other} for _ in people]


def bring(client, session, kiosk, said):
    page = f"{home(session)}{kiosk.id}/"
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    token = token_in(client.get(page).text, f"{page}saved")
    data = {"form_token": token, "file": (io.BytesIO(content), "kiosk.json")}
    return client.post(f"{page}saved", data=data)


def file_of(kiosk, scans):
    return {"event": kiosk.event_id, "kiosk": kiosk.name, "clock": ms(now()), "scans": scans}


def test_a_saved_file_is_taken_in_once_however_often_it_is_brought(client, session):
    register(session)
    kiosk, _token = doors.kiosk(doors.point(event=session.event), revoked_at=now())
    scans = scans_of(*range(230))
    first = bring(client, session, kiosk, file_of(kiosk, scans))
    assert first.status_code == 303
    assert "new=230" in first.location
    again = bring(client, session, kiosk, file_of(kiosk, scans + scans_of(1)))
    assert "new=1&" in again.location + "&"
    assert "all=231" in again.location
    assert "231" not in words(client.get(again.location).text).replace("230", "")
    look_again()
    assert {scan.kiosk_id for scan in db.session.query(Scan)} == {kiosk.id}
    assert db.session.query(Scan).count() == 231


def test_a_file_that_lay_about_for_days_still_says_when_people_came(client, session):
    kiosk, _token = doors.kiosk(doors.point(event=session.event), ahead=600_000)
    came = now().replace(microsecond=0)
    scans = scans_of(1, at=came)
    scans[0]["at"] += 600_000 - 20 * 3_600_000  # twenty hours ago, by a clock ten minutes fast
    said = file_of(kiosk, scans) | {"clock": ms(came) - 19 * 3_600_000}
    bring(client, session, kiosk, said)
    kept = db.session.query(Scan).one()
    assert abs((came - kept.at).total_seconds() - 20 * 3600) < 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_unreadable"),
        (b"PK\x03\x04", "file_unreadable"),
        (b"[]", "file_unreadable"),
        (b'{"event": 1, "scans": [1]}', "file_unreadable"),
        (b'{"event": 1, "scans": [{"n": 5}]}', "file_unreadable"),
        (b'{"event": 1, "scans": []}', "file_empty"),
        (b'{"event": 0, "scans": [{"n": "abcdefgh"}]}', "file_other_event"),
        (b'{"scans": [{"n": "abcdefgh"}]}', "file_other_event"),
        (b"[" * 100_000, "file_unreadable"),
    ],
)
def test_a_file_that_no_kiosk_saved_is_refused(client, app, session, content, code):
    kiosk, _token = doors.kiosk(doors.point(event=session.event))
    answer = bring(client, session, kiosk, content)
    assert answer.status_code == 422
    assert spoken(app, labels.REFUSALS[code]) in words(answer.text)
    assert db.session.query(Scan).count() == 0


def test_a_file_has_a_largest_size(client, app, session, monkeypatch):
    kiosk, _token = doors.kiosk(doors.point(event=session.event))
    monkeypatch.setattr(saved, "MOST_SAVED", 2)
    answer = bring(client, session, kiosk, file_of(kiosk, scans_of(1, 2, 3)))
    assert spoken(app, labels.REFUSALS["file_big"]) in words(answer.text)
    monkeypatch.setattr(saved, "MOST_BYTES", 10)
    answer = bring(client, session, kiosk, file_of(kiosk, scans_of(1)))
    assert spoken(app, labels.REFUSALS["file_big"]) in words(answer.text)


def test_no_file_at_all_is_asked_for(client, session):
    kiosk, _token = doors.kiosk(doors.point(event=session.event))
    page = f"{home(session)}{kiosk.id}/"
    answer = send(client, page, f"{page}saved")
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
