"""Kiosks in real Chromium, with a good network, a bad one and none."""

import json
import random

import pytest
from sqlalchemy import delete, func, select

from portal.core import codes
from portal.core.db import db, transaction
from portal.events.models import Registration, Seat
from portal.kiosks.models import Kiosk as KioskRow
from portal.kiosks.models import Presence, Scan
from portal.kiosks.operations import enrolling
from tests.browser.kiosks import TABLET, Kiosk, OpenFair, stranger
from tests.databases import look_again
from tests.stack.processes import until

LIST_AGE = 2500  # milliseconds after which the server compares its list with the registrations


@pytest.fixture
def held(rows):
    return OpenFair(12)


@pytest.fixture
def stand(browser, portal):
    """Puts a kiosk up: a fresh browser, enrolled by the link that the coordinator shows."""
    made = []

    def stand(code: str = "") -> Kiosk:
        context = browser.new_context(viewport=TABLET)
        made.append(Kiosk(context, f"http://127.0.0.1:{portal.port}"))
        return made[-1].enrol(code) if code else made[-1]

    yield stand
    for each in made:
        each.close()
    assert [fault for each in made for fault in each.faults] == []


@pytest.fixture
def kill(portal):
    """Kills the server; it is there again afterwards."""

    def kill():
        portal.kill("web")

    yield kill
    if "web" not in portal.processes:
        revive(portal)


def revive(portal):
    portal.start("web")
    until(lambda: portal.status("/healthz") == 200)


def count(table, *which) -> int:
    look_again()
    return db.session.scalar(select(func.count()).select_from(table).where(*which))


KEPT = """async () => {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = (await Promise.all(shelves.map((one) => one.keys()))).flat();
  return kept.some(({url}) => url.endsWith(".wasm"));
}"""


def test_the_decoder_is_on_the_device_before_anybody_needs_it(held, stand):
    kiosk = stand(held.one_time_code())
    until(lambda: kiosk.page.evaluate(KEPT))


def test_a_decoder_that_does_not_come_troubles_nobody(held, stand):
    kiosk = stand()
    kiosk.context.add_init_script(
        "const ask = fetch; self.refused = 0;"
        "self.fetch = (what, ...more) => `${what}`.endsWith('.wasm')"
        " ? (refused++, Promise.reject(new TypeError('Failed to fetch'))) : ask(what, ...more);"
    )
    kiosk.enrol(held.one_time_code())
    until(lambda: kiosk.page.evaluate("refused"))
    assert kiosk.scan(held.codes[0])["light"] == "green"


def test_a_link_makes_a_kiosk_of_a_browser_once_and_leaves_the_address(held, stand):
    code = held.one_time_code()
    kiosk = stand(code)
    assert "#" not in kiosk.page.url
    assert kiosk.facts()["kiosk"]["name"] == "Porte nord"
    assert kiosk.facts()["online"]
    other = stand()
    assert other.open(code) == "blank"
    other.page_until("document.querySelector('#blank .wrong').textContent")
    assert kiosk.open() == "ready"  # opened again, it is still the kiosk


def test_a_scan_is_answered_on_the_screen_and_arrives(held, stand):
    kiosk = stand(held.one_time_code())
    assert kiosk.typed(held.codes[0])["light"] == "green"
    kiosk.sent()
    assert count(Scan, Scan.verdict == "welcome", Scan.counted, Scan.mode == "scanner") == 1
    assert count(Presence) == 1
    assert count(Seat, Seat.arrived_at.is_not(None)) == 1


def test_two_kiosks_of_one_door_know_of_each_other(held, stand):
    one, other = stand(held.one_time_code()), stand(held.one_time_code())
    assert one.scan(held.codes[0])["verdict"] == "welcome"
    one.sent()
    other.hurry()
    assert other.scan(held.codes[0])["verdict"] == "already_in"


