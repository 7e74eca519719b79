"""The desk's short list of scans that somebody has to decide on."""

from datetime import timedelta

import pytest

from portal.accounts.permissions import Role
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration
from portal.events.states import RegistrationState, Source
from portal.kiosks import labels
from portal.kiosks.models import CheckPoint, Presence, Scan, ScanDecision
from portal.kiosks.operations import noting
from portal.kiosks.queries import reviews
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted


@pytest.fixture
def staff(rows):
    return make_staff(Role.FAIR_STAFF)


@pytest.fixture
def session(client, staff):
    sign_in(client, staff)
    return SessionFactory(
        starts_at=now() - timedelta(minutes=30), ends_at=now() + timedelta(hours=3)
    )


@pytest.fixture
def gate(session):
    point = doors.point(event=session.event)
    kiosk, _token = doors.kiosk(point, name="Porte nord")
    return kiosk


def home(gate) -> str:
    return f"/fr/desk/events/{gate.check_point.event.slug}/doors/reviews/"


def scan(gate, review, person=None, *, minute=0, **other) -> Scan:
    """A scan that a person has to look at, of a kiosk whose list was old."""
    at = now() - timedelta(minutes=20 - minute)
    return doors.scan(gate, person, **{"at": at, "fresh": False, "review": review, **other})


def cancelled(gate, session, name="Awa", minute=0) -> Scan:
    """Somebody was let in by a kiosk that did not know that she had cancelled."""
    person = register(session, name=name)
    with transaction():
        gone = db.session.get_one(Registration, person.id)
        gone.state = RegistrationState.CANCELLED
    judged = {"judged": "cancelled", "verdict": "cancelled"}
    return scan(gate, "cancelled", person, minute=minute, **judged)


def decide(client, gate, one, decision, page=None, **fields):
    page = page or home(gate)
    action = f"{home(gate)}{one.id}/decide"
    token = token_in(client.get(page).text, action)
    return client.post(action, data={"form_token": token, "decision": decision, **fields})


def present() -> list[int]:
    look_again()
    return [one.registration_id for one in db.session.query(Presence).filter_by(gone=False)]


def test_each_scan_says_who_when_where_what_was_shown_and_what_is_wrong(client, app, gate, session):
    one = cancelled(gate, session)
    seen = words(client.get(home(gate)).text)
    said = (labels.REVIEWS["cancelled"], labels.REVIEWS_MEAN["cancelled"])
    for sentence in (*said, labels.VERDICTS["welcome"], *labels.DECISIONS.values()):
        assert spoken(app, sentence) in seen
    code = one.registration.code
    for word in ("Awa", f"{code[:4]}-{code[4:]}", "Porte nord"):
        assert word in seen


def test_who_was_there_is_counted_with_one_tap(client, gate, session):
    one = cancelled(gate, session)
    answer = decide(client, gate, one, "count")
    assert (answer.status_code, answer.location) == (303, home(gate))
    assert present() == [one.registration_id]
    assert reviews.to_decide(session.event) == ([], 0)


def test_who_was_not_there_is_not_counted(client, gate, session):
    one = cancelled(gate, session)
    decide(client, gate, one, "leave_out")
    assert present() == []
    assert reviews.to_decide(session.event)[1] == 0


def test_what_was_decided_stands_there_with_its_author_and_can_be_decided_anew(
    client, app, gate, session, staff
):
    one = cancelled(gate, session)
    decide(client, gate, one, "leave_out")
    seen = words(client.get(home(gate)).text)
    assert staff.email in seen
    assert spoken(app, labels.DECIDED["leave_out"]) in seen
    page = f"{home(gate)}{one.id}/"
    decide(client, gate, one, "count", page)
    assert present() == [one.registration_id]
    look_again()
    both = db.session.query(ScanDecision).order_by(ScanDecision.id).all()
    assert [made.decision for made in both] == ["leave_out", "count"]
    (newest, _scan), *rest = reviews.decided(session.event)[0]
    assert (newest.decision, rest) == ("count", [])
    told = words(client.get(page).text)
    for decision in ("leave_out", "count"):
        assert spoken(app, labels.DECIDED[decision]) in told


