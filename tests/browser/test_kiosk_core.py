"""What a kiosk does behind its screens: keys, the disk, the queue, one tab, one event."""

import base64
import json
import time

import pytest
from sqlalchemy import select

from portal.core import boxes, codes
from portal.core.clock import now
from portal.core.db import db
from portal.kiosks import rules
from portal.kiosks.models import Scan
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.states import Station
from tests.browser.cores import SYNC, Core
from tests.browser.kiosks import OpenFair, stranger
from tests.browser.tablet import EVERYTHING
from tests.databases import look_again

HOUR = 3_600_000
PERSON = {"name": "Mariama Keïta", "phone": "0661998877", "language": "ar"}
FULL = """() => {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function () {
    throw new DOMException("full", "QuotaExceededError");
  };
  self.empty = () => {
    IDBObjectStore.prototype.add = add;
  };
}"""
ERROR = "(wrong) => wrong.error ?? String(wrong)"


@pytest.fixture
def held(rows):
    return OpenFair(8)


@pytest.fixture
def stand(browser, portal):
    """Puts a kiosk up in a fresh browser."""
    made = []

    def stand(code: str, **how) -> Core:
        kiosk = Core(browser, f"http://127.0.0.1:{portal.port}", **how)
        made.append(kiosk)
        assert kiosk.open() == "blank"
        assert kiosk.enrol(code) == {}
        return kiosk

    yield stand
    for each in made:
        each.close()
    assert [fault for each in made for fault in each.faults] == []


@pytest.fixture
def kiosk(held, stand):
    return stand(held.one_time_code())


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def scans() -> list[Scan]:
    look_again()
    return list(db.session.scalars(select(Scan).order_by(Scan.seq)))


def test_a_key_is_what_the_server_makes_of_the_code(kiosk):
    salts = [b"\x00" * 16, b"\xff" * 16, bytes(range(16))]
    for salt in salts:
        code = codes.new()
        asks = "([code, salt, rounds]) => kiosk.keys.of(code, salt, rounds)"
        made = kiosk.ask(asks, [code, text_of(salt), rules.ROUNDS])
        assert made == text_of(rules.key_of(code, salt))


def test_a_box_is_opened_by_the_server_and_only_beside_its_own_scan(app, kiosk):
    asks = "([key, event, nonce, facts]) => kiosk.keys.seal(key, event, nonce, facts)"
    with app.app_context():
        key = text_of(boxes.public_key("walk-in|7"))
        box = bytes_of(kiosk.ask(asks, [key, 7, "nonce-of-it", PERSON]))
        assert boxes.open_box("walk-in|7", "nonce-of-it", box) == PERSON
        for purpose, nonce in (("walk-in|8", "nonce-of-it"), ("walk-in|7", "another")):
            with pytest.raises(boxes.BoxError):
                boxes.open_box(purpose, nonce, box)


def test_a_stolen_kiosk_tells_nothing_of_anybody(held, kiosk):
    kiosk.cut()
    for code in held.codes:
        kiosk.scan(code)
    made = kiosk.ask("(person) => kiosk.station.walkIn(person)", PERSON)
    kiosk.ask("kiosk.station.visit('training')")
    kept = json.dumps(kiosk.ask(EVERYTHING), ensure_ascii=False)
    saved = kiosk.ask("kiosk.station.saveUnsent().text()")
    assert "walk_in" in kept
    assert "walk_in" in saved
    for text in (kept, saved):
        for code in [*held.codes, made["code"]]:
            assert code not in text
            assert codes.shown(code) not in text
        for word in ("Mariama", "Keïta", "0661998877", "661998877", "Person "):
            assert word not in text


def test_a_scan_is_on_the_disk_before_its_light(held, kiosk):
    kiosk.cut()
    found = kiosk.ask(
        f"""async (code) => {{
          const {{ nonce, light }} = await kiosk.station.scan(code, "camera");
          return [nonce, light, await ({EVERYTHING})()];
        }}""",
        held.codes[0],
    )
    nonce, light, kept = found
    assert light == "green"
    assert [scan["n"] for _, scan in kept["kiosk.scans"]] == [nonce]


