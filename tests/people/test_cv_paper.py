"""The CV as PDF: one page, in every language, Arabic joined and running to the left."""

import pytest

from portal.core.db import db
from portal.people import papers, rules
from portal.people.models import Person, PersonLanguage, PersonSkill, PersonTrade
from portal.reference import languages, trades
from portal.web.locale import LANGUAGES
from tests.factories.people import account, enter, person
from tests.people import papers as read

LONG = "Coopérative artisanale des femmes du quartier Takaddoum, Rabat-Hassan, Maroc du Nord"


@pytest.fixture
def row(client):
    owner = account(name="Awa", email="awa@example.org")
    made = person(
        account=owner,
        name="Awa",
        family_name="Sow",
        cv_hidden=[],
        trades=[
            PersonTrade(
                words="je cuisine", trade="cook", learned="training", months=48, where="Ici"
            )
        ],
        skills=[PersonSkill(skill="cooking-dishes", learned="training")],
    )
    enter(client, owner)
    return made


def overfull():
    """A person whose every answer is as long as it may be."""
    known = [code for trade in ("cook", "mason", "tailor") for code in trades.skills_of(trade)]
    own = [PersonSkill(words=f"{i} {LONG}"[:60], learned="unpaid") for i in range(10)]
    listed = list(dict.fromkeys(known))[: rules.MOST_SKILLS]
    return person(
        name="Marie-Thérèse Ouédraogo Nikièma-Compaoré "[: rules.LONGEST_NAME],
        family_name="x" * rules.LONGEST_NAME,
        city=LONG[: rules.LONGEST_CITY],
        city_code="",
        hours_per_week=40,
        hours=["mornings", "afternoons", "evenings", "weekends"],
        wants=[str(kind) for kinds in rules.WANTED.values() for kind in kinds],
        cv_hidden=[],
        trades=[
            PersonTrade(
                words=f"{i} {LONG}"[: rules.LONGEST_WORDS],
                trade=code,
                learned="informal_job",
                months=80,
                where=LONG[: rules.LONGEST_WHERE],
            )
            for i, code in enumerate(("cook", "mason", "tailor", "", ""))
        ],
        skills=[PersonSkill(skill=code, learned="unpaid") for code in listed] + own,
        languages=[
            PersonLanguage(language=code, spoken="fluent", written="little")
            for code in languages.CODES[: rules.MOST_LANGUAGES]
        ],
    )


def paper_of(client, row, lang):
    with client.application.test_request_context("/fr/"):
        return papers.pdf(papers.cv(db.session.get(Person, row.id), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cv_is_downloaded_in_the_language_that_was_chosen(client, row, lang):
    answer = client.get(f"/fr/me/cv/{lang}.pdf")
    assert answer.mimetype == "application/pdf"
    assert f"cv-{lang}.pdf" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert f"/Lang ({lang})".encode() in answer.data
    lines = read.lines(answer.data)
    assert "Awa Sow" in lines
    name = trades.name("cook", lang)[:4]  # of Arabic the last letter lies first
    assert any((name[::-1] if lang == "ar" else name) in line for line in lines)
    assert client.get("/fr/me/cv/de.pdf").status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fullest_cv_is_one_page_and_still_names_every_trade(client, rows, lang):
    made = paper_of(client, overfull(), lang)
    assert read.pages(made) == 1
    if lang != "ar":
        text = " ".join(read.lines(made))
        for i in range(5):
            assert f"{i} Coopérative" in text


def test_a_cv_of_almost_nothing_is_a_page_as_well(client, rows):
    row = person(
        trades=[], skills=[], languages=[], city="", city_code="", travel="", wants=[], hours=[]
    )
    made = paper_of(client, row, "fr")
    assert read.pages(made) == 1
    assert read.lines(made)[0] == "Aminata"


def test_arabic_is_joined_and_runs_to_the_left(client, row):
    made = client.get("/fr/me/cv/ar.pdf").data
    text = "\n".join(read.lines(made))
    assert "خابط" in text  # طباخ, from left to right as it lies on the sheet
    assert "طباخ" not in text
    assert "Awa Sow" in text  # and Latin words inside it keep their way
    forms = read.embedded(made)
    assert {"ﺎ", "ﺒ", "ﻃ"} <= set(forms)  # final alif, beh in the middle, tah at the beginning


def test_numbers_keep_their_way_in_arabic(client, row):
    made = client.get("/fr/me/cv/ar.pdf").data
    local = "0" + row.account.phone.removeprefix("+212")
    digits = "".join(c for c in "\n".join(read.lines(made)) if c.isdigit() or c == "\n")
    assert local in digits


def test_what_is_hidden_is_not_on_the_paper(client, rows):
    row = person(name="Awa", family_name="Sow", cv_hidden=["family_name", "phone", "city"])
    text = "\n".join(read.lines(paper_of(client, row, "fr")))
    for hidden in ("Sow", "06 00", "Rabat"):
        assert hidden not in text


def test_a_paper_says_nothing_of_when_and_by_whom_it_was_made(client, row):
    made = client.get("/fr/me/cv/fr.pdf").data
    assert b"fpdf" not in made.lower()
    assert b"D:2000" in made