def test_an_unknown_code_is_given_to_the_person_who_is_found_by_name(client, gate, session):
    one = scan(gate, "unknown", shown="unknown")
    register(session, name="Moussa", phone="+212661234568")
    whose = register(session, name="Aïcha Koné")
    page = f"{home(gate)}{one.id}/"
    assert f'href="{page}"' in client.get(home(gate)).text
    assert 'value="count"' not in client.get(home(gate)).text
    for text in ("kone aicha", whose.code, "0661 23 45 67"):
        found = client.get(page, query_string={"q": text}).text
        assert ("Aïcha Koné" in found, "Moussa" in found) == (True, False)
        assert "1234567" not in found.replace(" ", "").replace('value="0661234567"', "")
    answer = decide(client, gate, one, "count", f"{page}?q=Kone", registration=whose.id)
    assert answer.status_code == 303
    assert present() == [whose.id]


def test_a_code_that_nobody_is_found_for_is_not_counted(client, gate, session):
    one = scan(gate, "unknown", shown="unknown")
    assert decide(client, gate, one, "leave_out").status_code == 303
    assert (present(), reviews.to_decide(session.event)[1]) == ([], 0)


def test_to_count_an_unknown_code_somebody_must_be_named(client, app, gate, session):
    one = scan(gate, "unknown", shown="unknown")
    answer = decide(client, gate, one, "count")
    assert answer.status_code == 422
    assert spoken(app, labels.REFUSALS["whose_code"]) in words(answer.text)
    assert db.session.query(ScanDecision).count() == 0


def test_a_code_that_is_known_is_not_given_to_somebody_else(client, app, gate, session):
    one = cancelled(gate, session)
    other = register(session, name="Moussa", phone="+212661234568")
    answer = decide(client, gate, one, "count", registration=other.id)
    assert answer.status_code == 422
    assert spoken(app, labels.REFUSALS["code_known"]) in words(answer.text)


def test_a_code_given_to_the_wrong_person_is_given_to_the_right_one(client, gate, session):
    one = scan(gate, "unknown", shown="unknown")
    wrong, right = (register(session, name=name) for name in ("Awa", "Hawa"))
    page = f"{home(gate)}{one.id}/"
    decide(client, gate, one, "count", page, registration=wrong.id)
    assert present() == [wrong.id]
    decide(client, gate, one, "count", f"{page}?q=Hawa", registration=right.id)
    assert present() == [right.id]


def test_what_counts_already_says_so_and_can_be_taken_back(client, app, gate, session, staff):
    person = register(session, name="Awa")
    with transaction():
        there = db.session.get_one(CheckPoint, gate.check_point_id)
        noted = noting.by_hand(there, person, staff_id=staff.id, reason="no_code")
    assert present() == [person.id]
    page = f"{home(gate)}{noted.id}/"
    seen = words(client.get(page).text)
    for sentence in (labels.MODES["hand"], labels.REASONS["no_code"], labels.DECIDED["count"]):
        assert spoken(app, sentence) in seen
    assert spoken(app, "The kiosk showed:") not in seen
    decide(client, gate, noted, "leave_out", page)
    assert present() == []


def test_people_and_scans_of_another_event_are_not_there(client, gate, session):
    elsewhere = SessionFactory()
    kiosk, _token = doors.kiosk(doors.point(event=elsewhere.event))
    theirs, stranger = scan(kiosk, "unknown"), register(elsewhere, name="Hawa")
    mine = scan(gate, "unknown", shown="unknown")
    assert client.get(f"{home(gate)}{theirs.id}/").status_code == 404
    assert "<bdi>Hawa" not in client.get(f"{home(gate)}{mine.id}/?q=Hawa").text
    assert decide(client, gate, mine, "count", registration=stranger.id).status_code == 404
    look_again()
    token = token_in(client.get(home(gate)).text, f"{home(gate)}{mine.id}/decide")
    form = {"form_token": token, "decision": "count"}
    assert client.post(f"{home(gate)}{theirs.id}/decide", data=form).status_code == 404
    look_again()
    assert db.session.query(ScanDecision).count() == 0


@pytest.mark.parametrize("decision", ["", "perhaps", "COUNT"])
def test_a_decision_that_is_none_is_refused(client, gate, session, decision):
    assert decide(client, gate, cancelled(gate, session), decision).status_code == 400


@pytest.mark.parametrize("review", labels.REVIEWS)
def test_every_kind_has_its_words(client, app, gate, review):
    scan(gate, review)
    seen = words(client.get(home(gate)).text)
    assert spoken(app, labels.REVIEWS[review]) in seen
    assert spoken(app, labels.REVIEWS_MEAN[review]) in seen


