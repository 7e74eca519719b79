"""The CV: what stands on it, what is hidden, who sees it by its link."""

import re

import pytest

from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.people import labels, papers
from portal.people.models import Person, PersonFile, PersonLanguage, PersonSkill, PersonTrade
from portal.people.states import PersonState
from portal.web.locale import LANGUAGES
from tests.factories.people import account, enter, person
from tests.people import token_in, words
from tests.people.profiles import send

CV = "/me/cv/"
PHONE = "+212661234567"


def full(**other):
    owner = account(name="Awa", phone=PHONE, email="awa@example.org")
    facts = {
        "account": owner,
        "name": "Awa",
        "family_name": "Sow",
        "trades": [
            PersonTrade(
                words="je cuisine", trade="cook", learned="unpaid", months=48, where="Chez Nour"
            ),
            PersonTrade(words="griote", trade="", learned="self_taught", months=6),
        ],
        "skills": [
            PersonSkill(skill="cooking-dishes", learned="unpaid"),
            PersonSkill(words="danser", learned="self_taught"),
        ],
        "languages": [
            PersonLanguage(language="fr", spoken="good", written="little"),
            PersonLanguage(language="wo", spoken="fluent", written="none"),
        ],
        "file": PersonFile(sex="f", birth_year=1991, help_wanted="une aide", next_step="rappeler"),
    }
    return person(**facts | other)


@pytest.fixture
def row(client):
    made = full()
    enter(client, made.account)
    return made


def fresh(row):
    db.session.rollback()
    return db.session.get(Person, row.id, populate_existing=True)


def printed(client, lang="fr"):
    """The CV alone, as it leaves the printer."""
    return words(client.get(f"/{lang}{CV}print").text.partition('<article class="cv">')[2])


def show_only(client, row, *wanted):
    return send(client, CV, shown=list(wanted))


def lines_of(client, row):
    return re.findall(r'name="shown" value="([^"]+)"', client.get(f"/fr{CV}").text)


def test_a_stranger_sees_no_cv(client):
    for address in (CV, CV + "print", CV + "fr.pdf"):
        assert client.get(f"/fr{address}").status_code == 303


def test_who_has_no_profile_has_no_cv_yet(client):
    enter(client, account())
    for address in (CV, CV + "print", CV + "fr.pdf"):
        assert client.get(f"/fr{address}").headers["Location"] == "/fr/me/profile/"


def test_a_cv_says_what_the_profile_says(client, row):
    shown = printed(client, "en")
    for text in (
        *("Awa Sow", "Rabat", "Cook", "je cuisine", "3 to 5 years", "Chez Nour", "griote"),
        *("Cook dishes", "danser", "French", "spoken: well · written: a little", "Wolof"),
        *("spoken: very well", "Looks for", "in the city"),
    ):
        assert text in shown


def test_a_cv_speaks_the_language_that_was_chosen_and_keeps_own_words(client, row):
    shown = printed(client, "ar")
    for text in ("الرباط", "طباخ", "الفرنسية", "الوولوف", "طبخ الأطباق", "je cuisine", "danser"):
        assert text in shown


def test_phone_and_e_mail_are_hidden_until_they_are_ticked(client, row):
    assert "06 61" not in printed(client)
    assert "awa@example.org" not in printed(client)
    show_only(client, row, *lines_of(client, row))
    assert "06 61 23 45 67" in printed(client)
    assert "awa@example.org" in printed(client)
    assert fresh(row).cv_hidden == []


HIDES = {
    "family_name": "Sow",
    "phone": "06 61",
    "email": "awa@",
    "city": "Rabat",
    "travel": "in the city",
    "when": "In the morning",
    "wants": "Looks for",
    "where": "Chez Nour",
    "how": "self-taught",
}


def test_every_line_can_be_hidden(client, row):
    assert set(HIDES) == set(labels.CV_LINES)
    everything = lines_of(client, row)
    for line, text in HIDES.items():
        show_only(client, row, *(other for other in everything if other != line))
        assert text not in printed(client, "en"), line
        show_only(client, row, *everything)
        assert text in printed(client, "en"), line


def test_a_trade_a_skill_and_a_language_can_be_hidden(client, row):
    lines = lines_of(client, row)
    kept = [line for line in lines if not line.startswith(("trade:", "skill:", "language:"))]
    show_only(client, row, *kept, "language:wo", "skill:~danser")
    shown = printed(client, "en")
    for text in ("Cook", "griote", "French"):
        assert text not in shown
    assert "danser" in shown
    assert "Wolof" in shown


def test_boxes_show_what_holds_and_odd_lines_are_refused(client, row):
    page = client.get(f"/fr{CV}").text
    ticked = re.findall(r'name="shown" value="([^"]+)" checked', page)
    assert set(lines_of(client, row)) - set(ticked) == {"phone", "email"}
    assert show_only(client, row, "birth_year").status_code == 422
    assert fresh(row).cv_hidden == ["phone", "email"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_cv_says_an_age_a_sex_or_what_only_counsellors_know(client, row, lang):
    show_only(client, row, *lines_of(client, row))
    for shown in (printed(client, lang), client.get(f"/{lang}{CV}").text):
        for text in ("1991", "une aide", "rappeler", row.account.number):
            assert text not in shown


def test_a_link_shows_the_cv_to_whoever_has_it_until_it_is_withdrawn(client, app, row):
    answer = send(client, CV, CV + "link")
    assert answer.headers["Location"] == f"/fr{CV}#link"
    token = fresh(row).cv_token
    visitor = app.test_client()
    seen = visitor.get(f"/ar/cv/{token}/")
    assert (seen.status_code, seen.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert "no-store" in seen.headers["Cache-Control"]
    assert "Awa Sow" in words(seen.text)
    assert "06 61" not in seen.text
    send(client, CV, CV + "link/withdraw")
    gone, never = visitor.get(f"/ar/cv/{token}/"), visitor.get("/ar/cv/never-was/")
    assert gone.status_code == never.status_code == 404
    assert gone.data.replace(token.encode(), b"never-was") == never.data
    send(client, CV, CV + "link")
    assert fresh(row).cv_token not in {None, token}


def test_asking_twice_for_a_link_keeps_the_first(client, row):
    for _ in range(2):
        page = client.get(f"/fr{CV}").text
        form = {"form_token": token_in(page)}
        assert client.post(f"/fr{CV}link", data=form).status_code == 303
        first = fresh(row).cv_token
    assert client.post(f"/fr{CV}link", data=form).status_code == 303
    assert fresh(row).cv_token == first
    done = [what for (what,) in db.session.query(Deed.what) if what.startswith("people.")]
    assert done == ["people.cv.shown"]
    assert set(done) <= set(labels.DEEDS)


@pytest.mark.parametrize("state", [PersonState.MERGED, PersonState.ERASED])
def test_who_is_gone_shows_no_cv(client, row, state):
    with transaction():
        found = db.session.get(Person, row.id)
        found.cv_token, found.state = "a-link", state
    assert client.get("/fr/cv/a-link/").status_code == 404


def test_a_link_is_made_and_withdrawn_by_its_owner_alone(client, app, row):
    page = client.get(f"/fr{CV}").text
    form = {"form_token": token_in(page)}
    assert app.test_client().post(f"/fr{CV}link", data=form).status_code in {303, 403}
    assert fresh(row).cv_token is None


def test_hidden_lines_are_hidden_on_paper_as_well(client, row):
    with client.application.test_request_context("/fr/"):
        made = papers.cv(fresh(row), "fr")
    assert made.contact == (("Ville", "Rabat"),)
    assert made.name == "Awa Sow"
