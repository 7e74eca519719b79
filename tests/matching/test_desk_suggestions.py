"""The desk: one person's suggestions, seen and changed; her yes and her answers."""

import pytest

from portal.applications.models import Application
from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.matching import labels, texts
from portal.matching.models import MatchingConsent
from portal.people.models import ActedFor, PersonSkill
from portal.people.queries.reads import FILE_READ
from tests.databases import look_again
from tests.factories import people
from tests.matching.desk import HTMX, WHY, agreed, change_page, fresh, hers, its, missing
from tests.people import spoken, token_in, words
from tests.people.desk import PEOPLE, counsellor, press
from tests.queries import counted

BROTLI = {"Accept-Encoding": "br"}


def test_a_person_s_page_shows_her_suggestions_and_notes_the_look(client):
    me = counsellor(client)
    one = people.suggestion(agreed(), people.opportunity(title="Brodeuse"), missing=missing())
    page = client.get(hers(one.person)).text
    assert "Brodeuse" in page
    assert "surjeteuse" in page
    lines = db.session.query(Deed).filter_by(what=FILE_READ).all()
    assert [(d.actor, d.subject) for d in lines] == [(f"staff:{me.id}", f"person:{one.person_id}")]
    assert client.get(f"{PEOPLE}{one.person.token}/").text.count(hers(one.person)) == 1


def test_someone_of_another_office_is_not_found(client):
    counsellor(client)
    one = people.suggestion(agreed(hub="Tanger"))
    ways = ("", "/why", "/find", f"/add/{one.opportunity.slug}")
    ways += (f"/{one.token}/change", f"/{one.token}/answer")
    for way in ways:
        assert client.get(hers(one.person, way)).status_code == 404, way
    mine = people.suggestion(agreed())
    assert client.get(hers(mine.person, f"/{one.token}/change")).status_code == 404
    token = token_in(client.get(hers(mine.person)).text, hers(mine.person, "/consent"))
    form = {"form_token": token, "given": "no", "present": "y"}
    assert client.post(hers(one.person, "/consent"), data=form).status_code == 404


def test_why_she_has_none_is_counted_rule_by_rule(client, app):
    counsellor(client)
    who = agreed(wants=["internship"])
    for _ in range(3):
        people.opportunity(city="Oujda", city_code="oujda")
    people.opportunity(kind="permanent")
    seen = words(client.get(hers(who, "/why")).text)
    for count, rule in ((3, "reach"), (1, "kind")):
        said = spoken(app, texts.RULES_FOR_TEAM[rule])
        assert str(count) in seen[max(0, seen.index(said) - 20) : seen.index(said)]


def test_an_opening_is_searched_and_added_from_her_side(client):
    counsellor(client)
    who, opening = agreed(), people.opportunity(title="Brodeuse", search_text="brodeuse")
    found = client.get(hers(who, "/find"), query_string={"q": "brodeuse"}, headers=HTMX).text
    page = hers(who, f"/add/{opening.slug}")
    assert f'href="{page}"' in found
    answer = press(client, page, page, **WHY)
    assert answer.location.endswith(hers(who))


def test_her_yes_to_the_matching_is_written_down_while_she_is_here(client, app):
    me = counsellor(client)
    who = people.person(name="Awa")
    page = client.get(hers(who)).text
    for sentence in labels.CONSENT.values():
        assert spoken(app, sentence) in words(page)
    action = hers(who, "/consent")
    alone = press(client, hers(who), action, given="yes")
    assert alone.status_code == 422
    look_again()
    assert db.session.get(MatchingConsent, who.id) is None
    assert press(client, hers(who), action, given="yes", present="y").status_code == 303
    look_again()
    said = db.session.get_one(MatchingConsent, who.id)
    assert (said.given, said.given_to, said.language) == (True, me.id, "fr")
    noted = db.session.query(ActedFor).filter_by(person_id=who.id, what="suggestions").one()
    assert (noted.by, noted.present) == (me.id, True)
    press(client, hers(who), action, given="no", present="y")
    look_again()
    assert not db.session.get_one(MatchingConsent, who.id).given


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        ({"answer": "no", "reason": "far"}, "no", "far"),
        ({"answer": "no"}, "no", "other"),
        ({"answer": "later"}, "later", ""),
        ({"answer": "yes"}, "yes", ""),
    ],
)
def test_her_answer_is_written_down_with_who_wrote_it(client, said, state, reason):
    me = counsellor(client)
    one = people.suggestion(agreed())
    page = hers(one.person, f"/{one.token}/answer")
    assert press(client, page, page, **said).status_code == 422
    answer = press(client, page, page, present="y", **said)
    assert answer.location.endswith(hers(one.person))
    found = fresh(one)
    assert (found.state, found.reason) == (state, reason)
    applied = db.session.query(Application).filter_by(person_id=one.person_id).all()
    assert [made.made_by for made in applied] == ([me.id] if state == "yes" else [])
    assert db.session.query(ActedFor).filter_by(what="suggestions", by=me.id).count() == 1


def test_a_yes_that_is_impossible_is_said_so(client, app):
    counsellor(client)
    one = people.suggestion(agreed(state="paused"))
    page = hers(one.person, f"/{one.token}/answer")
    answer = press(client, page, page, answer="yes", present="y")
    assert answer.status_code == 422
    assert fresh(one).state == "proposed"


def test_the_pages_are_light_and_ask_little(client):
    counsellor(client)
    opening, who = people.opportunity(), agreed("Marie-Thérèse Ouédraogo")
    with transaction():
        db.session.add(PersonSkill(person_id=who.id, words="broderie", learned="training"))
    people.suggestion(who, opening, missing=missing())
    pages = {
        its(opening, "?q=Ouedraogo"),
        *(hers(who, way) for way in ("", "/why", "/find", f"/add/{people.opportunity().slug}")),
    }
    one = people.suggestion(who, missing=missing())
    pages |= {change_page(one), hers(who, f"/{one.token}/answer")}
    for page in pages:
        client.get(page)
        with counted() as statements:
            client.get(page)
        assert len(statements) <= 12, (page, statements)
    for number in range(12):
        people.suggestion(agreed(f"Fatoumata {number}"), opening, missing=missing())
        people.suggestion(who, missing=missing())
    for page in pages:
        with counted() as statements:
            client.get(page)
        assert len(statements) <= 12, (page, statements)
        assert len(client.get(page, headers=BROTLI).data) <= 6000, page
