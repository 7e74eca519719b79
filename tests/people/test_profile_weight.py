"""What the pages of a profile and of a CV weigh, and what they ask of the database."""

import pytest

from portal import build
from portal.people.models import PersonLanguage, PersonSkill, PersonTrade
from portal.reference import languages, trades
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories.people import account, enter, person
from tests.people import token_in
from tests.people.profiles import HERE
from tests.queries import counted

BROTLI = {"Accept-Encoding": "br"}
OTHERS = ("dressmaker", "cook", "mason", "house-painter", "driver")


def addresses(row):
    mine = f"{HERE}trades/{row.trades[0].token}"
    return [
        *(HERE, HERE + "name", HERE + "trades/", HERE + "trades/?words=couture", mine),
        *(f"{mine}/which", HERE + "skills", HERE + "skills/learned", HERE + "languages"),
        *(HERE + "place", HERE + "wishes", "/me/cv/", "/me/cv/print", f"/cv/{row.cv_token}/"),
    ]


def full_person(**other):
    """Someone whose profile is as full as it may be."""
    codes = [code for code in OTHERS if trades.name(code, "fr")]
    known = [code for trade in codes for code in trades.skills_of(trade)]
    skills = [PersonSkill(skill=code, learned="training") for code in dict.fromkeys(known)][:40]
    return person(
        name="Marie-Thérèse Ouédraogo Nikièma",
        family_name="Ouédraogo",
        cv_token="a-link",
        cv_hidden=[],
        trades=[
            PersonTrade(
                words=f"je travaille comme {code} depuis longtemps",
                trade=code,
                learned="informal_job",
                months=48,
                where="Coopérative des femmes de Témara, route de Casablanca",
            )
            for code in codes
        ],
        skills=skills,
        languages=[
            PersonLanguage(language=code, spoken="good", written="little")
            for code in languages.CODES[:12]
        ],
        **other,
    )


@pytest.fixture
def client(app, rows):
    """A client that is sent what browsers are: compressed pages."""
    return app.test_client()


def css(app) -> int:
    name = build.manifest(app.extensions["settings"].programme)["css/site.css"]
    return (build.BUILT / f"{name}.br").stat().st_size


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_a_full_profile_is_light(client, app, lang):
    (first,), (further,) = budgets.most("any public page's HTML"), budgets.most("any further page")
    row = full_person()
    enter(client, row.account)
    for address in addresses(row):
        answer = client.get(f"/{lang}{address}", headers=BROTLI)
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "br"), address
        assert len(answer.data) <= further, address
        assert len(answer.data) + css(app) <= first, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_page_and_a_form_that_comes_back_are_light(client, lang):
    (most,) = budgets.most("any further page")
    enter(client, account())
    assert len(client.get(f"/{lang}{HERE}", headers=BROTLI).data) <= most
    row = full_person()
    enter(client, row.account)
    for screen in ("skills", "languages", "place", "wishes"):
        page = client.get(f"/{lang}{HERE}{screen}")
        form = {"form_token": token_in(page.text), "words": "é" * 900}
        back = client.post(f"/{lang}{HERE}{screen}", data=form, headers=BROTLI)
        assert back.status_code == 422
        assert len(back.data) <= most, screen


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["couture", "xyzw qqq", "travail dans les hôtels"])
def test_the_trades_under_the_field_are_light(client, lang, text):
    (most,) = budgets.most("an HTMX answer")
    enter(client, person().account)
    asks = {**BROTLI, "HX-Request": "true"}
    answer = client.get(f"/{lang}{HERE}trades/", query_string={"words": text}, headers=asks)
    assert len(answer.data) <= most


def test_no_page_asks_the_database_more_for_a_fuller_profile(client):
    (most,) = budgets.most("database queries")
    few = asked(client, person(cv_token="another-link"))
    many = asked(client, full_person())
    assert max(many) <= most
    assert many == few


def asked(client, row) -> list[int]:
    enter(client, row.account)
    counts = []
    for address in addresses(row):
        with counted() as statements:
            assert client.get(f"/fr{address}").status_code == 200
        counts.append(len(statements))
    return counts
