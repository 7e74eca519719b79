"""What the pages of a person's suggestions weigh, and what they ask of the database."""

from datetime import timedelta

import pytest

from portal import build
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.matching.rules.weights import MOST_PER_PERSON
from portal.people.models import Person
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories import people
from tests.matching.scene import HERE, address
from tests.people import token_in
from tests.people.test_profile_weight import full_person
from tests.queries import counted

BROTLI = {"Accept-Encoding": "br"}
SKILLS = ["cutting-fabric", "sewing-machine", "embroidery", "knitting", "pattern-making"]
TITLE = "Couturière ou couturier pour robes de mariée et caftans, atelier de la médina n° {}"


@pytest.fixture
def client(app, rows):
    """A client that is sent what browsers are: compressed pages."""
    return app.test_client()


@pytest.fixture
def full():
    """Someone with as much on her pages as there may be, and each kind of suggestion."""

    def make(number: int):
        who = full_person(hub="Béni Mellal")
        with transaction():
            db.session.get_one(Person, who.id).cv_token = None  # there may be two of her
        people.agreed_to_matching(who)
        firm = people.organisation(name=f"Coopérative des brodeuses {number}")
        missing = [{"kind": "skill", "code": code, "words": ""} for code in SKILLS[:number]]
        missing += [{"kind": "language", "code": "fr", "words": "good"}] if number > 1 else []
        for i in range(number):
            facts = {"trade": "dressmaker", "city": "Rabat", "city_code": "rabat"}
            people.opportunity(firm, kind="training", title=f"Cours {i} {firm.name}", **facts)
        ended = {"state": "withdrawn", "reason": "others_first", "ended_at": now()}
        thinking = {"state": "later", "later_until": local(now()).date() + timedelta(days=3)}
        made = [one(who, firm, i, missing=missing) for i in range(number)]
        for i in range(number):
            one(who, firm, i, **ended)
            one(who, firm, i, **thinking)
        no = one(who, firm, 0, state="no", reason="other", words="é" * 200, answered_at=now())
        yes = one(who, firm, 0, state="yes")
        people.application(who, yes.opportunity, introduced_at=now())
        gone = one(who, firm, 0, **ended)
        return who, [made[0], no, yes, gone]

    return make


def one(who, firm, number, **other):
    opening = people.opportunity(
        firm,
        title=TITLE.format(number),
        trade="dressmaker",
        skills=SKILLS,
        skills_wished=["customer-service", "teamwork"],
        languages=[{"language": "fr", "level": "good"}, {"language": "ary", "level": "good"}],
        benefits=["meals", "transport"],
        hours_per_week=40,
    )
    return people.suggestion(who, opening, **other)


def addresses(made, lang):
    shown = [address(one, lang=lang) for one in made]
    return [f"/{lang}{HERE}", *shown, address(made[0], "yes", lang)]


def css(app) -> int:
    name = build.manifest(app.extensions["settings"].programme)["css/site.css"]
    return (build.BUILT / f"{name}.br").stat().st_size


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_light_however_much_there_is_on_it(client, app, full, lang):
    (first,), (further,) = budgets.most("any public page's HTML"), budgets.most("any further page")
    who, made = full(MOST_PER_PERSON)
    people.enter(client, who.account)
    for page in addresses(made, lang):
        answer = client.get(page, headers=BROTLI)
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "br"), page
        assert len(answer.data) <= further, page
        assert len(answer.data) + css(app) <= first, page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_before_and_a_form_that_comes_back_are_light(client, rows, full, lang):
    (further,) = budgets.most("any further page")
    new = people.person()
    people.enter(client, new.account)
    assert len(client.get(f"/{lang}{HERE}", headers=BROTLI).data) <= further
    who, (suggestion, *_) = full(MOST_PER_PERSON)
    people.enter(client, who.account)
    page = client.get(address(suggestion, lang=lang)).text
    for way in ("no", "yes"):
        form = {"words": "é" * 900, "sentence": "é" * 900, "form_token": token_in(page)}
        back = client.post(address(suggestion, way, lang), data=form, headers=BROTLI)
        assert back.status_code == 422
        assert len(back.data) <= further, way


def test_no_page_asks_the_database_more_for_more_suggestions(client, full):
    (most,) = budgets.most("database queries")
    few, many = (asked(client, *full(number)) for number in (1, MOST_PER_PERSON))
    assert max(many) <= most
    assert many == few


def asked(client, who, made) -> list[int]:
    people.enter(client, who.account)
    counts = []
    for page in addresses(made, "fr"):
        with counted() as statements:
            assert client.get(page).status_code == 200
        counts.append(len(statements))
    return counts
