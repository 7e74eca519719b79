"""The desk: one opening's candidates, seen, added, moved, taken away."""

import pytest

from portal.core.db import db
from portal.matching import labels, texts
from portal.matching.models import Suggestion, SuggestionChange
from tests.databases import look_again
from tests.factories import people
from tests.matching.desk import HTMX, WHY, agreed, change_page, fresh, hers, its, missing
from tests.people import spoken, token_in, words
from tests.people.desk import counsellor, press


def test_candidates_stand_in_the_order_of_steps_then_score_with_what_is_missing(client):
    counsellor(client)
    opening = people.opportunity()
    facts = {"Basse": (0.5, 0), "Haute": (0.9, 0), "Montée": (0.4, 1)}
    for name, (score, boost) in facts.items():
        people.suggestion(
            agreed(name), opening, score=score, boost=boost, missing=missing(), parts={"trade": 0.3}
        )
    people.suggestion(agreed("Partie"), opening, score=0.99, state="withdrawn", reason="filled")
    page = client.get(its(opening)).text
    places = [page.index(f"<bdi>{name}</bdi>") for name in ("Montée", "Haute", "Basse", "Partie")]
    assert places == sorted(places)
    assert "surjeteuse" in page
    assert '<meter min="0" max="1" value="0.3">' in page


def test_people_of_other_offices_are_a_number_and_nothing_else(client):
    counsellor(client)
    opening = people.opportunity()
    people.suggestion(agreed("Awa"), opening)
    for name in ("Kofi", "Yaw"):
        people.suggestion(agreed(name, hub="Tanger"), opening)
    people.suggestion(agreed("Adjoa", hub="Tanger"), opening, state="no", reason="far")
    seen = client.get(its(opening)).text
    assert "<bdi>Awa</bdi>" in seen
    assert not [name for name in ("Kofi", "Yaw", "Adjoa") if name in seen]
    assert " 2 " in words(seen)


def test_the_search_finds_people_of_the_office_and_leads_to_whether_they_fit(client):
    counsellor(client)
    opening, who = people.opportunity(), agreed("Aïcha Koné")
    agreed("Aïcha Koné", hub="Tanger")
    part = client.get(its(opening), query_string={"q": "konné"}, headers=HTMX).text
    assert part.strip().startswith('<section id="found"')
    address = hers(who, f"/add/{opening.slug}")
    assert part.count(f'href="{address}?from=opening"') == 1
    assert part.count("<li>") == 1


def test_a_person_is_put_in_the_list_of_an_opening_with_a_reason(client):
    me = counsellor(client)
    opening, who = people.opportunity(city="Oujda", city_code="oujda"), agreed()
    page = hers(who, f"/add/{opening.slug}?from=opening")
    assert client.get(page).status_code == 200
    answer = press(client, page, page, **WHY)
    assert answer.status_code == 303
    assert answer.location.endswith(its(opening))
    look_again()
    (made,) = db.session.query(Suggestion).all()
    assert (made.person_id, made.origin, made.state) == (who.id, "counsellor", "proposed")
    (kept,) = db.session.query(SuggestionChange).all()
    assert (kept.reason, kept.words, kept.by) == ("knows_person", WHY["words"], me.id)
    history = client.get(its(opening)).text
    assert WHY["words"] in history


def test_the_same_form_sent_twice_is_one_suggestion(client):
    counsellor(client)
    opening, who = people.opportunity(), agreed()
    page = hers(who, f"/add/{opening.slug}")
    form = {"form_token": token_in(client.get(page).text, page)} | WHY
    assert [client.post(page, data=form).status_code for _ in range(2)] == [303, 303]
    look_again()
    assert db.session.query(SuggestionChange).count() == 1


def test_what_does_not_fit_is_said_in_words_before_it_is_set_aside(client, app):
    counsellor(client)
    opening, who = people.opportunity(city="Oujda", city_code="oujda"), agreed()
    page = client.get(hers(who, f"/add/{opening.slug}")).text
    assert spoken(app, texts.RULES_FOR_TEAM["reach"]) in words(page)
    assert "<form" in page[page.index("<h1>") :]


@pytest.mark.parametrize("case", ["no consent", "applied", "full"])
def test_some_rules_are_never_set_aside(client, app, case):
    counsellor(client)
    opening = people.opportunity()
    who = people.person(name="Awa") if case == "no consent" else agreed()
    code = {"no consent": "matching_not_agreed", "applied": "matching_taken"}.get(case)
    if case == "applied":
        people.application(who, opening)
    if case == "full":
        code = "matching_full"
        for number in range(3):
            other = agreed(f"Autre {number}")
            people.application(other, opening)
            people.suggestion(other, opening, state="yes")
    page = hers(who, f"/add/{opening.slug}")
    shown = client.get(page).text
    assert spoken(app, labels.REFUSALS[code]) in words(shown)
    assert "knows_person" not in shown
    form = {"form_token": token_in(shown)} | WHY
    form["form_token"] = token_in(client.get(hers(who, "")).text, hers(who, "/consent"))
    assert client.post(page, data=form).status_code == 422
    look_again()
    assert not db.session.query(Suggestion).filter_by(person_id=who.id).count()


def test_a_reason_is_needed(client):
    counsellor(client)
    one = people.suggestion(agreed())
    page = change_page(one)
    answer = press(client, page, page, what="up")
    assert answer.status_code == 422
    assert 'id="reason-wrong"' in answer.text
    assert fresh(one).boost == 0
    wrong = press(client, page, page, what="sideways", reason="knows_person")
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("what", "boost", "state"), [("up", 1, "proposed"), ("down", -1, "proposed"), ("remove", 0, "")]
)
def test_a_suggestion_is_moved_or_taken_away(client, what, boost, state):
    counsellor(client)
    one = people.suggestion(agreed())
    page = change_page(one, "?from=opening")
    answer = press(client, page, page, what=what, **WHY)
    assert answer.location.endswith(its(one.opportunity))
    found = fresh(one)
    assert (found.boost, found.state) == (boost, state or "withdrawn")
    assert db.session.query(SuggestionChange).one().what == what


def test_an_answered_suggestion_can_t_be_changed(client, app):
    counsellor(client)
    one = people.suggestion(agreed(), state="yes")
    page = client.get(change_page(one))
    assert spoken(app, labels.REFUSALS["suggestion_answered"]) in words(page.text)
    assert f'action="{change_page(one)}"' not in page.text
