"""An employer looks everywhere, and finds of each person her card and nothing else.

Each column of each person holds a mark of its own. As the employer we follow every link, ask for
every fragment, send forms that are wrong, read the errors, the headers and the messages.
"""

import os
from dataclasses import replace
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest

from portal.applications.models import Application
from portal.applications.operations import applying, following
from portal.applications.queries import firm as of_firm
from portal.core.clock import now
from portal.core.db import Base, committed, db, transaction
from portal.notifications import texts
from portal.notifications.models import Message
from portal.opportunities.models import Opportunity
from portal.people import cards
from portal.people.models import Person
from portal.web.locale import LANGUAGES
from tests.applications import canaries
from tests.applications.canaries import FIRST_ID, crawl, mark
from tests.databases import look_again
from tests.factories import doors, people, startups
from tests.factories.events import SessionFactory
from tests.people import token_in

FULL = os.environ.get("PORTAL_FAULTS") == "full"
PEOPLE = 1_000 if FULL else 500
# What the card is made of, and what stands in the application for the employer to read.
ON_THE_CARD = {
    *("person.name", "person.city", "person_trade.words", "person_skill.words"),
    *("person_language.language", "person_file.weeks"),
    *("application.token", "application.sentence", "application.answer_line"),
    *("application.meeting_where", "application.reason_detail"),
}
THE_NUMBER = {"account.phone", "person.family_name"}

# What became of every tenth person.
SHOWN = {0: "new", 1: "interview", 2: "accepted", 3: "declined", 9: "to_do"}
NUMBER_GIVEN = 9
ELSEWHERE, NOWHERE = 5, 6
NOT_SHOWN = {4: "withdrawn", 7: "new", 8: "unanswered", ELSEWHERE: "new"}


def kind_of(number):
    return number % 10


def is_shown(number):
    return kind_of(number) in SHOWN


def allowed(number):
    """What the employer may read of this person, of all that is marked."""
    if not is_shown(number):
        return set()
    return ON_THE_CARD | (THE_NUMBER if kind_of(number) == NUMBER_GIVEN else set())


@pytest.fixture
def world(app, rows):
    """A firm with an opening and a member; another firm; a crowd of marked people."""
    return _world(app, PEOPLE)


@pytest.fixture
def village(app, rows):
    """The same with few people: enough to see that a leak is noticed."""
    return _world(app, 40)


def _world(app, count):
    firm = people.organisation(max_introductions=100)
    member, opening = people.member(firm), people.opportunity(firm)
    other = people.opportunity()
    session = SessionFactory()
    point = doors.point(session)
    known = {
        "event": session.event_id,
        "event_session": session.id,
        "opportunity": opening.id,
        "startup": startups.startup().id,
        "check_point": point.id,
        "kiosk": doors.kiosk(point)[0].id,
    }

    def given(table, number):
        return _given(table, kind_of(number), other.id)

    canaries.plant(count, known, given)
    browser = app.test_client()
    people.enter(browser, member.account)
    return SimpleNamespace(firm=firm, member=member, opening=opening, other=other, browser=browser)


def _given(table, kind, other_id):
    """What a test needs of a row, or None where this person has none."""
    if table in {"application", "application_turn"} and kind == NOWHERE:
        return None
    if table == "disclosure" and kind not in {NUMBER_GIVEN, 4, 8}:
        return None
    usual = {
        "account": {"language": "fr"},
        "person_file": {"work_route": "weeks"},
        "application_turn": {"state": "new", "by": "person"},
        "application": {
            "state": SHOWN.get(kind) or NOT_SHOWN.get(kind),
            "introduced_at": None if kind == 7 else now(),
            "answer": "call" if kind else "",
            "reason": "skills" if kind == 3 else "",
            "meeting_at": now() if kind == 1 else None,
            **({"opportunity_id": other_id} if kind == ELSEWHERE else {}),
        },
    }
    return usual.get(table, {})


class Leaks:
    """What was read, and what of it should not have been there."""

    def __init__(self):
        self.seen, self.wrong = {}, set()

    def read(self, where, text):
        for name, number in canaries.found_in(unescape(text)):
            self.seen.setdefault(number, set()).add(name)
            if name not in allowed(number):
                self.wrong.add((name, kind_of(number), where))

    def answer(self, where, answer):
        self.read(where, "\n".join(f"{name}: {value}" for name, value in answer.headers))
        self.read(where, answer.get_data().decode("utf-8", "replace"))  # a picture, a file too


def every_token(world):
    return list(db.session.scalars(db.select(Application.token)))


def number_pages(world, leaks):
    """The employer asks for each number that there is to ask for."""
    for number in range(NUMBER_GIVEN, PEOPLE, 10):
        page = f"/fr/employer/applicants/{mark('application.token', number)}/"
        action = page + "number"
        token = token_in(world.browser.get(page).text, action)
        leaks.answer("number", world.browser.post(action, data={"form_token": token}))
        answer = world.browser.get(action)
        assert answer.status_code == 200
        leaks.answer("number", answer)


def read_it_all(world):
    leaks = Leaks()
    met = crawl(world.browser, ["/fr/employer/"], leaks)
    return leaks, met