def test_what_can_not_be_kept_is_not_shown_green(held, kiosk):
    kiosk.ask(FULL)
    found = kiosk.scan(held.codes[0])
    assert (found["verdict"], found["light"], found["letIn"]) == ("not_kept", "amber", True)
    assert kiosk.scan(stranger())["light"] == "red"
    assert kiosk.facts()["unsent"] == 0
    kiosk.ask("self.empty()")
    assert kiosk.scan(held.codes[0])["verdict"] == "welcome"
    kiosk.sent()
    assert [scan.shown for scan in scans()] == ["welcome"]


def test_one_scan_that_the_server_can_not_read_does_not_stop_the_others(held, kiosk):
    kiosk.cut()
    for code in held.codes[:3]:
        kiosk.scan(code)
    kiosk.ask("kiosk.store.keep({n: '', c: 0, k: null, at: 1, d: 'in', m: 'camera', v: 'x'})")
    kiosk.open()
    for code in held.codes[3:6]:
        kiosk.scan(code)
    kiosk.wait_for("facts.unsent === 7")
    kiosk.restore()
    kiosk.wait_for("facts.unsent === 1")
    assert len(scans()) == 6
    assert kiosk.ask(f"kiosk.station.leave().catch({ERROR})") == "unsent"


def test_only_one_tab_is_the_kiosk(held, kiosk):
    other = kiosk.context.new_page()
    other.goto(kiosk.address)
    assert other.evaluate("kiosk.station.start()") == "twice"
    asks = "(code) => kiosk.station.scan(code, 'camera')"
    assert other.evaluate(asks, held.codes[0])["verdict"] == "stopped"
    with other.expect_navigation():
        kiosk.page.close()
    assert other.evaluate("kiosk.station.start()") == "ready"
    assert other.evaluate(asks, held.codes[0])["verdict"] == "welcome"
    other.wait_for_function("kiosk.station.facts().unsent === 0")


def test_nobody_leaves_with_unsent_scans_that_are_in_no_file(held, kiosk):
    kiosk.cut()
    kiosk.scan(held.codes[0])
    leave = f"kiosk.station.leave().then(() => 'left', {ERROR})"
    assert kiosk.ask(leave) == "unsent"
    saved = json.loads(kiosk.ask("kiosk.station.saveUnsent().text()"))
    assert saved["event"] == held.session.event_id
    assert len(saved["scans"]) == 1
    kiosk.scan(held.codes[1])
    assert kiosk.ask(leave) == "unsent"  # this one is in no file
    kiosk.ask("kiosk.station.saveUnsent()")
    assert kiosk.ask(leave) == "left"
    assert kiosk.open() == "blank"
    assert kiosk.ask(EVERYTHING)["kiosk.scans"] == []


def test_scans_of_one_event_are_not_lost_to_another(held, kiosk):
    other = OpenFair(1)
    kiosk.cut()
    kiosk.scan(held.codes[0])
    kiosk.ask("kiosk.sync.end()")
    kiosk.restore()
    code = other.one_time_code()
    assert kiosk.enrol(code) == "unsent"
    assert kiosk.facts()["event"]["id"] == held.session.event_id
    kiosk.ask("kiosk.station.saveUnsent()")
    assert kiosk.enrol(code) == {}  # the code that was used up is not asked for again
    assert kiosk.facts()["event"]["id"] == other.session.event_id
    assert kiosk.facts()["unsent"] == 0
    assert scans() == []


def test_a_list_of_many_answers_is_the_same_when_it_is_opened_again(held, kiosk):
    """So many that they are made one."""
    kiosk.ask(
        """async () => {
          for (let day = 1; day <= 120; day++) {
            const gone = day > 1 ? [[`key ${day - 1}`, undefined]] : [];
            const listed = [...gone, [`key ${day}`, ["active", "fr", []]]];
            await kiosk.store.take(listed, [[`key ${day}`, [day, 1]]], { since: 1e6 + day });
          }
        }"""
    )
    count = """async () => {
      const { entries, present, meta } = await kiosk.store.load();
      return [entries.size, entries.has("key 120"), present.size, meta.since];
    }"""
    first = kiosk.ask(count)
    assert first == [len(held.codes) + 1, True, 120, 1_000_120]
    assert len(kiosk.ask(EVERYTHING)["kiosk.news"]) == 1
    assert kiosk.ask(count) == first


