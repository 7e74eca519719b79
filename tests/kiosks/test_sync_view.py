"""The two addresses of a kiosk: what they take, what they answer, whom they refuse."""

import base64
import gzip
import json
import logging
from datetime import timedelta

import brotli
import pytest
from sqlalchemy import select, update

from portal.core import boxes, codes
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import EventSession
from portal.kiosks import rules
from portal.kiosks.models import CheckPoint, Door, DoorEntry, Kiosk, Presence, Scan
from portal.kiosks.queries import listing as queries
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.states import Station
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks.devices import ENROL, SYNC, count, new_kiosk
from tests.kiosks.wire import key_of, scan
from tests.queries import counted
from tests.together import together

pytestmark = pytest.mark.usefixtures("rows")


def test_a_code_becomes_a_token_that_synchronises(nobody, point, ask):
    _, code = new_kiosk(point)
    answer = nobody.post(ENROL, json={"code": codes.shown(code)})
    assert answer.status_code == 200
    said = answer.json
    assert set(said) == {"token", "event", "name"}
    assert (said["event"], said["name"]) == (point.event_id, "Porte nord")
    assert ask(token=said["token"]).json["config"]["kiosk"]["name"] == "Porte nord"


def test_a_wrong_code_is_not_found(nobody, point):
    new_kiosk(point)
    answer = nobody.post(ENROL, json={"code": "AAAA-AAAA"})
    assert (answer.status_code, answer.json) == (404, {"error": "code"})


def test_of_two_devices_with_one_code_one_becomes_the_kiosk(app, point):
    _, code = new_kiosk(point)
    db.session.remove()
    seen = []

    def device():
        seen.append(app.test_client().post(ENROL, json={"code": code}).status_code)

    together(app, *[device] * 4)
    assert sorted(seen) == [200, 404, 404, 404]


# --- what is answered ---


def test_the_first_answer_holds_all_that_a_kiosk_needs(ask, session, point, kiosk):
    made = register(session, language="ar")
    before = ms(now())
    said = ask().json
    assert before <= said["now"] <= ms(now())
    assert said["entries"] == [[key_of(made), "active", "ar", [[session.id, "seated"]]]]
    assert (said["acks"], said["gone"], said["present"], said["more"]) == ({}, [], [], False)
    assert said["since"] == 1
    event = session.event
    assert said["config"] == {
        "id": said["config"]["id"],
        "event": {"id": event.id, "name": event.title, "ends": ms(session.ends_at)},
        "kiosk": {"name": kiosk[0].name, "station": "door", "prefix": "Z00", "force": True},
        "point": {
            "id": point.id,
            "name": "Porte",
            "again": "daily",
            "exits": False,
            "offset": 0,
            "windows": [[session.id, ms(session.starts_at) - 3_600_000, ms(session.ends_at)]],
        },
        "sessions": [
            {
                "id": session.id,
                "title": session.title,
                "starts": ms(session.starts_at),
                "place": session.place.name,
            }
        ],
        "salt": said["config"]["salt"],
        "rounds": rules.ROUNDS,
        "public": said["config"]["public"],
        "expires": ms(session.ends_at) + 48 * 3_600_000,
        "consent": made.consent_version,
    }
    public = base64.urlsafe_b64decode(said["config"]["public"] + "==")
    assert public == boxes.public_key(rules.sealed_for(event.id))
    assert len(public) == 65
    salt = base64.urlsafe_b64decode(said["config"]["salt"] + "==")
    assert salt == db.session.get_one(Door, event.id).salt


def test_the_configuration_is_sent_again_only_when_it_has_changed(ask, point, session):
    held = ask().json["config"]["id"]
    assert "config" not in ask(config=held).json
    with transaction():
        db.session.get_one(CheckPoint, point.id).exits = True
    said = ask(config=held).json["config"]
    assert (said["point"]["exits"], said["id"] == held) == (True, False)
    with transaction():
        moved = db.session.get_one(EventSession, session.id)
        moved.ends_at += timedelta(hours=1)
    last = ask(config=said["id"]).json["config"]
    assert last["expires"] == said["expires"] + 3_600_000
    assert ask(config=last["id"]).json.get("config") is None


def test_windows_come_in_the_order_in_which_they_open(ask, session, point):
    early = SessionFactory(
        event=session.event,
        starts_at=session.starts_at - timedelta(days=1),
        ends_at=session.ends_at - timedelta(days=1),
    )
    with transaction():
        db.session.get_one(CheckPoint, point.id).session_ids = []
    said = ask().json["config"]
    assert [window[0] for window in said["point"]["windows"]] == [early.id, session.id]
    assert [one["id"] for one in said["sessions"]] == [early.id, session.id]


@pytest.mark.parametrize("station", Station)
def test_only_where_the_team_stands_may_somebody_be_let_in_anyway(app, point, station):
    _, token = doors.kiosk(point, station=station)
    body = {"clock": 0}
    said = app.test_client().post(SYNC, json=body, headers={"Authorization": f"Bearer {token}"})
    assert said.json["config"]["kiosk"]["force"] == (station != Station.SELF_SERVICE)