@pytest.mark.parametrize("how", ["no network", "no server"])
def test_without_a_network_it_goes_on_alone_and_catches_up_alone(held, stand, portal, kill, how):
    kiosk = stand(held.one_time_code())
    if how == "no server":
        kill()
    else:
        kiosk.cut()
    lights = [kiosk.scan(code)["light"] for code in held.codes]
    assert lights == ["green"] * 12
    assert kiosk.scan(held.codes[0])["verdict"] == "welcome"  # the same badge, held too long
    kiosk.wait_for("unsent === 12 && !facts.online")
    assert kiosk.page.locator("#unsent").inner_text() == "12"
    assert kiosk.open() == "ready"  # opened again, without any network
    assert kiosk.facts()["unsent"] == 12
    assert kiosk.facts()["lastContact"] > 0  # before it was opened
    assert kiosk.typed(held.codes[5])["light"] == "amber"  # in already
    assert kiosk.scan(held.codes[6])["verdict"] == "already_in"
    assert kiosk.scan(stranger())["verdict"] == "unknown"
    if how == "no server":
        revive(portal)
    else:
        kiosk.restore()
    kiosk.sent()
    kiosk.wait_for("facts.online")
    assert count(Scan) == 15
    assert count(Presence) == count(Scan, Scan.counted) == 12
    assert count(Scan, Scan.review == "unknown") == 1


def test_the_same_person_at_two_gates_without_a_network_came_once(held, stand):
    kiosks = [stand(held.one_time_code()) for _ in range(2)]
    for kiosk in kiosks:
        kiosk.cut()
        assert kiosk.scan(held.codes[0])["verdict"] == "welcome"
    for kiosk in reversed(kiosks):  # the later one arrives first
        kiosk.restore()
        kiosk.sent()
    look_again()
    scans = db.session.scalars(select(Scan).order_by(Scan.at)).all()
    assert [scan.verdict for scan in scans] == ["welcome", "already_in"]
    assert db.session.scalars(select(Presence.nonce)).all() == [scans[0].nonce]


def test_answers_that_get_lost_are_asked_for_again_and_nothing_comes_twice(held, stand):
    kiosk = stand(held.one_time_code())
    lost = kiosk.lose(0.7, random.Random(5))
    for code in held.codes:
        kiosk.scan(code)
        kiosk.hurry()
    for _ in range(60):
        if not kiosk.facts()["unsent"]:
            break
        kiosk.hurry()
    kiosk.sent(1)
    assert lost[0] >= 3
    assert count(Scan) == count(Presence) == 12


def test_a_revoked_kiosk_stops_and_keeps_its_scans_for_later(held, stand):
    kiosk = stand(held.one_time_code())
    kiosk.cut()
    for code in held.codes[:3]:
        kiosk.scan(code)
    with transaction():
        enrolling.revoke(db.session.scalars(select(KioskRow)).one())
    kiosk.restore()
    kiosk.wait_for("state === 'stopped'", seconds=60)
    assert kiosk.scan(held.codes[4])["verdict"] == "stopped"
    assert kiosk.facts()["unsent"] == 3
    assert "entries" not in json.dumps(kiosk.facts())
    assert count(Scan) == 0
    kiosk.enrol(held.one_time_code())
    kiosk.sent()
    assert count(Scan) == count(Presence) == 3


def test_somebody_without_a_registration_is_welcome_without_a_network(held, stand):
    kiosk = stand(held.one_time_code())
    kiosk.cut()
    person = {"name": "Mariama Diallo", "phone": "0661998877", "language": "fr"}
    made = kiosk.page.evaluate("person => kiosk.station.walkIn(person)", person)
    assert made["light"] == "green"
    assert codes.read(made["code"]) == made["code"]
    assert kiosk.scan(made["code"])["verdict"] == "already_in"
    kiosk.restore()
    kiosk.sent()
    look_again()
    found = db.session.scalars(select(Registration).where(Registration.source == "door")).one()
    assert (found.name, found.code) == ("Mariama Diallo", made["code"])
    assert count(Presence, Presence.registration_id == found.id) == 1


def test_a_registration_that_is_cancelled_is_known_at_the_door_soon(held, stand):
    kiosk = stand(held.one_time_code())
    code = held.codes[0]
    with transaction():
        mine = db.session.scalars(select(Registration).where(Registration.code == code)).one()
        mine.state = "cancelled"
        db.session.execute(delete(Seat).where(Seat.registration_id == mine.id))
    kiosk.page.wait_for_timeout(LIST_AGE)
    kiosk.hurry()
    assert kiosk.scan(code)["verdict"] == "cancelled"