def test_every_column_of_a_person_is_marked():
    marked = {table.name for table in canaries.hers()}
    assert {"account", "person", "person_file", "application", "disclosure"} <= marked
    speaks_of = {
        table.name
        for table in Base.metadata.sorted_tables
        if {"person_id", "account_id", "application_id"} & set(table.columns.keys())
    }
    assert speaks_of - marked - canaries.NOT_HERS == set()


def test_an_employer_finds_the_cards_of_its_applicants_and_nothing_else(world):
    leaks, met = read_it_all(world)
    number_pages(world, leaks)
    assert leaks.wrong == set()
    for number in range(PEOPLE):
        seen = leaks.seen.get(number, set())
        if is_shown(number):
            # The reader is not blind: what an employer must see was found.
            assert ON_THE_CARD & {"person.name", "person.city", "person_trade.words"} <= seen
        else:
            assert seen == set()
        assert (seen >= THE_NUMBER) == (kind_of(number) == NUMBER_GIVEN)
    assert len([one for one in met if "/employer/applicants/" in one]) >= PEOPLE // 2


def test_addresses_that_are_not_theirs_say_nothing(world):
    leaks = Leaks()
    theirs = {mark("application.token", n) for n in range(PEOPLE) if is_shown(n)}
    for token in set(every_token(world)) - theirs:
        for way in ("", "meeting", "skills", "number"):
            answer = world.browser.get(f"/fr/employer/applicants/{token}/{way}")
            assert answer.status_code == 404
            leaks.answer("not theirs", without(answer, token))
    for token in (world.other.token, "none"):
        leaks.answer("", world.browser.get(f"/fr/employer/opportunities/{token}/applicants"))
    for number in range(0, PEOPLE, 10):
        for path in ("me/applications", "desk/applications", "desk/people", "employer/applicants"):
            person = mark("person.token", number)
            leaks.answer(path, without(world.browser.get(f"/fr/{path}/{person}/"), person))
    assert leaks.wrong == set()


def without(answer, token):
    """The answer without the address that was asked for, which each error page repeats."""
    text = answer.get_data(as_text=True).replace(token, "")
    headers = [(name, value.replace(token, "")) for name, value in answer.headers]
    return SimpleNamespace(headers=headers, get_data=text.encode)


WRONG = (
    ("answer", {"answer": "later", "line": "z" * 300}),
    ("answer", {"answer": "none"}),
    ("meeting", {"meeting_at": "never", "where": ""}),
    ("skills", {"skills": ""}),
    ("number", {}),
)


def test_forms_that_are_wrong_say_nothing_more(village):
    leaks = Leaks()
    for number in [n for n in range(40) if is_shown(n)]:
        page = f"/fr/employer/applicants/{mark('application.token', number)}/"
        html = village.browser.get(page).text
        if 'name="form_token"' not in html:
            continue
        for way, form in WRONG:
            data = form | {"form_token": token_in(html)}
            leaks.answer(way, village.browser.post(page + way, data=data))
            leaks.answer(way, village.browser.post(page + way, data=form))
    assert leaks.wrong == set()


def test_messages_to_the_employer_name_nobody(app, village):
    with transaction():
        for application in db.session.scalars(db.select(Application)):
            application.heard_at, application.reminded = now() - timedelta(days=9), 0
            if application.introduced_at:  # so that there is room this month
                application.introduced_at = now() - timedelta(days=40)
        db.session.get_one(Person, FIRST_ID + NOWHERE).complete_at = now()
    committed(lambda: following.remind((7, 14, 21, 30)))
    with transaction():
        applying.apply(
            db.session.get_one(Person, FIRST_ID + NOWHERE),
            db.session.get_one(Opportunity, village.opening.id),
        )
    look_again()
    leaks, phone = Leaks(), village.member.account.phone
    mine = [one for one in db.session.query(Message) if one.address == phone]
    assert {one.kind for one in mine} >= {"application_reminder", "application_new"}
    for message in mine:
        leaks.read("facts", repr(message.facts))
        for lang in LANGUAGES:
            with app.test_request_context():
                leaks.read("message", texts.sms(message.kind, lang, message.facts))
    assert leaks.wrong == set()


def test_after_a_withdrawal_not_even_the_card_is_left(village):
    number = NUMBER_GIVEN
    with transaction():
        made = db.session.get_one(Application, FIRST_ID + number)
        applying.withdraw(made)
    leaks, _ = read_it_all(village)
    assert leaks.seen.get(number, set()) == set()


def test_a_card_that_says_too_much_is_noticed(village, monkeypatch):
    real = cards.card
    monkeypatch.setattr(
        cards, "card", lambda person, tongue="": replace(real(person, tongue), city=person.token)
    )
    leaks, _ = read_it_all(village)
    assert {name for name, _, _ in leaks.wrong} == {"person.token"}


def test_a_list_that_shows_too_many_is_noticed(village, monkeypatch):
    monkeypatch.setattr(
        of_firm, "SEEN_BY_EMPLOYER", (*of_firm.SEEN_BY_EMPLOYER, "withdrawn", "unanswered")
    )
    leaks, _ = read_it_all(village)
    assert {kind for _, kind, _ in leaks.wrong} == {4, 8}