def test_a_scan_is_kept_acknowledged_and_told_to_the_other_kiosks(ask, session, point):
    made = register(session)
    ask()
    one = scan(made)
    said = ask(one, since=1).json
    assert said["acks"] == {one["n"]: "welcome"}
    _, other = doors.kiosk(point)
    present = ask(token=other, since=1).json["present"]
    assert [line[0] for line in present] == [key_of(made)]
    assert present[0][2:] == [one["at"], 1, 0]


def test_the_same_batch_again_changes_nothing_and_is_acknowledged_again(ask, session):
    made = register(session)
    batch = [scan(made), scan(made, q=2)]
    first, again = ask(*batch).json, ask(*batch).json
    assert first["acks"] == again["acks"]
    assert set(first["acks"].values()) == {"welcome", "already_in"}
    assert count(Scan) == 2
    assert count(Presence) == 1


def test_a_code_that_was_scanned_before_it_was_on_the_list_is_judged_again(
    ask, session, monkeypatch
):
    made = register(session)
    monkeypatch.setattr(queries, "MOST_KEYS", 0)
    one = scan(made, v="unknown", f=0)
    assert ask(one).json["more"] is True
    assert count(Presence) == 0
    monkeypatch.setattr(queries, "MOST_KEYS", 10)
    said = ask().json
    assert said["more"] is False
    assert [line[0] for line in said["present"]] == [key_of(made)]
    assert db.session.scalars(select(Scan.registration_id)).all() == [made.id]


def test_a_long_list_comes_in_pages_that_a_kiosk_asks_for_at_once(ask, session, monkeypatch):
    monkeypatch.setattr(queries, "MOST_KEYS", 4)
    people = [register(session, name=f"Nour {i}") for i in range(10)]
    since, more, have, answers = 0, True, [], 0
    while more:
        said = ask(since=since).json
        since, more, answers = said["since"], said["more"], answers + 1
        have += [line[0] for line in said["entries"]]
    assert sorted(have) == sorted(key_of(made) for made in people)
    assert answers == 3


def test_a_quiet_answer_is_small_and_asks_little(ask, session):
    for i in range(20):
        register(session, name=f"Nour {i}")
    first = ask().json
    quiet = {"since": first["since"], "config": first["config"]["id"]}
    answer = ask(**quiet)
    assert len(answer.data) < 150
    with counted() as statements:
        ask(**quiet)
    assert len(statements) <= 12


# --- the row of the kiosk ---


def heard(kiosk):
    look_again()
    return db.session.get_one(Kiosk, kiosk[0].id)


def test_when_a_kiosk_was_heard_of_what_it_keeps_and_how_its_clock_goes_is_noted(ask, kiosk):
    ask(unsent=7, clock=ms(now()) + 90_000)
    row = heard(kiosk)
    assert now() - row.seen_at < timedelta(seconds=5)
    assert row.unsent == 7
    assert 85_000 < row.ahead <= 90_000


def test_the_row_of_a_kiosk_is_not_written_at_each_question(ask, kiosk):
    ask()
    seen = heard(kiosk).seen_at
    ask()
    assert heard(kiosk).seen_at == seen
    ask(unsent=3)
    assert heard(kiosk).unsent == 3
    with transaction():
        db.session.execute(update(Kiosk).values(seen_at=now() - timedelta(seconds=11)))
    ask(unsent=3)
    assert now() - heard(kiosk).seen_at < timedelta(seconds=5)


def test_nothing_is_kept_in_the_browser_or_on_the_way(ask, nobody, point):
    _, code = new_kiosk(point)
    for answer in (ask(), nobody.post(ENROL, json={"code": code}), nobody.post(SYNC, json={})):
        assert answer.mimetype == "application/json"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("way", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_long_answer_leaves_compressed(ask, session, way, unpack):
    for i in range(30):
        register(session, name=f"Nour {i}")
    answer = ask(headers={"Accept-Encoding": way})
    assert answer.headers["Content-Encoding"] == way
    assert len(json.loads(unpack(answer.data))["entries"]) == 30


def test_logs_and_deeds_tell_nothing_of_people_codes_or_tokens(ask, session, kiosk, caplog):
    made = register(session, name="Zaynab Qorchi", phone="+212661999888")
    with caplog.at_level(logging.DEBUG):
        ask(scan(made))
        ask(token="wrong-token-of-nobody")
    lines = "".join(str(vars(record)) for record in caplog.records)
    secrets = [made.code, key_of(made), "Zaynab", "661999888", kiosk[1], "wrong-token"]
    assert [secret for secret in secrets if secret in lines] == []


def test_a_new_line_of_the_list_is_there_for_the_scan_that_comes_with_the_question(ask, session):
    """Registered on the phone in the queue a moment ago: known before the scan is looked at."""
    made = register(session)
    one = scan(made, v="unknown", f=0)
    assert ask(one).json["acks"] == {one["n"]: "welcome"}
    assert count(DoorEntry) == 1