def test_a_clock_that_is_wrong_decides_rightly(held, stand):
    """Three hours behind: by its own clock the doors are closed."""
    kiosk = stand(held.one_time_code(), moved=-3 * HOUR)
    assert kiosk.scan(held.codes[0])["verdict"] == "welcome"
    kiosk.sent()
    made = scans()[0]
    assert abs((made.at - now()).total_seconds()) < 5
    assert abs(ms(made.scanned_at) - (time.time() * 1000 - 3 * HOUR)) < 5000
    assert made.skewed


def test_when_the_event_is_over_it_stops_and_keeps_its_scans(held, kiosk):
    kiosk.cut()
    kiosk.scan(held.codes[0])
    kiosk.ask(f"Date.now = ((real) => () => real() + {72 * HOUR})(Date.now)")
    assert kiosk.scan(held.codes[1])["verdict"] == "stopped"
    kept = kiosk.ask(EVERYTHING)
    assert kept["kiosk.news"] == []
    assert "token" not in dict(kept["kiosk.meta"])
    assert kiosk.facts()["unsent"] == 1
    assert kiosk.facts()["event"]["name"]["fr"] == "Salon"


@pytest.mark.parametrize("status", [200, 401, 403])
def test_a_network_that_answers_for_the_server_is_no_network(held, kiosk, status):
    """The page of a hotel or an operator, instead of our answer."""
    page = "<!doctype html><title>Log in to the wireless network</title>"
    kiosk.context.route(SYNC, lambda route: route.fulfill(status=status, body=page))
    kiosk.ask("kiosk.sync.now()")
    kiosk.wait_for("!facts.online")
    assert kiosk.scan(held.codes[0])["light"] == "green"
    assert kiosk.facts()["state"] == "ready"
    assert kiosk.facts()["unsent"] == 1
    kiosk.context.unroute(SYNC)
    kiosk.ask("dispatchEvent(new Event('online'))")
    kiosk.sent(3)


def test_an_answer_that_does_not_come_is_given_up(held, kiosk):
    kiosk.context.route(SYNC, lambda route: None)
    begun = time.monotonic()
    kiosk.scan(held.codes[0])
    kiosk.wait_for("!facts.online")
    assert 7 < time.monotonic() - begun < 25
    kiosk.context.unroute_all(behavior="ignoreErrors")
    kiosk.ask("dispatchEvent(new Event('online'))")
    kiosk.sent(3)


def test_the_team_lets_somebody_in_and_says_why(held, kiosk):
    kiosk.cut()
    refused = kiosk.scan(stranger())
    assert refused["verdict"] == "not_found"  # heard of the list less than a minute ago
    force = "([outcome, reason]) => kiosk.station.force(outcome, reason)"
    found = kiosk.ask(force, [refused, "invited"])
    assert (found["light"], found["letIn"], found["forced"]) == ("green", True, True)
    kiosk.restore()
    kiosk.sent()
    first, second = scans()
    assert (first.forced, second.forced, second.reason) == (False, True, "invited")
    assert first.key == second.key


def test_people_alone_can_not_let_themselves_in(held, stand):
    kiosk = stand(held.one_time_code(Station.SELF_SERVICE))
    refused = kiosk.scan(stranger())
    force = f"(outcome) => kiosk.station.force(outcome, 'invited').catch({ERROR})"
    assert "may not" in kiosk.ask(force, refused)
    kiosk.sent()
    assert len(scans()) == 1


def test_the_welcome_desk_counts_visits_without_codes(held, stand):
    kiosk = stand(held.one_time_code(Station.RECEPTION))
    assert kiosk.ask("kiosk.station.visit('training')")["light"] == "green"
    kiosk.sent()
    (made,) = scans()
    assert (made.key, made.mode, made.purpose) == (None, "visit", "training")
