"""The page of one suggestion, and her three answers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import db
from portal.matching import labels
from portal.matching.forms.person import NoForm
from portal.matching.models import Suggestion
from portal.matching.states import NoReason
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests.databases import look_again
from tests.factories import people
from tests.matching.scene import (
    HERE,
    SAYING,
    address,
    asked,
    change,
    fresh,
    home,
    says,
    send,
    wants,
)
from tests.people import token_in, words


@pytest.fixture
def scene(rows):
    return asked()


@pytest.fixture
def browser(client, scene):
    people.enter(client, scene.person.account)
    return client


@pytest.mark.parametrize("lang", SAYING)
def test_the_page_of_one_shows_the_facts_what_is_missing_and_three_answers(browser, scene, lang):
    page = browser.get(address(scene.suggestion, lang=lang)).text
    assert f'href="/{lang}/opportunities/{scene.opening.slug}/"' in page
    assert f'href="{address(scene.suggestion, "yes", lang)}"' in page
    for way in ("later", "no"):
        assert f'action="{address(scene.suggestion, way, lang)}"' in page
    assert page.count("○") == 2
    assert page.count('type="radio"') == len(NoReason)
    assert "Rabat" in words(page)


def test_where_it_can_be_learned_stands_beside_what_is_missing(browser, scene):
    firm = people.organisation(name="Centre Amal")

    def place(title, **other):
        facts = {"kind": "training", "city": "Rabat", "city_code": "rabat", "title": title}
        return people.opportunity(firm, **facts | other)

    place("Apprendre la couture", trade="dressmaker")
    place("Formation maçonnerie", trade="mason")
    place("Couture à Oujda", trade="dressmaker", city="Oujda", city_code="oujda")
    place("Couture terminée", trade="dressmaker", state="filled")
    place("Couture, un emploi", trade="dressmaker", kind="permanent")
    page = browser.get(address(scene.suggestion)).text
    assert "Apprendre la couture" in page
    for other in ("maçonnerie", "Oujda", "terminée", "emploi"):
        assert other not in words(page).split("Couturière", 1)[1], other


def test_a_language_is_learned_where_the_title_says_so(browser, scene):
    change(scene.suggestion, missing=[{"kind": "language", "code": "fr", "words": "good"}])
    people.opportunity(kind="training", title="Cours de français", trade="")
    people.opportunity(kind="training", title="Cours d'anglais", trade="")
    page = browser.get(address(scene.suggestion)).text
    assert "Cours de français" in page
    assert "anglais" not in page.replace('hreflang="en"', "")


def test_yes_shows_what_the_employer_will_see_and_one_tap_sends_it(browser, scene):
    here = address(scene.suggestion, "yes")
    page = browser.get(here).text
    assert "tajine" in page
    assert db.session.query(Application).count() == 0
    sent = send(browser, here, here, sentence="Je commence lundi.")
    assert (sent.status_code, sent.location) == (303, address(scene.suggestion))
    look_again()
    made = db.session.query(Application).one()
    assert made.sentence == "Je commence lundi."
    after = browser.get(address(scene.suggestion)).text
    assert f"/fr/me/applications/{made.token}/" in after
    assert browser.get(here).location == address(scene.suggestion)


def test_what_became_of_her_application_stands_on_its_own_page(browser, app, scene):
    change(scene.suggestion, state="yes")
    made = people.application(scene.person, scene.opening, introduced_at=now())
    seen = "The employer can now see your card. You get a message when there is an answer."
    assert says(app, seen, browser.get(address(scene.suggestion)).text, "fr")
    change(made, state="withdrawn")
    page = browser.get(address(scene.suggestion)).text
    assert not says(app, seen, page, "fr")
    assert f"/fr/me/applications/{made.token}/" in page


def test_the_same_yes_twice_applies_once(browser, scene):
    here = address(scene.suggestion, "yes")
    form = {"form_token": token_in(browser.get(here).text, here)}
    first, second = (browser.post(here, data=form) for _ in range(2))
    assert first.location == second.location
    assert db.session.query(Application).count() == 1


def test_a_form_that_was_sent_before_with_other_words_changes_nothing(browser, scene):
    here, no = address(scene.suggestion), address(scene.suggestion, "no")
    form = {"form_token": token_in(browser.get(here).text, no), "reason": "far"}
    assert browser.post(no, data=form).status_code == 303
    assert browser.post(no, data=form | {"reason": "pay"}).status_code == 422
    assert fresh(scene.suggestion).reason == "far"


def test_a_number_in_the_sentence_is_asked_about(browser, scene):
    here = address(scene.suggestion, "yes")
    back = send(browser, here, here, sentence="Appelez le 06 61 23 45 67")
    assert back.status_code == 422
    assert 'name="as_it_is"' in back.text
    assert fresh(scene.suggestion).state == "proposed"
    sent = send(browser, here, here, sentence="Appelez le 06 61 23 45 67", as_it_is="y")
    assert sent.status_code == 303


def test_a_yes_of_who_paused_meanwhile_says_why_it_did_not_work(browser, app, scene):
    here = address(scene.suggestion, "yes")
    form = {"form_token": token_in(browser.get(here).text, here), "sentence": "Je viens"}
    change(scene.person, state="paused")
    back = browser.post(here, data=form)
    assert back.status_code == 422
    assert 'role="alert"' in back.text
    assert "/fr/me/profile/" in back.text
    assert browser.get(here).location == f"/fr{HERE}"


@pytest.mark.parametrize("lang", SAYING)
def test_a_yes_that_comes_too_late_gets_a_kind_page_with_other_openings(browser, app, scene, lang):
    here = address(scene.suggestion, "yes", lang)
    form = {"form_token": token_in(browser.get(here).text, here)}
    wants(scene.opening, 1)
    first = people.suggestion(opening=scene.opening, state="yes")
    people.application(db.session.get_one(Person, first.person_id), scene.opening)
    for number in range(4):
        people.opportunity(title=f"Autre {number}", slug=f"autre-{number}")
    sent = browser.post(here, data=form)
    assert (sent.status_code, sent.location) == (303, address(scene.suggestion, lang=lang))
    page = browser.get(sent.location).text
    assert says(app, labels.GONE["enough"], page, lang)
    assert page.count("/opportunities/autre-") == 3


@pytest.mark.parametrize(("state", "reason"), [("filled", "filled"), ("paused", "closed")])
def test_an_opening_that_ended_a_moment_ago_is_not_offered_any_more(
    browser, app, scene, state, reason
):
    change(scene.opening, state=state)
    page = browser.get(address(scene.suggestion)).text
    assert says(app, labels.GONE[reason], page, "fr")
    assert "/later" not in page


def test_later_is_one_tap_and_can_be_put_back(browser, scene):
    here = address(scene.suggestion)
    sent = send(browser, here, address(scene.suggestion, "later"))
    assert (sent.status_code, sent.location) == (303, f"/fr{HERE}")
    assert fresh(scene.suggestion).state == "later"
    send(browser, here, address(scene.suggestion, "back"))
    assert fresh(scene.suggestion).state == "proposed"


def test_a_no_says_why_and_can_be_put_back(browser, app, scene):
    here, no = address(scene.suggestion), address(scene.suggestion, "no")
    sent = send(browser, here, no, reason="far", words="Deux bus.")
    assert (sent.status_code, sent.location) == (303, here)
    said = fresh(scene.suggestion)
    assert (said.state, said.reason, said.words) == ("no", "far", "Deux bus.")
    page = browser.get(here).text
    assert says(app, labels.NO_REASONS["far"], page, "fr")
    assert "Couturière" not in home(browser)
    send(browser, here, address(scene.suggestion, "back"))
    assert fresh(scene.suggestion).state == "proposed"


def test_a_no_without_a_reason_comes_back_open_with_what_was_typed(browser, scene):
    here, no = address(scene.suggestion), address(scene.suggestion, "no")
    back = send(browser, here, no, words="Deux bus.")
    assert back.status_code == 422
    assert "<details open>" in back.text
    assert "Deux bus." in back.text
    assert fresh(scene.suggestion).state == "proposed"


def test_an_answer_to_what_was_answered_elsewhere_says_so(browser, scene):
    here, later = address(scene.suggestion), address(scene.suggestion, "later")
    form = {"form_token": token_in(browser.get(here).text, later)}
    change(scene.suggestion, state="no", reason="pay", answered_at=now())
    back = browser.post(later, data=form)
    assert back.status_code == 422
    assert 'role="alert"' in back.text
    assert fresh(scene.suggestion).state == "no"


# What is not hers; anything typed


@pytest.mark.parametrize("way", ["", "yes", "later", "no", "back"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_s_suggestion_is_as_if_there_were_none(browser, scene, way, method):
    other = people.suggestion()
    form = {"form_token": token_in(home(browser)), "reason": "far"} if method == "post" else None
    theirs, nobody = (
        getattr(browser, method)(f"/fr{HERE}{token}/{way}", data=form)
        for token in (other.token, "x" * len(other.token))
    )
    assert theirs.status_code == nobody.status_code
    assert theirs.status_code in (404, 405)
    assert fresh(other).state == "proposed"


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    reason=st.one_of(st.sampled_from([str(one) for one in NoReason]), st.text(max_size=8)),
    typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=230),
)
def test_whatever_is_typed_beside_a_no_is_kept_or_comes_back(app, reason, typed):
    data = {"reason": reason, "words": typed}
    with app.test_request_context("/fr/", method="POST", data=data):
        app.preprocess_request()
        form = NoForm()
        whole = form.was_sent()
        assert whole == (reason in list(NoReason) and len(form.words.data or "") <= 200)
        assert whole or form.wrong


def test_words_with_marks_of_html_are_shown_as_they_were_typed(browser, scene):
    here, no = address(scene.suggestion), address(scene.suggestion, "no")
    send(browser, here, no, reason="other", words="<b>non & non</b>")
    assert "&lt;b&gt;non &amp; non&lt;/b&gt;" in browser.get(here).text
    assert db.session.query(Suggestion).one().words == "<b>non & non</b>"
    assert db.session.query(Opportunity).count() == 1