def test_twenty_five_stand_on_a_page_those_of_one_kind_together(client, gate, session):
    for number in range(13):
        scan(gate, "unknown", minute=number / 10)
        scan(gate, "clock", minute=number / 10)
    waiting, total = reviews.to_decide(session.event)
    assert (len(waiting), total) == (25, 26)
    assert [one.review for one in waiting] == ["clock"] * 13 + ["unknown"] * 12
    first, second = (client.get(f"{home(gate)}?page={n}").text for n in (1, 2))
    assert (first.count("/decide"), second.count("/decide")) == (25, 1)


@pytest.mark.parametrize("page", ["0", "-3", "9" * 40, "x", "9000"])
def test_a_strange_page_breaks_nothing(client, gate, page):
    for address in (home(gate), f"{home(gate)}decided"):
        assert client.get(f"{address}?page={page}").status_code == 200


def test_all_decisions_have_pages_of_their_own(client, gate, session, monkeypatch):
    monkeypatch.setattr(reviews.decided, "__defaults__", (1, 2))
    for number, name in enumerate(("Awa", "Binta", "Coumba")):
        decide(client, gate, cancelled(gate, session, name, minute=number), "leave_out")
    first = words(client.get(f"{home(gate)}decided").text)
    second = words(client.get(f"{home(gate)}decided?page=2").text)
    assert ("Coumba" in first, "Binta" in first, "Awa" in first) == (True, True, False)
    assert ("Coumba" in second, "Awa" in second) == (False, True)


def test_walk_ins_that_look_like_somebody_registered_are_shown(client, gate, session):
    register(session, name="Aïcha Koné")
    register(session, name="Moussa Ba", phone="+212661234568")
    register(session, name="Moussa Ba", phone="+212661234569")
    assert "Moussa" not in client.get(home(gate)).text
    register(session, name="Kone Aicha", phone="", source=Source.DOOR)
    seen = client.get(home(gate)).text
    assert ("Aïcha Koné" in seen, "Kone Aicha" in seen, "Moussa" in seen) == (True, True, False)
    merging = f"/fr/desk/events/{session.event.slug}/duplicates/"
    assert merging not in seen  # fair staff may not merge


def test_who_may_merge_is_led_to_the_merging(client, app, gate, session):
    register(session, name="Aïcha Koné")
    register(session, name="Kone Aicha", phone="", source=Source.DOOR)
    other = app.test_client()
    sign_in(other, make_staff(Role.COORDINATOR, "co@example.org"))
    assert f"/fr/desk/events/{session.event.slug}/duplicates/" in other.get(home(gate)).text


def test_no_page_asks_more_for_more_scans(client, gate, session):
    def ask() -> list[int]:
        counts = []
        for page in (home(gate), f"{home(gate)}decided", f"{home(gate)}{first.id}/?q=A"):
            with counted() as statements:
                assert client.get(page).status_code == 200
            counts.append(len(statements))
        return counts

    first, done = scan(gate, "unknown"), cancelled(gate, session)
    decide(client, gate, done, "count")
    cancelled(gate, session)
    register(session, name="Kone Aicha", phone="", source=Source.DOOR)
    register(session, name="Kone Aicha", phone="")
    few = ask()
    for number in range(4):
        more = cancelled(gate, session, f"Awa {number}")
        decide(client, gate, more, "count")
        cancelled(gate, session, f"Awa {number}")
        register(session, name=f"Kone Aicha {number}", phone="", source=Source.DOOR)
        register(session, name=f"Kone Aicha {number}", phone="")
    assert ask() == few
    assert max(few) <= 12


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_full_page_is_light(client, gate, session, lang):
    (most,) = budgets.most("any further page")
    for number in range(reviews.PAGE):
        cancelled(gate, session, f"Marie-Thérèse Ouédraogo {number}")
    decide(client, gate, cancelled(gate, session, "Awa", minute=-1), "count")
    address = home(gate).replace("/fr/", f"/{lang}/")
    for page in (address, f"{address}decided", f"{address}1/?q=Marie"):
        answer = client.get(page, headers={"Accept-Encoding": "br"})
        assert answer.headers["Content-Encoding"] == "br"
        assert len(answer.data) <= most, page
